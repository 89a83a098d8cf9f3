"""Counting what a clock has run: days that count, days on which it stood still, the last day (CMP-3). Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from frontoffice.foundation.calendars import DayUnit, OfficeHours, Roll

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Still:
    """The clock stood still on the days after `since`, up to and including `until`."""

    since: dt.date
    until: dt.date


@dataclass(frozen=True)
class Age:
    """How many days since the start, and how many of them the clock ran."""

    gross: int
    net: int


def days_between(hours: OfficeHours, first: dt.date, last: dt.date, unit: DayUnit | str) -> int:
    """How many days that count come after `first`, up to and including `last`; none where `last` is earlier."""
    if last <= first:
        return 0
    if unit == DayUnit.CALENDAR:
        return (last - first).days
    return hours.business_days_between(first, last)


def last_day(
    hours: OfficeHours, start: dt.date, days: int, unit: DayUnit | str, stops: Iterable[Still] = ()
) -> dt.date:
    """The day on which `days` have run since `start`, itself not counted; a business day of the office.

    What comes after the last day moves it no more. Raises NeverOpen.
    """
    if unit == DayUnit.BUSINESS:
        return _in_business_days(hours, start, days, sorted(stops, key=_begin))
    return _in_calendar_days(hours, start, days, sorted(stops, key=_begin))


def age(
    hours: OfficeHours, start: dt.date, until: dt.date, unit: DayUnit | str, stops: Iterable[Still] = ()
) -> Age:
    """How old something that began on `start` is on the day `until`, with and without the days it stood still."""
    gross = days_between(hours, start, until, unit)
    still = sum(
        days_between(hours, max(stop.since, start), min(stop.until, until), unit)
        for stop in stops
        if stop.since < until
    )
    return Age(gross, gross - still)


def _begin(stop: Still) -> dt.date:
    return stop.since


def _in_business_days(hours: OfficeHours, start: dt.date, days: int, stops: list[Still]) -> dt.date:
    due = hours.add_business_days(start, days)
    for stop in stops:
        if stop.since < due:
            stood = hours.business_days_between(max(stop.since, start), stop.until)
            due = hours.add_business_days(due, max(stood, 0))
    return due


def _in_calendar_days(hours: OfficeHours, start: dt.date, days: int, stops: list[Still]) -> dt.date:
    """The last day is rolled to a business day; one on which the clock stands still is no last day either."""
    end = start + days * DAY
    for stop in stops:
        if stop.since < end:
            end += max((stop.until - max(stop.since, start)).days, 0) * DAY
        elif stop.since < hours.roll(end, Roll.NEXT) <= stop.until:
            end = stop.until + DAY
    return hours.roll(end, Roll.NEXT)
