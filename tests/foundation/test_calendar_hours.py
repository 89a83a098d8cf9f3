"""When the doors are open, also around lunch, midnight, and the two nights on which the clock jumps."""

import datetime as dt
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from frontoffice.foundation.calendars import DateOutOfRange, Interval, NeverOpen, OfficeHours, parse_intervals
from frontoffice.foundation.calendars.hours import Day, Week

NEW_YORK = ZoneInfo("America/New_York")
LUNCH = parse_intervals("8:00-12:00, 13:00-17:00")
MONDAY = dt.date(2026, 3, 2)


def office(*days: str, zone: ZoneInfo = NEW_YORK, special: dict[dt.date, Day] | None = None) -> OfficeHours:
    """Hours from Monday on, as many weekdays as are given; the others are closed."""
    week: list[Day] = [parse_intervals(day) for day in days] + [()] * (7 - len(days))
    whole: Week = (week[0], week[1], week[2], week[3], week[4], week[5], week[6])
    return OfficeHours(zone, ((dt.date(1999, 1, 1), whole),), MappingProxyType(special or {}))


WEEKDAYS = office(*["8:00-12:00, 13:00-17:00"] * 5)
ALWAYS = office(*["0:00-24:00"] * 7)
NIGHTS = office(*["22:00-2:00"] * 7)


def wall(text: str, zone: ZoneInfo = NEW_YORK, fold: int = 0) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-03-02 07:59:59", False),
        ("2026-03-02 08:00", True),
        ("2026-03-02 11:59:59", True),
        ("2026-03-02 12:00", False),
        ("2026-03-02 12:59", False),
        ("2026-03-02 13:00", True),
        ("2026-03-02 17:00", False),
        ("2026-03-07 10:00", False),
    ],
)
def test_the_moment_of_opening_is_open_and_the_moment_of_closing_is_closed(at: str, is_open: bool) -> None:
    assert WEEKDAYS.is_open(wall(at)) is is_open


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        ("2026-03-02 09:30", "2026-03-02 09:30"),
        ("2026-03-02 12:00", "2026-03-02 13:00"),
        ("2026-03-02 17:00", "2026-03-03 08:00"),
        ("2026-03-06 17:00", "2026-03-09 08:00"),
        ("2026-03-07 10:00", "2026-03-09 08:00"),
    ],
)
def test_the_next_opening_is_now_or_when_the_doors_open(at: str, opening: str) -> None:
    found = WEEKDAYS.next_opening(wall(at))
    assert found == wall(opening)
    assert found.utcoffset() == dt.timedelta()


@pytest.mark.parametrize(
    ("at", "closes"),
    [
        ("2026-03-02 09:00", "2026-03-02 12:00"),
        ("2026-03-02 12:00", None),
        ("2026-03-02 13:00", "2026-03-02 17:00"),
        ("2026-03-07 10:00", None),
    ],
)
def test_the_doors_close_at_lunch_and_in_the_evening(at: str, closes: str | None) -> None:
    assert WEEKDAYS.closes_at(wall(at)) == (wall(closes) if closes else None)


def test_doors_that_stay_open_over_midnight_close_when_the_last_stretch_ends() -> None:
    long_night = office("20:00-24:00", "0:00-6:00")
    assert long_night.closes_at(wall("2026-03-02 22:00")) == wall("2026-03-03 06:00")
    assert ALWAYS.closes_at(wall("2026-03-02 22:00")) is None


def test_an_interval_past_midnight_belongs_to_the_date_on_which_it_starts() -> None:
    closed_monday = office(*["22:00-2:00"] * 7, special={MONDAY: ()})
    assert closed_monday.is_open(wall("2026-03-02 01:00"))  # Sunday's
    assert not closed_monday.is_open(wall("2026-03-02 23:00"))
    assert not closed_monday.is_open(wall("2026-03-03 01:00"))
    assert closed_monday.is_open(wall("2026-03-03 22:00"))


def test_a_day_and_night_office_is_always_open() -> None:
    for hour in range(24):
        assert ALWAYS.is_open(wall(f"2026-03-08 {hour:02}:30"))
    assert ALWAYS.add_business_time(wall("2026-03-02 00:00"), dt.timedelta(days=30)) == wall(
        "2026-04-01 01:00"
    )


def test_spring_forward_a_time_that_the_clock_skips_is_the_moment_of_the_jump() -> None:
    sunday = office("", "", "", "", "", "", "2:30-4:00")
    jump = dt.datetime(2026, 3, 8, 7, 0, tzinfo=dt.UTC)
    assert sunday.next_opening(wall("2026-03-08 00:00")) == jump
    assert not sunday.is_open(jump - dt.timedelta(seconds=1))
    assert sunday.business_time_between(wall("2026-03-08 00:00"), wall("2026-03-08 12:00")) == dt.timedelta(
        hours=1
    )


def test_spring_forward_an_interval_inside_the_gap_does_not_take_place() -> None:
    sunday = office("", "", "", "", "", "", "2:00-3:00")
    assert not sunday.is_business_day(dt.date(2026, 3, 8))
    assert sunday.is_business_day(dt.date(2026, 3, 15))


