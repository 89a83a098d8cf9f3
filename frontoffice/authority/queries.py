"""Questions about staff, grants and approvals that are asked more than once."""

from datetime import datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.deciding import live_grants
from frontoffice.authority.inbox import approvals_visible_to, inbox
from frontoffice.authority.models import (
    ActingTerm,
    Certification,
    CertificationKind,
    CompensatingReview,
    Grant,
    Interest,
    StaffMember,
    Token,
)
from frontoffice.authority.registry import visible
from frontoffice.authority.worklist import notices_visible_to, work_visible_to
from frontoffice.foundation.models import Actor, Office, StoredFile, Unit

__all__ = ["approvals_visible_to", "inbox", "notices_visible_to", "work_visible_to"]


@visible(StaffMember)
def staff_visible_to(*, by: Actor, at: datetime) -> QuerySet[StaffMember]:
    """Colleagues see each other; customers and visitors see nobody."""
    return StaffMember.objects.select_related("actor", "unit") if by.is_staff else StaffMember.objects.none()


@visible(Office)
def offices_visible_to(*, by: Actor, at: datetime) -> QuerySet[Office]:
    """Where the agency serves the public is public."""
    return Office.objects.filter(active=True).select_related("calendar")


@visible(Unit)
def units_visible_to(*, by: Actor, at: datetime) -> QuerySet[Unit]:
    """How the agency is divided is known to its staff; the public reads the name of the unit where it concerns them."""
    rows = Unit.objects.filter(active=True).select_related("office", "parent")
    return rows if by.is_staff else rows.none()


@visible(Grant)
def grants_visible_to(*, by: Actor, at: datetime) -> QuerySet[Grant]:
    """Who may do what is no secret among staff."""
    rows = Grant.objects.select_related("actor", "unit", "acting_for", "granted_by")
    return rows if by.is_staff else rows.none()


@visible(CertificationKind)
def certification_kinds_visible_to(*, by: Actor, at: datetime) -> QuerySet[CertificationKind]:
    """What one can be certified in is no secret among staff."""
    return CertificationKind.objects.all() if by.is_staff else CertificationKind.objects.none()


@visible(Certification)
def certifications_visible_to(*, by: Actor, at: datetime) -> QuerySet[Certification]:
    """Who is certified in what is no secret among staff, who refer to each other."""
    rows = Certification.objects.select_related("kind", "actor", "awarded_by")
    return rows if by.is_staff else rows.none()


@visible(Interest)
def interests_visible_to(*, by: Actor, at: datetime) -> QuerySet[Interest]:
    """One's own, and for who may end interests everybody's: a family is nobody else's business."""
    rows = Interest.objects.select_related("actor", "declared_by")
    if not by.is_staff:
        return rows.none()
    if live_grants(actor=by, action="authority.end_interest", at=at).exists():
        return rows
    return rows.filter(actor=by)


@visible(CompensatingReview)
def compensating_reviews_visible_to(*, by: Actor, at: datetime) -> QuerySet[CompensatingReview]:
    """One's own, and for reviewers everybody's."""
    rows = CompensatingReview.objects.select_related("actor", "reviewed_by")
    if not by.is_staff:
        return rows.none()
    if live_grants(actor=by, action="authority.review_compensating", at=at).exists():
        return rows
    return rows.filter(actor=by)


@visible(ActingTerm)
def terms_visible_to(*, by: Actor, at: datetime) -> QuerySet[ActingTerm]:
    """Who acts for whom is told to every colleague (STF-3)."""
    rows = ActingTerm.objects.select_related("absent__actor", "deputy__actor", "named_by", "ended_by")
    return rows if by.is_staff else rows.none()


@visible(Token)
def tokens_visible_to(*, by: Actor, at: datetime) -> QuerySet[Token]:
    return Token.objects.filter(Q(actor=by) | Q(issued_by=by)) if by.pk else Token.objects.none()


@visible(StoredFile)
def files_visible_to(*, by: Actor, at: datetime) -> QuerySet[StoredFile]:
    """A file is an input only to whoever stored it; what it is attached to shows it to others."""
    return StoredFile.objects.filter(stored_by=by) if by.pk else StoredFile.objects.none()


def who_may(action: str, *, at: datetime) -> QuerySet[StaffMember]:
    """Staff who hold the action outright: whom a refusal names."""
    held = live_grants(action=action, at=at).filter(needs_approval=False).values("actor")
    return StaffMember.objects.filter(actor__in=held).select_related("actor", "unit").order_by("actor__name")
