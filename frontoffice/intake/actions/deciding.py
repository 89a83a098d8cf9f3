"""What a person decides about a mail that is held: it opens a case, joins one, or is set aside with a reason."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions.adding import add
from frontoffice.cases.actions.opening import open_case
from frontoffice.cases.models import Case
from frontoffice.contacts.models import Channel
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput
from frontoffice.intake.actions.ending import HandledBefore, end
from frontoffice.intake.actions.entering import files_of, words_of
from frontoffice.intake.matching import customer_of
from frontoffice.intake.models import Disposition, Incoming, Mail, State
from frontoffice.intake.parsing.headers import is_address
from frontoffice.intake.speaking import language_for

NOT_READ = _("A mail came that could not be read. It is kept as it came, for download.")


class SayWhy(BadInput):
    message = _("Say why nothing becomes of it, so that others can rely on it.")
    field = "reason"


@action("intake.route", title=_("Open a case from a mail"))
def route(
    *,
    incoming: Incoming,
    topic: Annotated[str, Field(max_length=60)],
    text: Annotated[str, Field(max_length=20_000)] = "",
    by: Actor,
    at: datetime,
) -> Incoming:
    """Open a case on that topic from a mail that is held; `text` in place of its words, where those don't serve.

    Raises HandledBefore, and what `cases.open_case` raises.
    """
    incoming, mail = _held(incoming)
    customer = customer_of(incoming.from_address) if incoming.from_address else None
    case: Case = open_case(
        text=text.strip() or (words_of(incoming, mail) if mail is not None else str(NOT_READ)),
        topic=topic,
        subject=incoming.subject[:200],
        name=incoming.from_name,
        email=incoming.from_address if is_address(incoming.from_address) else "",
        language=language_for(customer, mail) if mail is not None else "en",
        customer=customer,
        files=files_of(mail) if mail is not None else [],
        channel=Channel.EMAIL,
        by=by,
        at=at,
    )
    return _on(incoming, case, Disposition.OPENED, by=by, at=at)


@action("intake.join", title=_("Put a mail on its case"))
def join(*, incoming: Incoming, case: Case, by: Actor, at: datetime) -> Incoming:
    """Add the words of a held mail to a case. Raises HandledBefore, ReopenWindowOver."""
    incoming, mail = _held(incoming)
    added: Case = add(
        case=case,
        text=words_of(incoming, mail) if mail is not None else str(NOT_READ),
        files=files_of(mail) if mail is not None else [],
        channel=Channel.EMAIL,
        by=by,
        at=at,
    )
    return _on(incoming, added, Disposition.JOINED, by=by, at=at)


@action("intake.set_aside", title=_("Set a mail aside"))
def set_aside(
    *, incoming: Incoming, reason: Annotated[str, Field(max_length=500)], by: Actor, at: datetime
) -> Incoming:
    """Nothing becomes of a held mail, for this reason; it stays in the ledger. Raises HandledBefore, SayWhy."""
    if not reason.strip():
        raise SayWhy
    incoming, _mail = _held(incoming)
    end(incoming, Disposition.SET_ASIDE, reason=reason.strip(), by=by, at=at)
    return incoming


def _held(incoming: Incoming) -> tuple[Incoming, Mail | None]:
    incoming = Incoming.objects.select_for_update().get(pk=incoming.pk)
    if incoming.state != State.HELD:
        raise HandledBefore
    return incoming, Mail.objects.filter(incoming=incoming).first()


def _on(incoming: Incoming, case: Case, disposition: Disposition, *, by: Actor, at: datetime) -> Incoming:
    incoming.case, incoming.post = case, case.posts.order_by("-pk")[0]
    end(incoming, disposition, by=by, at=at)
    return incoming
