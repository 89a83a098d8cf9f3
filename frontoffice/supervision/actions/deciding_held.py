"""A colleague's message that is held: let it go, give it back with comments, or put it right oneself (COR-3, STF-5)."""

from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.actions import approving
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import Approval, StaffMember
from frontoffice.authority.registry import action
from frontoffice.correspondence.actions.drafting import LONGEST_BODY
from frontoffice.correspondence.actions.editing import take_over
from frontoffice.correspondence.actions.holding import give_back
from frontoffice.correspondence.actions.releasing import send_out
from frontoffice.correspondence.models import Message
from frontoffice.correspondence.queries import approval_that_waits
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.supervision import shares
from frontoffice.supervision.actions.recording import CommentsNeeded, complete, member_of
from frontoffice.supervision.models import Edit, Kind, Outcome, Review
from frontoffice.supervision.permissions import check_may_review
from frontoffice.supervision.queries.held import case_of, writer_of

Comments = Annotated[str, Field(max_length=10_000)]
Code = Annotated[str, Field(max_length=40)]


class NotHeld(Refused):
    message = _("This message waits for nobody any more. Look at it again.")


class NothingChanged(Refused):
    message = _("You changed nothing. Release it as it is, or write what is to change.")
    field = "body"


def _unit(call: Any) -> int | None:
    """The unit of whoever wrote the message."""
    writer = writer_of(call.message)
    return writer.unit_id if writer is not None else None


@action("supervision.release_held", title=_("Release a held message"), unit=_unit)
def release_held(
    *,
    message: Message,
    findings: list[Code] | None = None,
    comments: Comments = "",
    by: Actor,
    at: datetime,
) -> Review:
    """Let a colleague's message go as it is, with what the colleague can do better next time.

    It goes by approving what waits, so the reviewer needs that authority too. Raises NotHeld, NotYourOwn,
    OfYourSupervisor, InConflict, NotAuthorized, UnknownFinding, CommentsNeeded.
    """
    approval, writer = _held(message, by=by, at=at)
    review = _look(message, approval, writer, at=at)
    decided: Any = approving.approve(approval=approval, by=by, at=at)
    _check_decided(decided, approval)
    return complete(review, Outcome.RELEASED, findings or [], comments, reviewer=member_of(by), by=by, at=at)


@action("supervision.return_held", title=_("Return a held message with comments"), unit=_unit)
def return_held(
    *,
    message: Message,
    findings: list[Code] | None = None,
    comments: Comments,
    by: Actor,
    at: datetime,
) -> Review:
    """Give the message back to its writer, who revises it and asks again. Raises as release_held."""
    approval, writer = _held(message, by=by, at=at)
    if not comments.strip():
        raise CommentsNeeded
    review = _look(message, approval, writer, at=at)
    declined = _decline(approval, comments, by=by, at=at)
    give_back(message.pk, declined, by=by, at=at)
    return complete(review, Outcome.RETURNED, findings or [], comments, reviewer=member_of(by), by=by, at=at)


@action("supervision.edit_held", title=_("Edit and release a held message"), unit=_unit)
def edit_held(
    *,
    message: Message,
    subject: Annotated[str, Field(min_length=1, max_length=250)],
    body: Annotated[str, Field(min_length=1, max_length=LONGEST_BODY)],
    expected_version: int,
    findings: list[Code] | None = None,
    comments: Comments,
    by: Actor,
    at: datetime,
) -> Review:
    """Put the message right and let it go on one's own authority; what it said before is kept with who changed it.

    The customer's letter says nothing of it. Where the reviewer's own messages are held, this one is, for a third
    person. Raises as return_held, and ChangedByAnother, NothingChanged, NothingToSay, TooLong.
    """
    approval, writer = _held(message, by=by, at=at)
    if not comments.strip():
        raise CommentsNeeded
    before = Message.objects.get(pk=message.pk)
    review = _look(message, approval, writer, at=at)
    _decline(approval, comments, by=by, at=at)
    changed = take_over(message, subject=subject, body=body, expected_version=expected_version, by=by, at=at)
    if (changed.subject, changed.body) == (before.subject, before.body):
        raise NothingChanged
    Edit.objects.create(
        review=review,
        version=before.version,
        subject_before=before.subject,
        body_before=before.body,
        subject_after=changed.subject,
        body_after=changed.body,
    )
    send_out(changed, by=by, at=at)
    return complete(review, Outcome.EDITED, findings or [], comments, reviewer=member_of(by), by=by, at=at)


def _held(message: Message, *, by: Actor, at: datetime) -> tuple[Approval, StaffMember]:
    """What waits and who wrote it, once it is clear that this person may decide it."""
    approval = approval_that_waits(message)
    writer = writer_of(message)
    if approval is None or writer is None:
        raise NotHeld
    check_may_review(by=by, of=writer, case=case_of(message), at=at)
    return approving.locked(approval), writer  # of several who decide at once, one looks


def _look(message: Message, approval: Approval, writer: StaffMember, *, at: datetime) -> Review:
    """The row of this look: the first, or a later one of what came back revised."""
    case = case_of(message)
    looks = Review.objects.select_for_update().filter(message=message)
    review = Review(
        staff_member=writer,
        kind=Kind.MESSAGES,
        message=message,
        approval=approval,
        case=case,
        unit_id=writer.unit_id,
        channel=message.channel,
        topic=case.topic.code if case is not None else "",
        look=len(looks) + 1,
        share=shares.share_of(writer, Kind.MESSAGES, at=at),
        drawn_at=approval.asked_at,
        due_on=shares.due_on(writer, approval.asked_at, Kind.MESSAGES),
    )
    review.save()
    return review


def _decline(approval: Approval, comments: str, *, by: Actor, at: datetime) -> Approval:
    decided: Any = approving.decline(approval=approval, reason=comments.strip()[:1000], by=by, at=at)
    _check_decided(decided, approval)
    return Approval.objects.get(pk=approval.pk)


def _check_decided(decided: Any, approval: Approval) -> None:
    """Whoever may only ask for decisions of this kind has not decided anything."""
    if getattr(decided, "pk", None) != approval.pk:
        raise NotAuthorized(_("You may only ask for decisions of this kind. Ask a colleague to decide it."))
