"""Writing the lines of a calendar: weekly hours, holidays, closures, special hours; and taking them back.

Lines are never edited: a new one takes the place of the old, which is withdrawn and stays (X2). Each function runs in
a transaction of its own or the caller's, locks the calendar, and draws its next revision.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.calendars.hours import DAY, Interval
from frontoffice.foundation.models import (
    Actor,
    Office,
    OfficeCalendar,
    SpecialDay,
    SpecialDayKind,
    SpecialInterval,
    WeeklyHours,
    WeeklyInterval,
)
from frontoffice.foundation.refusals import BadInput, Refused

MOST_DAYS_CLOSED = 400
REPLACED = "replaced"
Place = OfficeCalendar | Office


class OverlappingHours(BadInput):
    message = _(
        "These opening hours overlap. Check where one ends and the next begins, also around midnight."
    )


class UnknownSubdivision(BadInput):
    message = _("Holidays are known for US states and territories by their two-letter code, such as NM.")


class HolidayTwice(Refused):
    message = _("This date is a holiday already.")


class AlreadyWithdrawn(Refused):
    message = _("This was taken back already.")


@contextmanager
def _editing(place: Place) -> Iterator[OfficeCalendar]:
    """Hold the calendar until the lines are written; then what was loaded from it before is out of date."""
    calendar_id = place.calendar_id if isinstance(place, Office) else place.pk
    with transaction.atomic():
        calendar = OfficeCalendar.objects.select_for_update().get(pk=calendar_id)
        yield calendar
        calendar.revision = uuid.uuid4()
        calendar.save(update_fields=["revision"])
    held = place.calendar if isinstance(place, Office) else place
    held.revision = calendar.revision


def new_calendar(*, name: str, subdivision: str = "") -> OfficeCalendar:
    """A calendar without lines: closed for ever until it gets weekly hours. Raises UnknownSubdivision."""
    code = subdivision.strip().upper()
    if code:
        _public_holidays(code)
    return OfficeCalendar.objects.create(name=name, subdivision=code)


def set_weekly_hours(
    calendar: OfficeCalendar,
    *,
    effective_from: dt.date,
    hours: Mapping[int, Sequence[Interval]],
    by: Actor | None,
    at: dt.datetime,
) -> WeeklyHours:
    """The ordinary week from a date on: intervals by weekday (0 is Monday); weekdays left out are closed.

    Takes the place of hours set for the same date. Raises OverlappingHours.
    """
    week = [sorted(hours.get(weekday, ())) for weekday in range(7)]
    _refuse_overlap([week[day % 7] for day in range(8)])
    with _editing(calendar):
        for old in calendar.weekly_hours.filter(effective_from=effective_from, withdrawn_at__isnull=True):
            _withdraw(old, REPLACED, by, at)
        line = WeeklyHours.objects.create(
            calendar=calendar, effective_from=effective_from, recorded_by=by, recorded_at=at
        )
        WeeklyInterval.objects.bulk_create(
            WeeklyInterval(hours=line, weekday=weekday, opens=i.opens, closes=i.closes, counts=i.counts)
            for weekday, day in enumerate(week)
            for i in day
        )
    return line


def seed_holidays(
    calendar: OfficeCalendar, *, years: Sequence[int], by: Actor | None, at: dt.datetime
) -> list[SpecialDay]:
    """Add the public holidays of the calendar's subdivision, with the days on which they are observed.

    Holidays that are there stay, and those that the agency took back stay away, so it may run each year: public lists
    hold days that some offices don't keep. Raises UnknownSubdivision.
    """
    known = _public_holidays(calendar.subdivision, years)
    with _editing(calendar):
        seen = SpecialDay.objects.filter(calendar=calendar, kind=SpecialDayKind.HOLIDAY, date__year__in=years)
        there = set(seen.values_list("date", flat=True))
        return [
            _write(calendar, date, SpecialDayKind.HOLIDAY, (), name[:200], by, at, seeded=True)
            for date, name in sorted(known.items())
            if date not in there
        ]


def add_holiday(
    calendar: OfficeCalendar, *, date: dt.date, name: str, by: Actor | None, at: dt.datetime
) -> SpecialDay:
    """A holiday of the agency's own, or one that was taken back. Raises HolidayTwice."""
    with _editing(calendar):
        live = calendar.special_days.filter(date=date, kind=SpecialDayKind.HOLIDAY, withdrawn_at__isnull=True)
        if live.exists():
            raise HolidayTwice
        return _write(calendar, date, SpecialDayKind.HOLIDAY, (), name, by, at)


