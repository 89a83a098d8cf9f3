"""DET-9: business days and business time, and due dates that roll as their rule says."""

import datetime as dt
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from frontoffice.foundation.calendars import (
    DateOutOfRange,
    DayUnit,
    Interval,
    LeapDay,
    NeverOpen,
    OfficeHours,
    Roll,
    anniversary,
    parse_intervals,
)
from frontoffice.foundation.calendars.hours import Day

NEW_YORK = ZoneInfo("America/New_York")
WORKDAY = parse_intervals("8:00-12:00, 13:00-17:00")
COUNTER_ONLY = parse_intervals("9:00-12:00", counts=False)
HOLIDAY, SNOW = dt.date(2026, 7, 3), dt.date(2026, 7, 6)
HOURS = OfficeHours(
    NEW_YORK,
    ((dt.date(2020, 1, 1), (WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, COUNTER_ONLY, ())),),
    MappingProxyType({HOLIDAY: (), SNOW: ()}),
)
NEVER = OfficeHours(NEW_YORK)
HOUR = dt.timedelta(hours=1)


def july(day: int) -> dt.date:
    return dt.date(2026, 7, day)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


def test_the_counter_on_saturday_does_not_make_a_business_day() -> None:
    assert HOURS.is_open(at("2026-07-11 10:00"))
    assert not HOURS.is_business_day(july(11))
    assert HOURS.add_business_time(at("2026-07-10 16:00"), 2 * HOUR) == at("2026-07-13 09:00")


@pytest.mark.parametrize(
    ("convention", "rolled"), [(Roll.NEXT, july(7)), (Roll.PREVIOUS, july(2)), (Roll.NONE, july(4))]
)
def test_det_9_a_date_on_a_closed_day_rolls_by_the_rules_convention(
    convention: Roll, rolled: dt.date
) -> None:
    assert HOURS.roll(july(4), convention) == rolled
    assert HOURS.roll(july(7), convention) == july(7)
    assert HOURS.roll(july(4), Roll(convention.value)) == rolled


@pytest.mark.parametrize(
    ("days", "unit", "due"),
    [
        (1, DayUnit.BUSINESS, july(2)),
        (2, DayUnit.BUSINESS, july(7)),
        (5, DayUnit.BUSINESS, july(10)),
        (6, DayUnit.BUSINESS, july(13)),
        (0, DayUnit.BUSINESS, july(1)),
        (1, DayUnit.CALENDAR, july(2)),
        (2, DayUnit.CALENDAR, july(7)),
        (30, DayUnit.CALENDAR, july(31)),
    ],
)
def test_a_period_starts_on_the_day_after_receipt(days: int, unit: DayUnit, due: dt.date) -> None:
    assert HOURS.due_on(july(1), days, unit=unit) == due


def test_due_dates_take_the_conventions_of_their_rule() -> None:
    assert HOURS.due_on(july(1), 2, unit=DayUnit.CALENDAR, convention=Roll.PREVIOUS) == july(2)
    assert HOURS.due_on(july(1), 2, unit=DayUnit.CALENDAR, convention=Roll.NONE) == july(3)
    assert HOURS.due_on(july(4), 0, unit=DayUnit.BUSINESS, convention=Roll.NEXT) == july(7)


def test_what_comes_in_on_a_closed_day_has_its_first_day_on_the_next_business_day() -> None:
    assert HOURS.due_on(july(4), 1, unit=DayUnit.BUSINESS) == july(7)


def test_business_days_count_backward_too() -> None:
    assert HOURS.add_business_days(july(8), -1) == july(7)
    assert HOURS.add_business_days(july(8), -2) == july(2)
    assert HOURS.add_business_days(july(4), 0) == july(4)


@pytest.mark.parametrize("days", [-1, 20_001])
def test_periods_beyond_reason_are_a_mistake(days: int) -> None:
    with pytest.raises(ValueError, match="a period has"):
        HOURS.due_on(july(1), days, unit=DayUnit.CALENDAR)
    with pytest.raises(ValueError, match="more than"):
        HOURS.add_business_days(july(1), 20_001)
    with pytest.raises(ValueError, match="runs forward"):
        HOURS.add_business_time(at("2026-07-01 08:00"), -HOUR)


