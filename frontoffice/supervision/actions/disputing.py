"""Saying that a review is wrong, and a third person deciding it (STF-7)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.deciding import InConflict
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.supervision.actions.recording import UnknownFinding, member_of
from frontoffice.supervision.actions.reviewing import locked, own
from frontoffice.supervision.events import DisputeSettled, ReviewDisputed
from frontoffice.supervision.models import Review
from frontoffice.supervision.permissions import check_may_review, unit_of_review
from frontoffice.supervision.scoring import score

Reason = Annotated[str, Field(min_length=1, max_length=10_000)]
Code = Annotated[str, Field(max_length=40)]


class ReasonNeeded(BadInput):
    message = _("Give a reason, so that the others can follow it.")
    field = "reason"


class DisputedBefore(Refused):
    message = _("This review was disputed before.")


class NothingFound(Refused):
    message = _("Nothing was found wrong, so there is nothing to dispute.")


class NoDispute(Refused):
    message = _("Nobody disputes this review any more.")


class NotAThird(InConflict):
    message = _("You reviewed this yourself. A third person has to decide the dispute.")


@action("supervision.dispute", title=_("Dispute a review of one's own work"))
def dispute(*, review: Review, reason: Reason, by: Actor, at: datetime) -> Review:
    """Say what is wrong with a review of one's own work.

    Raises NotYours, NotReviewedYet, NothingFound, DisputedBefore, ReasonNeeded.
    """
    review = own(review, by=by)
    if review.disputed_at is not None:
        raise DisputedBefore
    if not review.errors:
        raise NothingFound
    if not reason.strip():
        raise ReasonNeeded
    review.disputed_at, review.disputed_because = at, reason.strip()
    review.seen_at = review.seen_at or at
    review.save(update_fields=["disputed_at", "disputed_because", "seen_at"])
    announce(ReviewDisputed(review_id=review.pk), about=[review, review.staff_member], by=by, at=at)
    return review


@action("supervision.decide_dispute", title=_("Decide a dispute about a review"), unit=unit_of_review)
def decide_dispute(
    *, review: Review, strike: list[Code] | None = None, reason: Reason, by: Actor, at: datetime
) -> Review:
    """Strike the findings that don't hold, by their codes, and say why; the score follows. None struck: all stand.

    Raises NoDispute, NotAThird, NotYourOwn, OfYourSupervisor, InConflict, UnknownFinding, ReasonNeeded.
    """
    review = locked(review)
    if review.disputed_at is None or review.settled_at is not None:
        raise NoDispute
    check_may_review(by=by, of=review.staff_member, case=review.case, at=at)
    member = member_of(by)
    if review.reviewer_id == member.pk:
        raise NotAThird
    if not reason.strip():
        raise ReasonNeeded
    struck = _strike(review, set(strike or []), at=at)
    review.settled_at, review.settled_by, review.settled_because = at, member, reason.strip()
    review.save()
    announce(
        DisputeSettled(review_id=review.pk, struck=struck), about=[review, review.staff_member], by=by, at=at
    )
    return review


def _strike(review: Review, codes: set[str], *, at: datetime) -> int:
    """Take these findings out of the count; how many. They stay on record, marked."""
    findings = list(review.findings.select_related("item"))
    if not codes <= {finding.item.code for finding in findings}:
        raise UnknownFinding(field="strike")
    for finding in findings:
        if finding.item.code in codes:
            finding.struck_at = at
            finding.save(update_fields=["struck_at"])
    made = score([finding.item for finding in findings if finding.struck_at is None])
    review.score, review.passed = made.points, made.passed
    review.errors, review.critical_errors = made.errors, made.critical
    return len(codes)
