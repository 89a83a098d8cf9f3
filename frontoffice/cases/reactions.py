"""What cases do when a message that is their reply goes out, arrives, or does not, and when a colleague leaves."""

from datetime import datetime

from frontoffice.authority.events import PostEnded
from frontoffice.authority.models import StaffMember
from frontoffice.cases import reactions_many, reactions_problems, reactions_watching
from frontoffice.cases.actions.assigning import release_to_unit
from frontoffice.cases.actions.following_replies import arrived, in_trouble, last_reply, went_out
from frontoffice.cases.actions.recording import locked
from frontoffice.cases.models import Attention, Case, CaseMessage, Status
from frontoffice.correspondence.events import (
    MessageBounced,
    MessageFailed,
    MessageInconclusive,
    MessageReleased,
    MessageReturned,
    MessageSent,
)
from frontoffice.foundation.events import Later, Told, reacts_to
from frontoffice.foundation.models import Actor

__all__ = [
    "reactions_many",
    "reactions_problems",
    "reactions_watching",
]  # declared there, loaded with this floor


def _reply(message_id: int) -> CaseMessage | None:
    """The reply that this message is; other rooms send messages too."""
    return CaseMessage.objects.select_related("message", "by", "case").filter(message=message_id).first()


@reacts_to(MessageReleased)
def answer_the_case(event: MessageReleased, *, by: Actor, at: datetime, told: Told) -> None:
    """A reply that was held is released: only now was the customer answered (INQ-4)."""
    reply = _reply(event.message_id)
    if reply is not None and reply.contact_id is None:
        went_out(reply, locked(reply.case), by=by, at=at)


@reacts_to(MessageSent)
def settle_doubt(event: MessageSent, *, by: Actor, at: datetime, told: Told) -> None:
    """It arrived after all."""
    reply = _reply(event.message_id)
    if reply is not None:
        arrived(reply, by=by, at=at)


@reacts_to(MessageFailed)
def mark_not_delivered(event: MessageFailed, *, by: Actor, at: datetime, told: Told) -> None:
    """The customer was not answered: the case is worked on again."""
    reply = _reply(event.message_id)
    if reply is not None:
        in_trouble(reply, Attention.NOT_DELIVERED, by=by, at=at)


@reacts_to(MessageBounced)
def mark_bounced(event: MessageBounced, *, by: Actor, at: datetime, told: Told) -> None:
    """It went out and came back: the customer was not answered, and somebody finds another way (COR-8)."""
    reply = _reply(event.message_id)
    if reply is not None:
        in_trouble(reply, Attention.NOT_DELIVERED, by=by, at=at)


@reacts_to(MessageInconclusive)
def mark_uncertain(event: MessageInconclusive, *, by: Actor, at: datetime, told: Told) -> None:
    """Nobody can tell whether it arrived: a person looks at it."""
    reply = _reply(event.message_id)
    if reply is not None:
        in_trouble(reply, Attention.UNCERTAIN, by=by, at=at)


@reacts_to(MessageReturned)
def mark_declined(event: MessageReturned, *, by: Actor, at: datetime, told: Told) -> None:
    """The reply was not approved: somebody has to write another. What was withdrawn or written anew needs no mark."""
    reply = _reply(event.message_id)
    if reply is not None and event.decision == "declined" and last_reply(reply.case) == reply.pk:
        in_trouble(reply, Attention.DECLINED, by=by, at=at)


@reacts_to(PostEnded)
def hand_back_cases(event: PostEnded, *, by: Actor, at: datetime, told: Told) -> None:
    """Nobody has the work of somebody who left: once the post has ended, their cases are their units' again."""
    member = StaffMember.objects.get(pk=event.staff_member_id)
    if member.until is None:
        return
    if member.until > at:
        raise Later(member.until, "The post has not ended yet.")
    left = Case.objects.filter(assignee=member).exclude(status=Status.RESOLVED).order_by("pk")
    for case in left:
        release_to_unit(case=case, by=by, at=at)
