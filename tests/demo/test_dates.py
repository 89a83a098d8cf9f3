"""The week lies in the past, on business days, and is the same each time it is made from the same instant."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from demo.dates import Timetable

CHICAGO = ZoneInfo("America/Chicago")
VETERANS_DAY = dt.date(2026, 11, 11)


def is_business_day(date: dt.date) -> bool:
    return date.weekday() < 5 and date != VETERANS_DAY


def timetable(*local: int, seed: int = 1) -> Timetable:
    """The timetable of a demonstration loaded at this wall-clock time in Chicago."""
    loaded_at = dt.datetime(*local, tzinfo=CHICAGO).astimezone(dt.UTC)  # type: ignore[arg-type,misc]
    return Timetable(loaded_at, CHICAGO, is_business_day, seed)


@pytest.mark.parametrize(
    ("loaded", "last_day_over"),
    [
        ((2026, 11, 17, 18, 59), dt.date(2026, 11, 16)),
        ((2026, 11, 17, 19, 0), dt.date(2026, 11, 17)),
        ((2026, 11, 22, 3, 0), dt.date(2026, 11, 20)),
        ((2026, 11, 23, 8, 0), dt.date(2026, 11, 20)),
        ((2026, 11, 12, 9, 0), dt.date(2026, 11, 10)),
    ],
)
def test_day_zero_is_the_last_business_day_that_was_over(
    loaded: tuple[int, ...], last_day_over: dt.date
) -> None:
    assert timetable(*loaded).date_of(0) == last_day_over


def test_days_are_counted_without_weekends_and_holidays() -> None:
    table = timetable(2026, 11, 17, 20, 0)
    dates = [table.date_of(day).isoformat() for day in (-5, -4, -1, 0, 1, 4)]
    assert dates == ["2026-11-09", "2026-11-10", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-23"]


def test_the_next_morning_is_past_only_once_it_has_come() -> None:
    early, late = timetable(2026, 11, 17, 7, 0), timetable(2026, 11, 17, 12, 0)
    assert not early.is_past(early.moment(1, "08:30", "x"))
    assert late.is_past(late.moment(1, "08:30", "x"))


def test_a_moment_is_on_the_wall_clock_of_the_agency_in_winter_and_summer() -> None:
    for table in (timetable(2026, 11, 17, 20, 0), timetable(2026, 7, 14, 20, 0)):
        there = table.moment(0, "09:15", "x").astimezone(CHICAGO)
        assert (there.hour, there.minute) == (9, 15)


def test_the_same_seed_gives_the_same_seconds_and_another_seed_others() -> None:
    keys = [f"step-{number}" for number in range(20)]
    first, again, other = (timetable(2026, 11, 17, 20, 0, seed=seed) for seed in (1, 1, 2))
    assert [first.moment(0, "09:00", key) for key in keys] == [again.moment(0, "09:00", key) for key in keys]
    assert [first.moment(0, "09:00", key) for key in keys] != [other.moment(0, "09:00", key) for key in keys]
