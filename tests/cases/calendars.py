"""Random calendars, random stops, and a reference that counts one day after the other."""

import datetime as dt
from collections.abc import Sequence
from types import MappingProxyType
from zoneinfo import ZoneInfo

import hypothesis.strategies as st

from frontoffice.cases.counting import Still
from frontoffice.foundation.calendars import DayUnit, OfficeHours, parse_intervals
from frontoffice.foundation.calendars.hours import Day

DAY = dt.timedelta(days=1)
ZONES = ["America/Chicago", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"]
WHOLE = parse_intervals("8:00-12:00, 13:00-17:00")
HALF = parse_intervals("8:00-12:00")
COUNTER_ONLY = parse_intervals("9:00-12:00", counts=False)
CLOSED: Day = ()
FIRST = dt.date(2027, 12, 1)


@st.composite
def calendars(draw: st.DrawFn) -> OfficeHours:
    """A week with one business day at least; holidays, closures of some days, half days, in a year with a leap day."""
    days = [draw(st.sampled_from([WHOLE, WHOLE, HALF, COUNTER_ONLY, CLOSED])) for _day in range(7)]
    days[draw(st.integers(0, 6))] = WHOLE
    dates = st.integers(0, 200).map(lambda days: FIRST + days * DAY)
    special: dict[dt.date, Day] = draw(
        st.dictionaries(dates, st.sampled_from([CLOSED, CLOSED, HALF, COUNTER_ONLY, WHOLE]), max_size=12)
    )
    closure = draw(dates)
    special |= {closure + i * DAY: CLOSED for i in range(draw(st.integers(0, 6)))}
    week = (dt.date(2020, 1, 1), tuple(days))
    return OfficeHours(ZoneInfo(draw(st.sampled_from(ZONES))), (week,), MappingProxyType(special))  # type: ignore[arg-type]


@st.composite
def stops_after(draw: st.DrawFn, start: dt.date) -> list[Still]:
    """Up to five stops, one after the other; one may begin on the day on which the one before ended."""
    found, day = [], start
    for _stop in range(draw(st.integers(0, 5))):
        since = day + draw(st.integers(0, 6)) * DAY
        day = since + draw(st.integers(0, 12)) * DAY
        found.append(Still(since, day))
    return found


def _counts(hours: OfficeHours, day: dt.date, unit: DayUnit) -> bool:
    return unit == DayUnit.CALENDAR or any(interval.counts for interval in hours.intervals(day))


def _stands_still(stops: Sequence[Still], day: dt.date) -> bool:
    return any(stop.since < day <= stop.until for stop in stops)


def slow_last_day(
    hours: OfficeHours, start: dt.date, days: int, unit: DayUnit, stops: Sequence[Still]
) -> dt.date:
    """One day after the other: those that count and on which the clock runs; the last is a business day."""
    day, run = start, 0
    while True:
        day += DAY
        if _stands_still(stops, day):
            continue
        run += _counts(hours, day, unit)
        if run >= days and _counts(hours, day, DayUnit.BUSINESS):
            return day


def slow_age(
    hours: OfficeHours, start: dt.date, until: dt.date, unit: DayUnit, stops: Sequence[Still]
) -> tuple[int, int]:
    """All days that count, and those of them on which the clock ran."""
    days = [start + i * DAY for i in range(1, (until - start).days + 1)]
    counted = [day for day in days if _counts(hours, day, unit)]
    return len(counted), len([day for day in counted if not _stands_still(stops, day)])
