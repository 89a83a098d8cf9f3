"""From the rows of a calendar to OfficeHours, in two queries; what was loaded is kept until the calendar changes."""

import datetime as dt
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from frontoffice.foundation import clock
from frontoffice.foundation.calendars.counting import OfficeHours
from frontoffice.foundation.calendars.hours import Day, Interval, Week
from frontoffice.foundation.models import Office, SpecialDay, SpecialDayKind, WeeklyHours

_INTERVAL = ("intervals__opens", "intervals__closes", "intervals__counts")


def office_hours(office: Office, *, known_at: dt.datetime | None = None) -> OfficeHours:
    """When this office is open, as its calendar says now or, with `known_at`, as it said then (DET-2).

    Two queries the first time (and always with `known_at`), then none until the calendar is edited; have
    `office.calendar` loaded by select_related.
    """
    if known_at is not None:
        return _load(office.calendar_id, office.pk, office.zone, known_at)
    return _kept(office.calendar_id, office.pk, office.time_zone, office.calendar.revision)


def line_for(office: Office, date: dt.date) -> SpecialDay | None:
    """The line that makes this date differ for this office now, with its reason; None on ordinary days."""
    lines = SpecialDay.objects.filter(
        _of(office.calendar_id, office.pk), date=date, withdrawn_at__isnull=True
    )
    return max(lines, key=lambda line: _weight(line.office_id, line.kind), default=None)


@lru_cache(maxsize=256)
def _kept(calendar_id: int, office_id: int, time_zone: str, _revision: UUID) -> OfficeHours:
    # Every edit draws a new revision, so an entry is right for ever, also one of a transaction that rolled back.
    return _load(calendar_id, office_id, clock.zone_named(time_zone), None)


def _load(calendar_id: int, office_id: int, zone: ZoneInfo, known_at: dt.datetime | None) -> OfficeHours:
    live = Q(withdrawn_at__isnull=True)
    if known_at is not None:
        live = Q(recorded_at__lte=known_at) & (live | Q(withdrawn_at__gt=known_at))
    weeks = WeeklyHours.objects.filter(live, calendar_id=calendar_id).order_by("effective_from")
    days = SpecialDay.objects.filter(live, _of(calendar_id, office_id))
    return OfficeHours(
        zone,
        _weeks(list(weeks.values_list("effective_from", "intervals__weekday", *_INTERVAL))),
        MappingProxyType(_special(list(days.values_list("date", "office_id", "kind", *_INTERVAL)))),
    )


def _of(calendar_id: int, office_id: int) -> Q:
    return Q(calendar_id=calendar_id) | Q(office_id=office_id)


def _weight(office_id: int | None, kind: str) -> tuple[bool, bool]:
    """One office's line goes before the calendar's, and a closure or special hours before a holiday."""
    return office_id is not None, kind != SpecialDayKind.HOLIDAY


def _weeks(rows: list[tuple[Any, ...]]) -> tuple[tuple[dt.date, Week], ...]:
    """Rows are (effective from, weekday, opens, closes, counts), in order; a closed week is one row of None."""
    weeks: dict[dt.date, list[list[Interval]]] = {}
    for effective_from, weekday, *interval in rows:
        week = weeks.setdefault(effective_from, [[] for _weekday in range(7)])
        if weekday is not None:
            week[weekday].append(Interval(*interval))
    return tuple(
        (start, (_day(w[0]), _day(w[1]), _day(w[2]), _day(w[3]), _day(w[4]), _day(w[5]), _day(w[6])))
        for start, w in weeks.items()
    )


def _special(rows: list[tuple[Any, ...]]) -> dict[dt.date, Day]:
    """Rows are (date, office, kind, opens, closes, counts); the line that weighs most decides the date."""
    lines: dict[dt.date, dict[tuple[bool, bool], list[Interval]]] = {}
    for date, office_id, kind, *interval in rows:
        line = lines.setdefault(date, {}).setdefault(_weight(office_id, kind), [])
        if interval[0] is not None:
            line.append(Interval(*interval))
    return {date: _day(of_date[max(of_date)]) for date, of_date in lines.items()}


def _day(intervals: list[Interval]) -> Day:
    return tuple(sorted(intervals))