def test_a_year_without_opening_is_an_error_and_not_a_loop() -> None:
    for ask in (
        lambda: NEVER.due_on(july(1), 3, unit=DayUnit.BUSINESS),
        lambda: NEVER.due_on(july(1), 3, unit=DayUnit.CALENDAR),
        lambda: NEVER.roll(july(1), Roll.PREVIOUS),
        lambda: NEVER.add_business_days(july(1), -1),
        lambda: NEVER.add_business_time(at("2026-07-01 08:00"), HOUR),
    ):
        with pytest.raises(NeverOpen):
            ask()
    assert NEVER.business_time_between(at("2020-07-01 08:00"), at("2026-07-01 08:00")) == dt.timedelta()
    with pytest.raises(DateOutOfRange):
        HOURS.due_on(dt.date(1, 1, 1), 3, unit=DayUnit.BUSINESS)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-07-01 08:00", 1, "2026-07-01 09:00"),
        ("2026-07-01 11:30", 1, "2026-07-01 13:30"),
        ("2026-07-01 08:00", 4, "2026-07-01 12:00"),
        ("2026-07-01 08:00", 8, "2026-07-01 17:00"),
        ("2026-07-01 06:00", 8, "2026-07-01 17:00"),
        ("2026-07-02 16:00", 2, "2026-07-07 09:00"),
        ("2026-07-04 10:00", 0, "2026-07-07 08:00"),
        ("2026-07-01 12:00", 0, "2026-07-01 13:00"),
    ],
)
def test_business_time_stands_still_while_the_office_is_closed(start: str, hours: int, end: str) -> None:
    assert HOURS.add_business_time(at(start), hours * HOUR) == at(end)


def test_business_time_across_the_night_on_which_the_clock_jumps() -> None:
    around = OfficeHours(NEW_YORK, ((dt.date(2020, 1, 1), (parse_intervals("22:00-6:00"),) * 7),))
    assert around.add_business_time(at("2026-03-07 22:00"), 7 * HOUR) == at("2026-03-08 06:00")
    assert around.add_business_time(at("2026-10-31 22:00"), 9 * HOUR) == at("2026-11-01 06:00")


times = st.times().map(lambda t: t.replace(microsecond=0))
intervals = st.builds(Interval, times, times, st.booleans())
days = st.lists(intervals, max_size=3).map(lambda found: tuple(sorted(found)))
zones = st.sampled_from(
    [
        "America/New_York",
        "America/Denver",
        "America/Phoenix",
        "Pacific/Guam",
        "America/St_Johns",
        "Australia/Lord_Howe",
    ]
).map(ZoneInfo)
dates = st.dates(dt.date(2025, 9, 1), dt.date(2027, 5, 1))
instants = st.datetimes(dt.datetime(2025, 10, 1), dt.datetime(2027, 4, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=dt.UTC)
)
durations = st.timedeltas(dt.timedelta(0), dt.timedelta(days=12))


@st.composite
def offices(draw: st.DrawFn) -> OfficeHours:
    """Any week, even with overlapping lines, another from some date on, and some dates that differ."""
    weeks: list[tuple[Day, ...]] = [tuple(draw(days) for _day in range(7)) for _week in range(2)]
    change = draw(dates)
    return OfficeHours(
        draw(zones),
        ((dt.date(2024, 1, 1), weeks[0]), (change, weeks[1])),  # type: ignore[arg-type]
        MappingProxyType(draw(st.dictionaries(dates, days, max_size=8))),
    )


def add(office: OfficeHours, start: dt.datetime, duration: dt.timedelta) -> dt.datetime:
    try:
        return office.add_business_time(start, duration)
    except NeverOpen:
        assume(False)
        raise


