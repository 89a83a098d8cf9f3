"""What one's people have on the desk, for whoever hands out and looks over the work (STF-13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet

from frontoffice.authority.models import Approval, ApprovalStatus, StaffMember
from frontoffice.cases.models import Case, Status
from frontoffice.correspondence.models import Message
from frontoffice.foundation.models import Actor
from frontoffice.supervision.models import Review
from frontoffice.supervision.permissions import units_looked_after

POWERS = ("supervision.review", "supervision.release_held", "cases.assign")


@dataclass(frozen=True)
class Load:
    """One person's desk. `held` are messages that wait for a reader, `to_review` what was drawn and is open."""

    member: StaffMember
    open: int = 0
    due_today: int = 0
    late: int = 0
    waiting: int = 0
    oldest: date | None = None
    held: int = 0


@dataclass(frozen=True)
class Desk:
    """Everybody's load, and what nobody has."""

    loads: Sequence[Load]
    unassigned: int
    unassigned_late: int


def people(*, by: Actor, at: datetime) -> QuerySet[StaffMember]:
    """Those whose work this person looks after: of the units of their grants, or all; never oneself."""
    found = StaffMember.objects.exclude(until__lte=at).exclude(actor=by.pk)
    units = units_looked_after(by=by, at=at)
    if units is not None:
        found = found.filter(Q(unit__in=units) | Q(supervisor__actor=by.pk))
    return found.select_related("actor", "unit", "level", "office__calendar", "supervisor__actor")


def desk(members: Sequence[StaffMember], cases: QuerySet[Case], *, today: date) -> Desk:
    """Four queries, however many people and cases. `cases` are those that the viewer sees."""
    unresolved = cases.exclude(status=Status.RESOLVED)
    mine = unresolved.filter(assignee__in=[member.pk for member in members]).order_by()
    in_hand = ~Q(status=Status.WAITING)
    counted = (
        mine.values("assignee_id")
        .annotate(
            open=Count("pk", filter=in_hand),
            due_today=Count("pk", filter=in_hand & Q(due_on=today)),
            late=Count("pk", filter=in_hand & Q(due_on__lt=today)),
            waiting=Count("pk", filter=Q(status=Status.WAITING)),
            oldest=Min("received_on"),
        )
        .values_list("assignee_id", "open", "due_today", "late", "waiting", "oldest")
    )
    by_member = {row[0]: row[1:] for row in counted}
    held = _held(members)
    nobodys = unresolved.filter(assignee__isnull=True)
    return Desk(
        loads=[
            Load(member, *by_member.get(member.pk, (0, 0, 0, 0, None)), held.get(member.actor_id, 0))
            for member in members
        ],
        unassigned=nobodys.count(),
        unassigned_late=nobodys.filter(due_on__lt=today).count(),
    )


def _held(members: Sequence[StaffMember]) -> Mapping[int, int]:
    """How many messages of each actor wait for a reader."""
    waiting = Approval.objects.filter(
        action="correspondence.release",
        status=ApprovalStatus.WAITING,
        subject_kind=Message._meta.label_lower,
        asked_by__in=[member.actor_id for member in members],
    )
    rows = waiting.order_by().values("asked_by_id").annotate(number=Count("pk"))
    return {row["asked_by_id"]: row["number"] for row in rows}


def open_reviews(members: Sequence[StaffMember]) -> Mapping[int, int]:
    """How many drawn reviews of each are still to be done. One query."""
    rows = Review.objects.filter(staff_member__in=[member.pk for member in members], reviewed_at__isnull=True)
    counted = rows.order_by().values("staff_member_id").annotate(number=Count("pk"))
    return {row["staff_member_id"]: row["number"] for row in counted}
