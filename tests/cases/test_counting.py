"""Clocks against a slow reference that looks at each day by itself, over random calendars (CMP-3, X1)."""

import datetime as dt
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
from hypothesis import given, settings

from frontoffice.cases.counting import Still, age, days_between, last_day
from frontoffice.foundation.calendars import DayUnit
from tests.cases.calendars import DAY, calendars, slow_age, slow_last_day, stops_after

UNITS = st.sampled_from([DayUnit.BUSINESS, DayUnit.CALENDAR])
# Around a leap day, the turns of years, and the changes of the clock.
STARTS = st.dates(dt.date(2027, 12, 15), dt.date(2028, 4, 15))


@settings(max_examples=300, deadline=None)
@given(data=st.data(), hours=calendars(), start=STARTS, days=st.integers(1, 25), unit=UNITS)
def test_cmp_3_the_last_day_is_what_counting_day_by_day_gives(data, hours, start, days, unit) -> None:  # type: ignore[no-untyped-def]
    stops = data.draw(stops_after(start))
    due = last_day(hours, start, days, unit, stops)
    assert due == slow_last_day(hours, start, days, unit, stops)
    assert hours.is_business_day(due)
    assert due > start


@settings(max_examples=300, deadline=None)
@given(data=st.data(), hours=calendars(), start=STARTS, length=st.integers(0, 60), unit=UNITS)
def test_cmp_3_gross_and_net_age_are_what_counting_day_by_day_gives(data, hours, start, length, unit) -> None:  # type: ignore[no-untyped-def]
    stops, until = data.draw(stops_after(start)), start + length * DAY
    found = age(hours, start, until, unit, stops)
    assert (found.gross, found.net) == slow_age(hours, start, until, unit, stops)
    assert 0 <= found.net <= found.gross


@settings(max_examples=150, deadline=None)
@given(data=st.data(), hours=calendars(), start=STARTS, days=st.integers(1, 25), unit=UNITS)
def test_cmp_3_on_its_last_day_a_clock_has_run_for_no_longer_than_it_may(
    data, hours, start, days, unit
) -> None:  # type: ignore[no-untyped-def]
    stops = data.draw(stops_after(start))
    due = last_day(hours, start, days, unit, stops)
    run = age(hours, start, due, unit, stops).net
    assert run == days if unit == DayUnit.BUSINESS else run >= days


@settings(max_examples=150, deadline=None)
@given(data=st.data(), hours=calendars(), start=STARTS, days=st.integers(1, 25), unit=UNITS)
def test_cmp_3_a_stop_never_brings_the_last_day_forward(data, hours, start, days, unit) -> None:  # type: ignore[no-untyped-def]
    stops = data.draw(stops_after(start))
    for known in range(len(stops)):
        assert last_day(hours, start, days, unit, stops[:known]) <= last_day(hours, start, days, unit, stops)


@settings(max_examples=100, deadline=None)
@given(hours=calendars(), start=STARTS, minutes=st.integers(0, 60 * 24 * 300))
def test_x1_an_instant_is_counted_on_the_day_that_it_is_at_the_office(hours, start, minutes) -> None:  # type: ignore[no-untyped-def]
    at = dt.datetime.combine(start, dt.time(), tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    assert hours.date_of(at) == at.astimezone(ZoneInfo(str(hours.zone))).date()


@given(hours=calendars(), start=STARTS)
def test_a_stop_on_one_day_alone_and_one_after_the_last_day_change_nothing(hours, start) -> None:  # type: ignore[no-untyped-def]
    due = last_day(hours, start, 5, DayUnit.BUSINESS)
    same_day = Still(start + 2 * DAY, start + 2 * DAY)
    late = Still(due, due + 30 * DAY)
    assert last_day(hours, start, 5, DayUnit.BUSINESS, [same_day, late]) == due
    assert days_between(hours, due, start, DayUnit.CALENDAR) == 0
