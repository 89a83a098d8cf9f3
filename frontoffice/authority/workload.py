"""The unit's work for who leads it: how much each colleague has, what waits, and what came in and was done today."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import TruncHour

from frontoffice.authority import work
from frontoffice.authority.holding import units_where
from frontoffice.authority.models import ActingTerm, StaffMember, WorkItem
from frontoffice.authority.models.work import UNDONE
from frontoffice.authority.worklist import LEADS, SOONEST, Days
from frontoffice.foundation.models import Actor, ActorKind, Unit

NOBODY = "nobody"


@dataclass(frozen=True)
class Load:
    """How much there is: open, of it late and due today; when the longest waiting piece was opened."""

    open: int = 0
    late: int = 0
    today: int = 0
    oldest: dt.datetime | None = None


@dataclass(frozen=True)
class Person:
    """A colleague with what they have; who stands in for them while they are away, and what they are on right now."""

    member: StaffMember
    load: Load
    acting: str
    now: work.Now | None


@dataclass(frozen=True)
class Hour:
    """What came in and what was done within an hour of today."""

    starts: dt.datetime
    came: int
    done: int


@dataclass(frozen=True)
class Board:
    """A unit's work at a glance; `version` changes when anything of it does."""

    whole: Load
    waiting: Load
    people: Sequence[Person]
    hours: Sequence[Hour]

    @property
    def came(self) -> int:
        return sum(hour.came for hour in self.hours)

    @property
    def done(self) -> int:
        return sum(hour.done for hour in self.hours)

    @property
    def version(self) -> str:
        """The same for the same figures, however often they are asked for."""
        people = [(one.member.pk, one.load, one.acting, one.now) for one in self.people]
        return hashlib.sha256(repr((self.whole, self.waiting, people, self.hours)).encode()).hexdigest()[:16]


def units_led(*, by: Actor, at: dt.datetime) -> QuerySet[Unit]:
    """The units whose work this actor hands out."""
    units = units_where((LEADS,), by=by, at=at)
    rows = Unit.objects.filter(active=True).order_by("name", "pk")
    return rows if None in units else rows.filter(pk__in=[unit for unit in units if unit is not None])


def board(unit: Unit, *, days: Days) -> Board:
    """In a fixed number of queries, however much work and however many people there are."""
    loads = _loads(unit, days)
    waiting = loads.pop(None, Load())
    of_unit = Q(unit=unit) & (Q(until__isnull=True) | Q(until__gt=days.now))
    rows = StaffMember.objects.filter(of_unit | Q(pk__in=loads), actor__kind=ActorKind.STAFF)
    members = list(rows.select_related("actor").order_by("actor__name", "pk"))
    acting, now = _acting(members, days.now), work.now_on([one.pk for one in members], at=days.now)
    people = [
        Person(one, loads.get(one.pk, Load()), acting.get(one.pk, ""), now.get(one.pk)) for one in members
    ]
    return Board(_sum([*loads.values(), waiting]), waiting, people, _hours(unit, days))


def work_of(unit: Unit, *, whose: str = "") -> QuerySet[WorkItem]:
    """What is open in the unit, by due time: everybody's, nobody's, or that of the colleague with this reference."""
    rows = WorkItem.objects.filter(UNDONE, unit=unit).select_related("member__actor", "unit")
    if whose == NOBODY:
        rows = rows.filter(member__isnull=True)
    elif whose:
        rows = rows.filter(member__reference=whose)
    return rows.order_by(*SOONEST)


def _loads(unit: Unit, days: Days) -> dict[int | None, Load]:
    late = Count("pk", filter=Q(due_at__lt=days.now))
    today = Count("pk", filter=Q(due_at__gte=days.now, due_at__lte=days.tomorrow))
    rows = WorkItem.objects.filter(UNDONE, unit=unit).order_by().values_list("member")
    counted = rows.annotate(n=Count("pk"), late=late, today=today, oldest=Min("opened_at"))
    return {member: Load(n, late, today, oldest) for member, n, late, today, oldest in counted}


def _sum(loads: Sequence[Load]) -> Load:
    oldest = [load.oldest for load in loads if load.oldest is not None]
    return Load(
        sum(load.open for load in loads),
        sum(load.late for load in loads),
        sum(load.today for load in loads),
        min(oldest, default=None),
    )


def _acting(members: Sequence[StaffMember], at: dt.datetime) -> Mapping[int, str]:
    """Who stands in for each of them now."""
    terms = ActingTerm.objects.filter(
        absent__in=members, accepted_at__isnull=False, ended_at__isnull=True, from_at__lte=at, until__gt=at
    )
    return {term.absent_id: term.deputy.actor.name for term in terms.select_related("deputy__actor")}


def _hours(unit: Unit, days: Days) -> list[Hour]:
    """From the first hour of today in which anything happened to this one."""
    since = days.today
    came = _by_hour(WorkItem.objects.filter(unit=unit, opened_at__gte=since), "opened_at")
    done = _by_hour(WorkItem.objects.filter(unit=unit, closed_at__gte=since), "closed_at")
    if not came and not done:
        return []
    hour, hours = min([*came, *done]), list[Hour]()
    while hour <= days.now and len(hours) < 25:
        hours.append(Hour(hour, came.get(hour, 0), done.get(hour, 0)))
        hour += dt.timedelta(hours=1)
    return hours


def _by_hour(rows: QuerySet[WorkItem], field: str) -> dict[dt.datetime, int]:
    counted = rows.order_by().annotate(hour=TruncHour(field, tzinfo=dt.UTC)).values_list("hour")
    return dict(counted.annotate(number=Count("pk")))
