"""What every look at somebody's work writes down, inside the caller's action."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import StaffMember
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.supervision import owed
from frontoffice.supervision.events import WorkReviewed
from frontoffice.supervision.models import Finding, Outcome, Review, Scorecard, ScorecardItem
from frontoffice.supervision.scoring import score
from frontoffice.supervision.shipped import scorecard


class UnknownFinding(BadInput):
    message = _("The scorecard has no error of that kind. Look at it again: it may have changed.")
    field = "findings"


class CommentsNeeded(BadInput):
    message = _("Say what was wrong, so that your colleague can learn from it.")
    field = "comments"


class NoPost(Refused):
    message = _("Only somebody with a post at the agency can look at the work of others.")
    status = 403
    part = "grant"


def member_of(by: Actor) -> StaffMember:
    """The post of whoever acts. Raises NoPost."""
    found = StaffMember.objects.filter(actor=by.pk).first()
    if found is None:
        raise NoPost
    return found


def complete(
    review: Review,
    outcome: Outcome,
    findings: Sequence[str],
    comments: str,
    *,
    reviewer: StaffMember,
    by: Actor,
    at: datetime,
) -> Review:
    """Score the look and write down what it found. Raises UnknownFinding, CommentsNeeded where an error goes unsaid."""
    card = scorecard(review.kind, by=by, at=at)
    items = _items(card, findings)
    if items and not comments.strip():
        raise CommentsNeeded
    made = score(items)
    review.scorecard, review.reviewer, review.reviewed_at, review.outcome = card, reviewer, at, outcome
    review.score, review.passed = made.points, made.passed
    review.errors, review.critical_errors = made.errors, made.critical
    review.comments = comments.strip()
    review.save()
    Finding.objects.bulk_create(Finding(review=review, item=item) for item in items)
    reviewed = WorkReviewed(
        review_id=review.pk,
        staff_member_id=review.staff_member_id,
        outcome=outcome.value,
        errors=made.errors,
        critical_errors=made.critical,
    )
    about = [review, review.staff_member, *([review.case] if review.case is not None else [])]
    about += [review.message] if review.message is not None else []
    announce(reviewed, about=about, by=by, at=at)
    owed.reviewed(review, by=by, at=at)
    return review


def _items(card: Scorecard, findings: Sequence[str]) -> list[ScorecardItem]:
    wanted = set(findings)
    items = [item for item in card.items.all() if item.code in wanted]
    if {item.code for item in items} != wanted:
        raise UnknownFinding
    return items
