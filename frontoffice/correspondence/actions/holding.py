"""Holding a message while an approval waits, and giving it back to its author when that is declined or withdrawn."""

from datetime import datetime

from frontoffice.authority.models import Approval, ApprovalStatus
from frontoffice.correspondence.actions.drafting import subjects
from frontoffice.correspondence.events import MessageHeld, MessageReturned
from frontoffice.correspondence.models import Message, Status
from frontoffice.correspondence.queries import approval_that_waits
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor


def hold(message_id: int, approval: Approval, *, by: Actor, at: datetime) -> None:
    """A draft whose release waits for `approval` is held. Told a second time, or too late, it changes nothing."""
    message = _locked(message_id)
    if message.status != Status.DRAFT or approval.status != ApprovalStatus.WAITING:
        return
    message.status = Status.HELD
    message.save(update_fields=["status"])
    held = MessageHeld(message_id=message.pk, approval_id=approval.pk)
    announce(held, about=[*subjects(message), approval], by=by, at=at)


def give_back(message_id: int, approval: Approval, *, by: Actor, at: datetime) -> None:
    """A held message whose approval was declined or withdrawn is a draft again; the reason stays with the approval.

    One that waits for another approval by now stays held.
    """
    message = _locked(message_id)
    if message.status != Status.HELD or approval_that_waits(message) is not None:
        return
    message.status = Status.DRAFT
    message.save(update_fields=["status"])
    returned = MessageReturned(message_id=message.pk, approval_id=approval.pk, decision=approval.status)
    announce(returned, about=[*subjects(message), approval], by=by, at=at)


def _locked(message_id: int) -> Message:
    return Message.objects.select_for_update(of=("self",)).select_related("contact").get(pk=message_id)
