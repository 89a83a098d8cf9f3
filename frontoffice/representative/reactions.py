"""What the automated representative does when an inquiry comes in, and what is kept when its draft is decided."""

from datetime import datetime

from frontoffice.authority.models import Approval
from frontoffice.cases.events import CaseOpened
from frontoffice.cases.models import Case, Post
from frontoffice.correspondence.events import MessageReleased, MessageReturned
from frontoffice.foundation.events import Told, reacts_to
from frontoffice.foundation.models import Actor
from frontoffice.representative.actions import answering, following

FROM_OUTSIDE = frozenset({"anonymous", "customer"})


@reacts_to(CaseOpened)
def take_up_inquiry(event: CaseOpened, *, by: Actor, at: datetime, told: Told) -> None:
    """An inquiry that a visitor opened at the portal. It acts as its own actor, because of this event."""
    if event.channel != "web" or told.event.by.kind not in FROM_OUTSIDE:
        return
    words = Post.objects.select_related("contact").get(pk=event.post_id)
    case = Case.objects.select_related("topic", "unit", "question").get(pk=event.case_id)
    answering.take_up(case, words, words.contact, at=at)


@reacts_to(MessageReleased)
def note_release(event: MessageReleased, *, by: Actor, at: datetime, told: Told) -> None:
    """A draft went out."""
    following.went_out(event.message_id, released=told.event, by=by, at=at)


@reacts_to(MessageReturned)
def note_return(event: MessageReturned, *, by: Actor, at: datetime, told: Told) -> None:
    """A draft came back: declined elsewhere, withdrawn, or run out of time."""
    approval = Approval.objects.select_related("decided_by").get(pk=event.approval_id)
    following.came_back(
        event.message_id,
        declined=event.decision == "declined",
        who=approval.decided_by,
        comment=approval.reason,
        by=by,
        at=at,
    )
