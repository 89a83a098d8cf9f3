"""Instants and local dates turn into each other by one rule, also where the clock on the wall jumps."""

import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.foundation import clock

NEW_YORK = ZoneInfo("America/New_York")
zones = st.sampled_from(sorted(available_timezones() - {"localtime"})).map(ZoneInfo)
dates = st.dates(dt.date(1975, 1, 1), dt.date(2060, 1, 1))
times = st.times().map(lambda time: time.replace(microsecond=0))


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_now_is_an_instant_in_utc() -> None:
    assert clock.now().utcoffset() == dt.timedelta()


def test_today_depends_on_the_office() -> None:
    at = utc("2026-03-03 03:00")
    assert clock.today_in(NEW_YORK, at) == dt.date(2026, 3, 2)
    assert clock.today_in(ZoneInfo("Pacific/Guam"), at) == dt.date(2026, 3, 3)
    with pytest.raises(ValueError, match="offset"):
        clock.today_in(NEW_YORK, dt.datetime(2026, 3, 3))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("America/New_York", "2026-03-02 08:00", "2026-03-02 13:00"),
        ("America/New_York", "2026-03-08 01:59:59", "2026-03-08 06:59:59"),
        ("America/New_York", "2026-03-08 02:00", "2026-03-08 07:00"),
        ("America/New_York", "2026-03-08 02:59", "2026-03-08 07:00"),
        ("America/New_York", "2026-03-08 03:00", "2026-03-08 07:00"),
        ("America/New_York", "2026-11-01 01:30", "2026-11-01 05:30"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30"),
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 10:00"),
    ],
)
def test_wall_times_become_the_first_instant_at_which_the_clock_has_reached_them(
    zone: str, wall: str, instant: str
) -> None:
    naive = dt.datetime.fromisoformat(wall)
    assert clock.first_instant(naive.date(), naive.time(), ZoneInfo(zone)) == utc(instant)


@given(zones, dates, times)
def test_at_the_first_instant_the_clock_shows_that_time_or_has_just_jumped_over_it(
    zone: ZoneInfo, date: dt.date, time: dt.time
) -> None:
    wall = dt.datetime.combine(date, time)
    at = clock.first_instant(date, time, zone)
    shown = at.astimezone(zone).replace(tzinfo=None)
    before = (at - dt.timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
    assert shown >= wall
    assert before < wall
    assert shown == wall or before + dt.timedelta(seconds=1) < shown


@given(zones, dates, times, dates, times)
def test_a_later_wall_time_is_never_an_earlier_instant(
    zone: ZoneInfo, date: dt.date, time: dt.time, other_date: dt.date, other_time: dt.time
) -> None:
    one, other = sorted([(date, time), (other_date, other_time)])
    assert clock.first_instant(*one, zone) <= clock.first_instant(*other, zone)


@given(zones, dates)
def test_a_date_begins_where_the_one_before_ends(zone: ZoneInfo, date: dt.date) -> None:
    start = clock.start_of(date, zone)
    assert clock.today_in(zone, start) >= date
    assert clock.today_in(zone, start - dt.timedelta(seconds=1)) < date


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../America/Denver", "/etc/localtime", "America", "a" * 300, "UTC\0"]
)
def test_zones_that_are_none_are_refused(name: str) -> None:
    with pytest.raises(clock.UnknownTimeZone):
        clock.zone_named(name)


def test_zones_are_known_by_their_names() -> None:
    for name in (
        "America/New_York",
        "America/Argentina/Buenos_Aires",
        "Etc/GMT+5",
        "UTC",
        "America/Port-au-Prince",
    ):
        assert clock.zone_named(name).key == name


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("2026-03-31", "en-us", dt.date(2026, 3, 31)),
        (" 2026-03-31 ", "es", dt.date(2026, 3, 31)),
        ("3/4/2026", "en-us", dt.date(2026, 3, 4)),
        ("03/31/2026", "en-us", dt.date(2026, 3, 31)),
        ("31/03/2026", "es", dt.date(2026, 3, 31)),
        ("03/31/2026", "es", dt.date(2026, 3, 31)),
        ("4/4/2026", "es", dt.date(2026, 4, 4)),
    ],
)
def test_dates_as_people_type_them(text: str, language: str, date: dt.date) -> None:
    assert clock.parse_date(text, language=language) == date


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("", "en-us", "not a date"),
        ("tomorrow", "en-us", "not a date"),
        ("2026-02-30", "en-us", "not a date"),
        ("31/03/2026", "en-us", "not a date"),
        ("20260331", "en-us", "not a date"),
        ("2026-W14-2", "en-us", "not a date"),
        ("２０２６-03-31", "en-us", "not a date"),
        ("3/4/26", "en-us", "not a date"),
        ("3/4/2026", "es", "day or the month"),
        ("13/13/2026", "es", "not a date"),
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused(text: str, language: str, reason: str) -> None:
    with pytest.raises(clock.NotADate, match=reason):
        clock.parse_date(text, language=language)


@given(st.text(max_size=30), st.sampled_from(["en-us", "es"]))
def test_any_text_is_a_date_or_is_refused(text: str, language: str) -> None:
    for read in (lambda: clock.parse_date(text, language=language), lambda: clock.parse_instant(text)):
        try:
            read()
        except (clock.NotADate, clock.NotAnInstant) as refusal:
            assert str(refusal)  # noqa: PT017


@given(st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2200, 1, 1), timezones=st.just(dt.UTC)))  # noqa: DTZ001
def test_instants_are_written_and_read_back(at: dt.datetime) -> None:
    assert clock.parse_instant(clock.write_instant(at)) == at
    assert clock.write_instant(at).endswith("Z")
    assert clock.write_instant(at.astimezone(NEW_YORK)) == clock.write_instant(at)


@pytest.mark.parametrize(
    "text", ["2026-03-31", "2026-03-31T14:30:00", "14:30", "now", "0001-01-01T00:00:00+14:00"]
)
def test_an_instant_without_an_offset_is_refused(text: str) -> None:
    with pytest.raises(clock.NotAnInstant):
        clock.parse_instant(text)


def test_people_read_dates_in_their_language_and_instants_in_the_office_s_time() -> None:
    with translation.override("en-us"):
        assert clock.format_date(dt.date(2026, 3, 31)) == "March 31, 2026"
        assert clock.format_instant(utc("2026-03-31 20:30"), NEW_YORK) == "March 31, 2026, 4:30 p.m. EDT"
    with translation.override("es"):
        assert clock.format_date(dt.date(2026, 3, 31)) == "31 de marzo de 2026"
