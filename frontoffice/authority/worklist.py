"""The lists of what must be done, and what of it the bar counts."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from frontoffice.authority import inbox, work
from frontoffice.authority.holding import units_where
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import HandOver, Notice, StaffMember, WorkItem
from frontoffice.authority.models.work import UNDONE
from frontoffice.authority.registry import visible
from frontoffice.foundation import clock
from frontoffice.foundation.models import Actor
from frontoffice.foundation.references import normalize
from frontoffice.foundation.statements import Statement

ON_A_PAGE = 100
MOST_COUNTED = 100
LEADS = "authority.hand_over_work"
SOONEST = (F("due_at").asc(nulls_last=True), "pk")


class When(TextChoices):
    """The groups of the list, in its order."""

    LATE = "late", _("Late")
    TODAY = "today", _("Today")
    WEEK = "week", _("In the next seven days")
    LATER = "later", _("Later")
    OPEN = "open", _("Without a date")


@dataclass(frozen=True)
class Days:
    """The instants that part the groups, by the viewer's office."""

    now: dt.datetime
    today: dt.datetime
    tomorrow: dt.datetime
    next_week: dt.datetime

    def group_of(self, due: dt.datetime | None) -> When:
        if due is None:
            return When.OPEN
        if due < self.now:
            return When.LATE
        if due <= self.tomorrow:
            return When.TODAY
        return When.WEEK if due <= self.next_week else When.LATER


@dataclass(frozen=True)
class Page:
    """Some pieces of work by due time; `after` is the key from which the next page goes on, empty at the end."""

    items: Sequence[WorkItem]
    after: str


def days_of(member: StaffMember, at: dt.datetime) -> Days:
    """Where today ends at the colleague's office, and the seven days after it."""
    zone = member.office.zone
    today = at.astimezone(zone).date()
    day = dt.timedelta(days=1)
    return Days(
        at,
        clock.start_of(today, zone),
        clock.start_of(today + day, zone),
        clock.start_of(today + 8 * day, zone),
    )


@visible(WorkItem)
def work_visible_to(*, by: Actor, at: dt.datetime) -> QuerySet[WorkItem]:
    """One's own, and for who hands out work the work of their units."""
    rows = WorkItem.objects.select_related("member__actor", "unit", "opened_by")
    if not by.is_staff or by.pk is None:
        return rows.none()
    units = units_where((LEADS,), by=by, at=at)
    if None in units:
        return rows
    return rows.filter(Q(member__actor=by) | Q(unit__in=[unit for unit in units if unit is not None]))


def mine(member: StaffMember, *, powers: Collection[str]) -> QuerySet[WorkItem]:
    """What this colleague must do, and what waits in their unit for anybody with a power that they hold."""
    anybodys = [kind.name for kind in work.KINDS.values() if kind.power and kind.power in powers]
    waits = Q(member__isnull=True, unit=member.unit_id, kind__in=anybodys) & ~Q(opened_by=member.actor_id)
    return WorkItem.objects.filter(UNDONE).filter(Q(member=member) | waits).order_by(*SOONEST)


def by_kind(items: QuerySet[WorkItem]) -> dict[str, int]:
    """How much there is of each kind."""
    return dict(items.order_by().values_list("kind").annotate(number=Count("pk")))


def page_of(items: QuerySet[WorkItem], *, after: str = "", most: int = ON_A_PAGE) -> Page:
    """A page by due time, from a key on; a key that is not there starts at the beginning."""
    key = normalize(after) if after else None
    last = WorkItem.objects.filter(reference=key).only("pk", "due_at").first() if key else None
    if last is not None:
        undated = Q(due_at__isnull=True)
        beyond = undated & Q(pk__gt=last.pk)
        if last.due_at is not None:
            beyond = undated | Q(due_at__gt=last.due_at) | Q(due_at=last.due_at, pk__gt=last.pk)
        items = items.filter(beyond)
    rows = list(items[: most + 1])
    return Page(rows[:most], rows[most - 1].reference if len(rows) > most else "")


@dataclass(frozen=True)
class Bar:
    """What the bar counts on every page: asks to decide or come back, work due by now, notices not read."""

    asks: int = 0
    due: int = 0
    unread: int = 0


def bar(request: ActingRequest) -> Bar:
    """All that the bar counts, in one query a page; each number 100 at most."""
    kept: Bar | None = getattr(request, "bar_counts", None)
    if kept is None:
        kept = _counted(request)
        request.bar_counts = kept  # type: ignore[attr-defined]
    return kept


def _counted(request: ActingRequest) -> Bar:
    member = request.staff_member
    if member is None:
        return Bar()
    by_now = request.at + dt.timedelta(hours=24)
    parts = [
        inbox.TO_DO.with_values(by=member.actor_id, at=request.at),
        _DUE.with_values(member=member.pk, until=by_now),
        _UNREAD.with_values(member=member.pk),
    ]
    numbers = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) counted)" for sql, _values in parts)  # noqa: S608 - written by the ORM
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {numbers}", [one for _sql, values in parts for one in values])
        return Bar(*(int(number) for number in cursor.fetchone()))


def _due(*, member: int, until: dt.datetime) -> QuerySet[WorkItem, Any]:
    due = WorkItem.objects.filter(UNDONE, member=member, due_at__lte=until)
    return due.order_by().values("pk")[:MOST_COUNTED]


def _unread(*, member: int) -> QuerySet[Notice, Any]:
    unread = Notice.objects.filter(member=member, read_at__isnull=True)
    return unread.order_by().values("pk")[:MOST_COUNTED]


_DUE = Statement(_due, member=int, until=dt.datetime)
_UNREAD = Statement(_unread, member=int)


@visible(Notice)
def notices_visible_to(*, by: Actor, at: dt.datetime) -> QuerySet[Notice]:
    """What one was told oneself."""
    rows = Notice.objects.select_related("by")
    return rows.filter(member__actor=by) if by.is_staff and by.pk else rows.none()


@visible(HandOver)
def hand_overs_visible_to(*, by: Actor, at: dt.datetime) -> QuerySet[HandOver]:
    """What one handed over oneself."""
    rows = HandOver.objects.select_related("to__actor", "by")
    return rows.filter(by=by) if by.is_staff and by.pk else rows.none()
