"""Looking afterward at what was drawn: a telephone or counter contact, or a message that went out unheld (STF-7)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.deciding import InConflict
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.supervision.actions.recording import complete, member_of
from frontoffice.supervision.events import ReviewSeen
from frontoffice.supervision.models import Outcome, Review
from frontoffice.supervision.permissions import check_may_review, unit_of_review

Comments = Annotated[str, Field(max_length=10_000)]
Code = Annotated[str, Field(max_length=40)]


class ReviewedBefore(Refused):
    message = _("A colleague has reviewed this already.")


class NotYours(InConflict):
    message = _("Only the person whose work was reviewed can do this.")


class NotReviewedYet(Refused):
    message = _("This has not been reviewed yet.")


@action("supervision.review", title=_("Review what a colleague did"), unit=unit_of_review)
def review(
    *,
    review: Review,
    findings: list[Code] | None = None,
    comments: Comments = "",
    by: Actor,
    at: datetime,
) -> Review:
    """Write down what was found in work that was drawn for review.

    Raises ReviewedBefore, NotYourOwn, OfYourSupervisor, InConflict, UnknownFinding, CommentsNeeded.
    """
    review = locked(review)
    if review.reviewed_at is not None:
        raise ReviewedBefore
    check_may_review(by=by, of=review.staff_member, case=review.case, at=at)
    return complete(review, Outcome.REVIEWED, findings or [], comments, reviewer=member_of(by), by=by, at=at)


@action("supervision.see", title=_("Note that one has read a review"))
def see(*, review: Review, by: Actor, at: datetime) -> Review:
    """Whose work it was has read what was said; again changes nothing. Raises NotYours, NotReviewedYet."""
    review = own(review, by=by)
    if review.seen_at is None:
        review.seen_at = at
        review.save(update_fields=["seen_at"])
        announce(ReviewSeen(review_id=review.pk), about=[review, review.staff_member], by=by, at=at)
    return review


def locked(review: Review) -> Review:
    """The review as it is now, kept from others until the act ends."""
    rows = Review.objects.select_for_update(of=("self",)).select_related(
        "staff_member__actor", "case__customer"
    )
    return rows.get(pk=review.pk)


def own(review: Review, *, by: Actor) -> Review:
    """A review of one's own work that is done, locked. Raises NotYours, NotReviewedYet."""
    review = locked(review)
    if review.staff_member.actor_id != by.pk:
        raise NotYours
    if review.reviewed_at is None:
        raise NotReviewedYet
    return review