def close_on(place: Place, *, date: dt.date, reason: str, by: Actor | None, at: dt.datetime) -> SpecialDay:
    """Closed on this date: one office, or all on a calendar. Takes the place of what was set for it there."""
    return close_between(place, first=date, last=date, reason=reason, by=by, at=at)[0]


def close_between(
    place: Place, *, first: dt.date, last: dt.date, reason: str, by: Actor | None, at: dt.datetime
) -> list[SpecialDay]:
    """Closed from `first` through `last`, a line for each date. Raises ValueError for none or more than 400 days."""
    days = (last - first).days + 1
    if not 1 <= days <= MOST_DAYS_CLOSED:
        raise ValueError(f"a closure has 1 to {MOST_DAYS_CLOSED} days")
    with _editing(place):
        return [
            _one_off(place, first + i * DAY, SpecialDayKind.CLOSURE, (), reason, by, at) for i in range(days)
        ]


def set_special_hours(
    place: Place,
    *,
    date: dt.date,
    intervals: Sequence[Interval],
    reason: str,
    by: Actor | None,
    at: dt.datetime,
) -> SpecialDay:
    """Other hours on this date, also on a holiday. Takes the place of what was set for it there.

    Raises OverlappingHours, and ValueError without an interval (use `close_on`).
    """
    if not intervals:
        raise ValueError("a day with special hours has hours")
    _refuse_overlap([sorted(intervals)])
    with _editing(place):
        return _one_off(place, date, SpecialDayKind.HOURS, intervals, reason, by, at)


def withdraw(line: SpecialDay | WeeklyHours, *, reason: str, by: Actor | None, at: dt.datetime) -> None:
    """Take a line back: the date is as it was without it. Raises AlreadyWithdrawn."""
    place = line.calendar or line.office if isinstance(line, SpecialDay) else line.calendar
    assert place is not None  # noqa: S101 - a constraint of the table
    with _editing(place):
        line.refresh_from_db(fields=["withdrawn_at"])
        if line.withdrawn_at is not None:
            raise AlreadyWithdrawn
        _withdraw(line, reason, by, at)


def _public_holidays(subdivision: str, years: Sequence[int] = ()) -> Mapping[dt.date, str]:
    from holidays import country_holidays  # takes a third of a second, and only here

    try:
        return country_holidays("US", subdiv=subdivision, years=list(years))
    except NotImplementedError:
        raise UnknownSubdivision(field="subdivision") from None


def _refuse_overlap(days: Sequence[Sequence[Interval]]) -> None:
    """Consecutive days, each sorted; measured in minutes of wall time."""
    reached = -1.0
    for number, day in enumerate(days):
        for interval in day:
            start, end = (
                number * 1440 + time.hour * 60 + time.minute + time.second / 60
                for time in (interval.opens, interval.closes)
            )
            if start < reached:
                raise OverlappingHours
            reached = end + 1440 if interval.ends_next_day else end


def _one_off(
    place: Place,
    date: dt.date,
    kind: SpecialDayKind,
    intervals: Sequence[Interval],
    reason: str,
    by: Actor | None,
    at: dt.datetime,
) -> SpecialDay:
    there = place.special_days.filter(date=date, withdrawn_at__isnull=True).exclude(
        kind=SpecialDayKind.HOLIDAY
    )
    for old in there:
        _withdraw(old, REPLACED, by, at)
    return _write(place, date, kind, intervals, reason, by, at)


def _write(
    place: Place,
    date: dt.date,
    kind: SpecialDayKind,
    intervals: Sequence[Interval],
    reason: str,
    by: Actor | None,
    at: dt.datetime,
    *,
    seeded: bool = False,
) -> SpecialDay:
    of = {"office": place} if isinstance(place, Office) else {"calendar": place}
    day = SpecialDay.objects.create(
        **of, date=date, kind=kind, reason=reason, seeded=seeded, recorded_by=by, recorded_at=at
    )
    SpecialInterval.objects.bulk_create(
        SpecialInterval(day=day, opens=i.opens, closes=i.closes, counts=i.counts) for i in intervals
    )
    return day


def _withdraw(line: SpecialDay | WeeklyHours, reason: str, by: Actor | None, at: dt.datetime) -> None:
    line.withdrawn_at, line.withdrawn_by, line.withdrawn_reason = at, by, reason
    line.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