@given(offices(), instants, durations)
def test_adding_business_time_and_measuring_it_are_inverse(
    office: OfficeHours, start: dt.datetime, duration: dt.timedelta
) -> None:
    end = add(office, start, duration)
    assert end >= start
    assert office.business_time_between(start, end) == duration
    assert office.business_time_between(end, start) == -duration


@given(offices(), instants, durations)
def test_business_time_never_ends_while_the_office_is_closed(
    office: OfficeHours, start: dt.datetime, duration: dt.timedelta
) -> None:
    end = add(office, start, duration)
    at_the_close = not office.is_open(end) and office.is_open(end - dt.timedelta(microseconds=1))
    assert office.is_open(end) or (duration and at_the_close)


@given(offices(), instants, instants, durations, durations)
def test_more_time_and_a_later_start_never_end_earlier(
    office: OfficeHours, one: dt.datetime, two: dt.datetime, less: dt.timedelta, more: dt.timedelta
) -> None:
    assert add(office, min(one, two), min(less, more)) <= add(office, max(one, two), min(less, more))
    assert add(office, one, min(less, more)) <= add(office, one, max(less, more))


@given(offices(), instants, instants, instants)
def test_business_time_adds_up_over_any_point_between(
    office: OfficeHours, one: dt.datetime, two: dt.datetime, three: dt.datetime
) -> None:
    a, b, c = sorted((one, two, three))
    parts = office.business_time_between(a, b) + office.business_time_between(b, c)
    assert parts == office.business_time_between(a, c)
    assert dt.timedelta() <= parts <= c - a


@given(offices(), instants)
def test_next_opening_is_open_and_nothing_before_it_is(office: OfficeHours, start: dt.datetime) -> None:
    try:
        opening = office.next_opening(start)
    except NeverOpen:
        assert not office.is_open(start)
        return
    assert office.is_open(opening)
    if opening > start:
        assert not office.is_open(start)
        assert not office.is_open(start + (opening - start) / 2)
        assert not office.is_open(opening - dt.timedelta(microseconds=1))


@given(offices(), dates, st.integers(-40, 40))
def test_business_days_are_business_days_and_are_counted_back(
    office: OfficeHours, date: dt.date, days: int
) -> None:
    try:
        found = office.add_business_days(date, days)
    except NeverOpen:
        return
    assert office.business_days_between(date, found) == days
    assert not days or office.is_business_day(found)
    assert (found - date).days * days >= abs(days) * days * (1 if days > 0 else -1) or not days


@given(offices(), dates, st.integers(0, 60), st.sampled_from(DayUnit), st.sampled_from(Roll))
def test_a_later_receipt_is_never_due_earlier(
    office: OfficeHours, date: dt.date, days: int, unit: DayUnit, convention: Roll
) -> None:
    try:
        one = office.due_on(date, days, unit=unit, convention=convention)
        other = office.due_on(date + dt.timedelta(days=1), days, unit=unit, convention=convention)
    except NeverOpen:
        return
    assert one <= other
    if convention is not Roll.NONE:
        assert office.is_business_day(one)


def test_anniversaries_of_february_29_follow_the_stated_rule() -> None:
    leap = dt.date(2024, 2, 29)
    assert anniversary(leap, 1, leap_day=LeapDay.FEBRUARY_28) == dt.date(2025, 2, 28)
    assert anniversary(leap, 1, leap_day=LeapDay.MARCH_1) == dt.date(2025, 3, 1)
    assert anniversary(leap, 4, leap_day=LeapDay.MARCH_1) == dt.date(2028, 2, 29)
    assert anniversary(leap, -3, leap_day=LeapDay.FEBRUARY_28) == dt.date(2021, 2, 28)
    assert anniversary(dt.date(2023, 2, 28), 1, leap_day=LeapDay.MARCH_1) == dt.date(2024, 2, 28)
    assert anniversary(dt.date(2023, 3, 1), 1, leap_day=LeapDay.MARCH_1) == dt.date(2024, 3, 1)
    with pytest.raises(ValueError, match="year"):
        anniversary(leap, 9999, leap_day=LeapDay.MARCH_1)
