"""What correspondence does when others, or itself, announce something."""

from datetime import datetime

from frontoffice.authority.events import ApprovalAsked, ApprovalDecided
from frontoffice.authority.models import Approval, ApprovalStatus
from frontoffice.correspondence import sending
from frontoffice.correspondence.actions import holding
from frontoffice.correspondence.events import MessageReleased
from frontoffice.correspondence.models import Message
from frontoffice.foundation.events import Told, reacts_to
from frontoffice.foundation.models import Actor

RELEASE = "correspondence.release"


@reacts_to(MessageReleased, outside=True)
def send(event: MessageReleased, *, by: Actor, at: datetime, told: Told) -> None:
    """Hand the message to its transport; told again, go on where the last attempt left it."""
    sending.send(event.message_id, by=by, at=at)


@reacts_to(ApprovalAsked)
def hold_what_waits(event: ApprovalAsked, *, by: Actor, at: datetime, told: Told) -> None:
    """A message whose release was asked for, at whichever edge, is held until that is decided."""
    approval = _about_a_message(event.approval_id, event.action)
    if approval is not None and approval.subject_id is not None:
        holding.hold(approval.subject_id, approval, by=by, at=at)


@reacts_to(ApprovalDecided)
def give_back_what_was_declined(event: ApprovalDecided, *, by: Actor, at: datetime, told: Told) -> None:
    """Declined or withdrawn, a message is its author's draft again."""
    approval = _about_a_message(event.approval_id, event.action)
    if (
        approval is not None
        and approval.subject_id is not None
        and approval.status != ApprovalStatus.APPROVED
    ):
        holding.give_back(approval.subject_id, approval, by=by, at=at)


def _about_a_message(approval_id: int, action: str) -> Approval | None:
    if action != RELEASE:
        return None
    return Approval.objects.filter(pk=approval_id, subject_kind=Message._meta.label_lower).first()