def test_spring_forward_a_night_is_an_hour_shorter_and_in_fall_an_hour_longer() -> None:
    def length(date: dt.date) -> dt.timedelta:
        (opening,) = NIGHTS.openings_on(date)
        return opening.end - opening.start

    whole_days = office(*["0:00-24:00"] * 7)
    (short,), (long,) = (
        whole_days.openings_on(dt.date(2026, 3, 8)),
        whole_days.openings_on(dt.date(2026, 11, 1)),
    )
    assert length(dt.date(2026, 3, 6)) == dt.timedelta(hours=4)
    assert length(dt.date(2026, 3, 7)) == dt.timedelta(hours=4)  # 02:00 is the moment of the jump
    assert length(dt.date(2026, 10, 31)) == dt.timedelta(hours=5)  # 01:00 to 02:00 comes twice
    assert short.end - short.start == dt.timedelta(hours=23)
    assert long.end - long.start == dt.timedelta(hours=25)


def test_fall_back_a_time_that_comes_twice_is_its_first_showing() -> None:
    sunday = office("", "", "", "", "", "", "1:30-5:00")
    assert not sunday.is_open(wall("2026-11-01 01:29"))
    assert sunday.is_open(wall("2026-11-01 01:30"))
    assert sunday.is_open(wall("2026-11-01 01:15", fold=1))
    until_one_thirty = office("", "", "", "", "", "", "0:00-1:30")
    assert until_one_thirty.is_open(wall("2026-11-01 01:29"))
    assert not until_one_thirty.is_open(wall("2026-11-01 01:30"))
    assert not until_one_thirty.is_open(wall("2026-11-01 01:15", fold=1))


def test_neighboring_intervals_meet_also_where_the_clock_jumps() -> None:
    for date in (dt.date(2026, 3, 8), dt.date(2026, 11, 1)):
        sunday = office("", "", "", "", "", "", "0:00-1:30, 1:30-2:30, 2:30-9:00")
        parts = sunday.openings_on(date)
        assert [part.end for part in parts[:-1]] == [part.start for part in parts[1:]]


def test_a_date_that_a_country_skipped_has_no_business() -> None:
    apia = office(*["9:00-17:00"] * 7, zone=ZoneInfo("Pacific/Apia"))
    assert not apia.is_business_day(dt.date(2011, 12, 30))
    assert apia.add_business_days(dt.date(2011, 12, 29), 1) == dt.date(2011, 12, 31)


def test_a_date_that_begins_at_one_o_clock() -> None:
    cairo = office(*["0:00-8:00"] * 7, zone=ZoneInfo("Africa/Cairo"))  # its clock jumps at midnight
    (opening,) = cairo.openings_on(dt.date(2026, 4, 24))
    assert opening.start == wall("2026-04-24 01:00", ZoneInfo("Africa/Cairo"))
    assert opening.end - opening.start == dt.timedelta(hours=7)


def test_one_instant_is_two_dates_in_two_offices() -> None:
    at = dt.datetime(2026, 3, 3, 3, 0, tzinfo=dt.UTC)
    assert WEEKDAYS.date_of(at) == dt.date(2026, 3, 2)
    assert office(zone=ZoneInfo("Pacific/Guam")).date_of(at) == dt.date(2026, 3, 3)


def test_hours_change_on_the_date_on_which_new_ones_take_effect() -> None:
    early: Week = (LUNCH, LUNCH, LUNCH, LUNCH, LUNCH, (), ())
    short = parse_intervals("9:00-10:00")
    late: Week = (short, short, short, short, short, short, ())
    changing = OfficeHours(NEW_YORK, ((dt.date(2026, 1, 1), early), (dt.date(2026, 3, 4), late)))
    assert changing.intervals(dt.date(2025, 12, 31)) == ()
    assert changing.intervals(dt.date(2026, 3, 3)) == LUNCH
    assert changing.intervals(dt.date(2026, 3, 4)) == short
    assert changing.is_business_day(dt.date(2026, 3, 7))


def test_overlapping_lines_are_not_counted_twice() -> None:
    night_then_early = office(
        *["22:00-4:00"] * 7, special={dt.date(2026, 3, 3): parse_intervals("1:00-6:00, 22:00-4:00")}
    )
    between = night_then_early.business_time_between(wall("2026-03-02 12:00"), wall("2026-03-03 12:00"))
    assert between == dt.timedelta(hours=8)


def test_an_office_that_never_opens_says_so_instead_of_looking_for_ever() -> None:
    never = office()
    with pytest.raises(NeverOpen, match="no opening hours"):
        never.next_opening(wall("2026-03-02 08:00"))
    assert not never.is_open(wall("2026-03-02 08:00"))


def test_an_office_closed_for_a_year_less_a_day_is_found_open_again() -> None:
    reopening = OfficeHours(NEW_YORK, ((dt.date(2027, 3, 2), (LUNCH,) * 7),))
    assert reopening.next_opening(wall("2026-03-02 08:00")) == wall("2027-03-02 08:00")
    with pytest.raises(NeverOpen):
        reopening.next_opening(wall("2026-02-25 08:00"))


@pytest.mark.parametrize("year", [1, 1899, 2401, 9999])
def test_dates_beyond_reason_are_refused(year: int) -> None:
    with pytest.raises(DateOutOfRange):
        WEEKDAYS.is_business_day(dt.date(year, 1, 1))
    with pytest.raises(DateOutOfRange):
        WEEKDAYS.is_open(dt.datetime(year, 1, 1, tzinfo=dt.UTC))


def test_an_instant_without_an_offset_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="offset"):
        WEEKDAYS.is_open(dt.datetime(2026, 3, 2, 9, 0))  # noqa: DTZ001


def test_intervals_know_where_they_end() -> None:
    assert Interval(dt.time(22), dt.time(2)).ends_next_day
    assert Interval(dt.time(0), dt.time(0)).ends_next_day
    assert not Interval(dt.time(8), dt.time(17)).ends_next_day
