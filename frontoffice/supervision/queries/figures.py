"""How often something was wrong: by person, topic, kind of error and week. Only first looks count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from frontoffice.authority.models import StaffMember
from frontoffice.supervision.models import Finding, Kind, Review
from frontoffice.supervision.rates import Rate, rate

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Figures:
    looked_at: int
    with_errors: int
    critical: int

    @property
    def rate(self) -> Rate:
        return rate(self.with_errors, self.looked_at)


NONE = Figures(0, 0, 0)


def first_looks(kind: Kind | str, *, since: datetime, until: datetime) -> QuerySet[Review]:
    """Reviews that are done and count: what came back revised was counted before; what is disputed is not decided."""
    return Review.objects.filter(kind=kind, look=1, reviewed_at__gt=since, reviewed_at__lte=until).exclude(
        disputed_at__isnull=False, settled_at__isnull=True
    )


def figures_of(kind: Kind | str, *, since: datetime, until: datetime) -> Mapping[int, Figures]:
    """By the member's id, for everybody of whom something was looked at. One query."""
    counted = _counted(first_looks(kind, since=since, until=until), "staff_member_id")
    return {int(member): figures for member, figures in counted}


def by_topic(
    member: StaffMember, kind: Kind | str, *, since: datetime, until: datetime
) -> Sequence[tuple[str, Figures]]:
    """By topic ("" without one), the most looked at first. One query."""
    rows = first_looks(kind, since=since, until=until).filter(staff_member=member)
    return sorted(_counted(rows, "topic"), key=lambda row: (-row[1].looked_at, row[0]))


def _counted(rows: QuerySet[Review], by: str) -> list[tuple[Any, Figures]]:
    """The figures of each value of the column."""
    counted = (
        rows.order_by()
        .values(by)
        .annotate(
            number=Count("pk"),
            wrong=Count("pk", filter=Q(errors__gt=0)),
            grave=Count("pk", filter=Q(critical_errors__gt=0)),
        )
    )
    return [
        (value, Figures(number, wrong, grave))
        for value, number, wrong, grave in counted.values_list(by, "number", "wrong", "grave")
    ]


def by_week(
    member: StaffMember, kind: Kind | str, *, weeks: int, until: datetime, zone: ZoneInfo
) -> Sequence[tuple[date, Figures]]:
    """The last `weeks` weeks of the office, by their Mondays, the oldest first; weeks without looks too. One query."""
    today = until.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - WEEK * back for back in range(weeks - 1, -1, -1)]
    since = datetime.combine(mondays[0], datetime.min.time(), tzinfo=zone)
    rows = first_looks(kind, since=since, until=until).filter(staff_member=member)
    counted: dict[date, list[int]] = {day: [0, 0, 0] for day in mondays}
    for reviewed_at, errors, critical in rows.values_list("reviewed_at", "errors", "critical_errors"):
        if reviewed_at is None:
            continue
        there = reviewed_at.astimezone(zone).date()
        row = counted[there - timedelta(days=there.weekday())]
        row[0] += 1
        row[1] += errors > 0
        row[2] += critical > 0
    return [(day, Figures(*counted[day])) for day in mondays]


def kinds_of_errors(
    member: StaffMember, kind: Kind | str, *, since: datetime, until: datetime
) -> Sequence[tuple[str, int]]:
    """What was found how often, the most frequent first. One query."""
    looks = first_looks(kind, since=since, until=until).filter(staff_member=member)
    found = Finding.objects.filter(review__in=looks, struck_at__isnull=True)
    counted = found.order_by().values("item__name").annotate(number=Count("pk"))
    return sorted(((row["item__name"], row["number"]) for row in counted), key=lambda row: (-row[1], row[0]))
