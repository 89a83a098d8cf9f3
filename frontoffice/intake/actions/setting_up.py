"""Setting up the mailboxes that mail is fetched from."""

import re
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions.keeping_topics import topic_of
from frontoffice.correspondence.addressing import usable_address
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.intake.events import MailboxSetUp
from frontoffice.intake.models import After, Mailbox, Security
from frontoffice.intake.secrets import NAME

HERE = {"localhost", "127.0.0.1", "::1"}
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?|::1")


class AddressTaken(Refused):
    message = _("There is a mailbox of this address already. Change that one.")
    field = "address"


class NotAHost(BadInput):
    message = _("Enter the name of the mail server, like imap.agency.gov.")
    field = "host"


class NotASecretName(BadInput):
    message = _(
        "Enter the name of the password, not the password: small letters, digits and _, a letter first."
    )
    field = "secret"


class NeedsTls(BadInput):
    message = _(
        "Without TLS the password would cross the network in the clear. That is only taken on this machine."
    )
    field = "security"


class SameFolder(BadInput):
    message = _("Name another folder than the one that is read.")
    field = "done_folder"


@action("intake.set_up_mailbox", title=_("Set up a mailbox"))
def set_up_mailbox(
    *,
    address: Annotated[str, Field(max_length=254)],
    host: Annotated[str, Field(max_length=253)],
    user: Annotated[str, Field(min_length=1, max_length=254)],
    secret: Annotated[str, Field(max_length=60)],
    topic: Annotated[str, Field(max_length=60)],
    port: Annotated[int, Field(ge=1, le=65535)] = 993,
    security: Security = Security.TLS,
    folder: Annotated[str, Field(min_length=1, max_length=200)] = "INBOX",
    after: After = After.MOVE,
    done_folder: Annotated[str, Field(max_length=200)] = "Taken in",
    plus: bool = True,
    acknowledges: bool = True,
    active: bool = True,
    mailbox: Mailbox | None = None,
    by: Actor,
    at: datetime,
) -> Mailbox:
    """Add a mailbox, or set anew the one given. `secret` names the password, which is kept outside the database.

    Raises AddressUnusable, AddressTaken, NotAHost, NotASecretName, NeedsTls, SameFolder, UnknownTopic.
    """
    _check(host.strip(), secret, security, after, folder.strip(), done_folder.strip())
    row = (
        Mailbox.objects.select_for_update().get(pk=mailbox.pk)
        if mailbox is not None
        else Mailbox(set_up_at=at)
    )
    row.address = usable_address(address).lower()
    if Mailbox.objects.filter(address__iexact=row.address).exclude(pk=row.pk).exists():
        raise AddressTaken
    row.host, row.port, row.security, row.user = host.strip(), port, security, user.strip()
    row.secret, row.folder, row.after, row.done_folder = secret, folder.strip(), after, done_folder.strip()
    row.topic, row.plus, row.acknowledges, row.active = topic_of(topic), plus, acknowledges, active
    row.error = ""
    row.save()
    announce(MailboxSetUp(mailbox_id=row.pk, active=active), about=row, by=by, at=at)
    return row


def _check(host: str, secret: str, security: Security, after: After, folder: str, done_folder: str) -> None:
    if not _HOST.fullmatch(host):
        raise NotAHost
    if not NAME.fullmatch(secret):
        raise NotASecretName
    if security == Security.NONE and host not in HERE:
        raise NeedsTls
    if after == After.MOVE and done_folder in {"", folder}:
        raise SameFolder
