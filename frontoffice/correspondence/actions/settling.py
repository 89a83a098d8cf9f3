"""What only a person can decide: whether an inconclusive message went, and whether to send a failed one again (X6)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.correspondence.actions.drafting import subjects
from frontoffice.correspondence.events import MessageFailed, MessageReleased, MessageSent, MessageSettled
from frontoffice.correspondence.models import Message, Outcome, Status
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Reason = Annotated[str, Field(min_length=1, max_length=1000)]


class NotInDoubt(Refused):
    message = _("There is no doubt about this message any more. Look at it again.")


class NotFailed(Refused):
    message = _("Only a message that was not sent can be sent again. Look at it again.")


class ReasonNeeded(BadInput):
    message = _("Say how you found out, so that others can rely on it.")
    field = "reason"


@action("correspondence.resolve_inconclusive", title=_("Decide whether a message went"))
def resolve_inconclusive(*, message: Message, went: bool, reason: Reason, by: Actor, at: datetime) -> Message:
    """Write down what was found out about a message that nobody could tell of; it is then sent, or failed.

    Raises NotInDoubt, ReasonNeeded.
    """
    if not reason.strip():
        raise ReasonNeeded
    message = _locked(message)
    if message.status != Status.INCONCLUSIVE:
        raise NotInDoubt
    dispatch = message.dispatches.filter(outcome=Outcome.UNKNOWN).order_by("-number")[0]
    dispatch.went, dispatch.reason = went, reason.strip()
    dispatch.settled_by, dispatch.settled_at = by, at
    dispatch.save(update_fields=["went", "reason", "settled_by", "settled_at"])
    if went:
        message.status, message.sent_at, message.error = Status.SENT, dispatch.started_at, ""
    else:
        message.status = Status.FAILED
    message.save(update_fields=["status", "sent_at", "error"])
    about = subjects(message)
    announce(
        MessageSettled(message_id=message.pk, dispatch_id=dispatch.pk, went=went), about=about, by=by, at=at
    )
    told = MessageSent(message_id=message.pk) if went else MessageFailed(message_id=message.pk)
    announce(told, about=about, by=by, at=at)
    return message


@action("correspondence.send_again", title=_("Send a failed message again"))
def send_again(*, message: Message, by: Actor, at: datetime) -> Message:
    """Send the same bytes to the same address once more, with fresh attempts. Raises NotFailed."""
    message = _locked(message)
    if message.status != Status.FAILED:
        raise NotFailed
    message.status, message.error, message.attempts = Status.RELEASED, "", 0
    message.save(update_fields=["status", "error", "attempts"])
    announce(MessageReleased(message_id=message.pk), about=subjects(message), by=by, at=at)
    return message


def _locked(message: Message) -> Message:
    return Message.objects.select_for_update(of=("self",)).select_related("contact").get(pk=message.pk)
