"""Questions about staff, grants and approvals that are asked more than once."""

from datetime import datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.deciding import live_grants
from frontoffice.authority.models import Approval, ApprovalStatus, Grant, StaffMember, Token
from frontoffice.authority.registry import visible
from frontoffice.foundation.models import Actor, Office, StoredFile

DECIDING = ("authority.approve", "authority.decline")


@visible(StaffMember)
def staff_visible_to(*, by: Actor, at: datetime) -> QuerySet[StaffMember]:
    """Colleagues see each other; customers and visitors see nobody."""
    return StaffMember.objects.select_related("actor", "unit") if by.is_staff else StaffMember.objects.none()


@visible(Office)
def offices_visible_to(*, by: Actor, at: datetime) -> QuerySet[Office]:
    """Where the agency serves the public is public."""
    return Office.objects.filter(active=True).select_related("calendar")


@visible(Grant)
def grants_visible_to(*, by: Actor, at: datetime) -> QuerySet[Grant]:
    """Who may do what is no secret among staff."""
    return Grant.objects.all() if by.is_staff else Grant.objects.none()


@visible(Approval)
def approvals_visible_to(*, by: Actor, at: datetime) -> QuerySet[Approval]:
    """One's own asks and, for who may decide at all, those for actions that they hold outright."""
    if not by.is_staff:
        return Approval.objects.none()
    grants = live_grants(actor=by, at=at)
    seen = Q(asked_by=by)
    if grants.filter(action__in=DECIDING).exists():
        seen |= Q(action__in=grants.filter(needs_approval=False).values("action"))
    return Approval.objects.filter(seen).select_related("asked_by", "decided_by")


@visible(Token)
def tokens_visible_to(*, by: Actor, at: datetime) -> QuerySet[Token]:
    return Token.objects.filter(Q(actor=by) | Q(issued_by=by)) if by.pk else Token.objects.none()


@visible(StoredFile)
def files_visible_to(*, by: Actor, at: datetime) -> QuerySet[StoredFile]:
    """A file is an input only to whoever stored it; what it is attached to shows it to others."""
    return StoredFile.objects.filter(stored_by=by) if by.pk else StoredFile.objects.none()


def inbox(*, by: Actor, at: datetime) -> QuerySet[Approval]:
    """What waits and this actor could decide, oldest first."""
    return (
        approvals_visible_to(by=by, at=at)
        .filter(status=ApprovalStatus.WAITING)
        .exclude(asked_by=by)
        .order_by("pk")
    )


def who_may(action: str, *, at: datetime) -> QuerySet[StaffMember]:
    """Staff who hold the action outright: whom a refusal names."""
    held = live_grants(action=action, at=at).filter(needs_approval=False).values("actor")
    return StaffMember.objects.filter(actor__in=held).select_related("actor", "unit").order_by("actor__name")
