"""Letting a message go: at once within the grant, otherwise once somebody else has read it and agrees (COR-3)."""

import secrets
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from frontoffice.authority import performing
from frontoffice.authority.models import Approval
from frontoffice.authority.registry import action
from frontoffice.authority.separation import Part
from frontoffice.correspondence.actions.drafting import subjects
from frontoffice.correspondence.actions.holding import hold
from frontoffice.correspondence.composing import compose
from frontoffice.correspondence.events import MessageReleased
from frontoffice.correspondence.models import Message, Status
from frontoffice.correspondence.objecting import object_to
from frontoffice.foundation import files
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.statements import Statement
from frontoffice.foundation.updating import update


class ReleasedBefore(Refused):
    message = _("This message was released before. It can't be changed or released again.")


class WaitsForApproval(Refused):
    message = _("This message waits for approval. Decide that first, or have it withdrawn.")


def _drawn_on(call: Any) -> str:
    """What the draw for review rests on: the how-manieth message of this writer in this exchange.

    Writing it anew, or taking it back and asking again, draws nothing new (STF-7).
    """
    message: Message = call.message
    thread = message.thread or f"to:{message.to_address.lower() or message.to_name.lower()}"
    out = Message.objects.filter(by=message.by_id, released_at__isnull=False)
    there = (
        out.filter(thread=message.thread)
        if message.thread
        else out.filter(to_address__iexact=message.to_address)
    )
    return f"{thread}#{there.count()}"


@action(
    "correspondence.release",
    title=_("Send a message"),
    sampled_on=_drawn_on,
    separation=Part.WRITE_LETTER,
    approval_separation=Part.APPROVE_LETTER,
    open_to=["service"],
)
def release(*, message: Message, by: Actor, at: datetime) -> Message:
    """Fix what goes out, to whom and under which Message-ID; sending follows. Raises ReleasedBefore, WaitsForApproval.

    Whoever may only ask gets an Approval instead, and the message is held until it is decided.
    """
    message = _locked(message)
    if message.status not in {Status.DRAFT, Status.HELD}:
        raise ReleasedBefore
    if message.status == Status.HELD and not _under_its_approval(message):
        raise WaitsForApproval
    object_to(message, at=at)
    identifier = _new_message_id()
    made = files.made(
        compose(message, message_id=identifier, at=at), name="message.eml", content_type="message/rfc822"
    )
    message.status, message.released_at, message.message_id = Status.RELEASED, at, identifier
    message.eml = files.keep(made, by=None, at=at)
    update(message, "status", "released_at", "message_id", "eml")
    announce(MessageReleased(message_id=message.pk), about=subjects(message), by=by, at=at)
    return message


def _locked(message: Message) -> Message:
    found = _LOCKED.first(message=message.pk)
    if found is None:
        raise Message.DoesNotExist
    return found


_LOCKED: Statement[Message] = Statement(
    lambda *, message: (
        Message.objects.select_for_update(of=("self",)).select_related("by", "contact").filter(pk=message)
    ),
    message=int,
)


def send_out(message: Message, *, by: Actor, at: datetime) -> Message:
    """Release a draft on the authority of `by`, or hold it where that takes somebody else's.

    Inside the caller's action, who looks at the status of what this returns: the message as it is now.
    """
    outcome = release(message=message, by=by, at=at)
    if not isinstance(outcome, Approval):
        return outcome
    hold(message.pk, outcome, by=by, at=at)
    message.refresh_from_db()
    return message


def _under_its_approval(message: Message) -> bool:
    approval = performing.current_approval()
    return approval is not None and approval.action == release.name and approval.subject_id == message.pk


def _new_message_id() -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"{secrets.token_hex(16)}@{domain}"
