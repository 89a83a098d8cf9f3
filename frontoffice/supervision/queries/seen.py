"""Who sees which reviews, scorecards, shares, proposals and skills."""

from datetime import datetime

from django.db.models import Model, Q, QuerySet

from frontoffice.authority.registry import visible
from frontoffice.foundation.models import Actor
from frontoffice.supervision.models import (
    Review,
    ReviewShare,
    RiskFactor,
    Scorecard,
    ShareProposal,
    ShareRule,
    Skill,
)
from frontoffice.supervision.permissions import above, units_looked_after


@visible(Review)
def reviews_visible_to(*, by: Actor, at: datetime) -> QuerySet[Review]:
    """What was said of one's own work, and what those see who look after the unit: not the work of one's superiors.

    What is drawn and not reviewed yet is shown to reviewers only: nobody tidies up after the draw (STF-7).
    """
    rows = Review.objects.select_related(
        "staff_member__actor", "reviewer__actor", "settled_by__actor", "message", "contact", "case__topic"
    ).select_related("unit", "scorecard", "staff_member__unit")
    own = Q(staff_member__actor=by.pk, reviewed_at__isnull=False)
    return rows.filter(own | _of_others(by=by, at=at)) if by.is_staff and by.pk else rows.none()


def to_review(*, by: Actor, at: datetime) -> QuerySet[Review]:
    """Reviews of other people's work that this person may look at."""
    return reviews_visible_to(by=by, at=at).exclude(staff_member__actor=by.pk)


def _of_others(*, by: Actor, at: datetime) -> Q:
    units = units_looked_after(by=by, at=at)
    seen = Q() if units is None else Q(unit__in=units)
    superiors = [member.pk for member in above(by)]
    return seen & ~Q(staff_member__actor=by.pk) & ~Q(staff_member__in=superiors)


def _of_people(model: type[Model], *, by: Actor, at: datetime) -> "QuerySet[Model]":
    """Rows about a colleague: one's own, and those of the people whose work one looks after."""
    rows = model._default_manager.select_related("staff_member__actor")
    if not by.is_staff or by.pk is None:
        return rows.none()
    units = units_looked_after(by=by, at=at)
    if units is None:
        return rows
    return rows.filter(Q(staff_member__actor=by.pk) | Q(staff_member__unit__in=units))


@visible(ReviewShare)
def shares_visible_to(*, by: Actor, at: datetime) -> "QuerySet[Model]":
    return _of_people(ReviewShare, by=by, at=at)


@visible(ShareProposal)
def proposals_visible_to(*, by: Actor, at: datetime) -> "QuerySet[Model]":
    return _of_people(ShareProposal, by=by, at=at)


@visible(Skill)
def skills_visible_to(*, by: Actor, at: datetime) -> QuerySet[Skill]:
    """What colleagues can do is no secret among staff."""
    return Skill.objects.select_related("staff_member__actor") if by.is_staff else Skill.objects.none()


@visible(Scorecard)
def scorecards_visible_to(*, by: Actor, at: datetime) -> QuerySet[Scorecard]:
    """Staff know by what they are judged."""
    return Scorecard.objects.prefetch_related("items") if by.is_staff else Scorecard.objects.none()


@visible(ShareRule)
def rules_visible_to(*, by: Actor, at: datetime) -> QuerySet[ShareRule]:
    return ShareRule.objects.all() if by.is_staff else ShareRule.objects.none()


@visible(RiskFactor)
def risks_visible_to(*, by: Actor, at: datetime) -> QuerySet[RiskFactor]:
    return RiskFactor.objects.all() if by.is_staff else RiskFactor.objects.none()
