"""Calendars are seeded, then edited by the agency; lines are withdrawn, never changed."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from frontoffice.foundation import calendars
from frontoffice.foundation.calendars import parse_intervals
from frontoffice.foundation.models import Actor, Office, OfficeCalendar, SpecialDay, WeeklyHours

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 1, 5, 15, 0, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=30)
WORKDAY = parse_intervals("8:00-12:00, 13:00-17:00")
JULY_3, JULY_6 = dt.date(2026, 7, 3), dt.date(2026, 7, 6)


@pytest.fixture
def clerk() -> Actor:
    return Actor.objects.create(kind="staff", name="Dana")


@pytest.fixture
def calendar(clerk: Actor) -> OfficeCalendar:
    made = calendars.new_calendar(name="State offices", subdivision=" nm ")
    calendars.set_weekly_hours(
        made, effective_from=dt.date(2020, 1, 1), hours=dict.fromkeys(range(5), WORKDAY), by=clerk, at=AT
    )
    return made


@pytest.fixture
def west(calendar: OfficeCalendar) -> Office:
    return Office.objects.create(code="WEST", name="West", time_zone="America/Denver", calendar=calendar)


@pytest.fixture
def east(calendar: OfficeCalendar) -> Office:
    return Office.objects.create(code="EAST", name="East", time_zone="America/New_York", calendar=calendar)


def read(office: Office, **options: Any) -> calendars.OfficeHours:
    """As another request would: everything from the database."""
    return calendars.office_hours(Office.objects.select_related("calendar").get(pk=office.pk), **options)


def test_offices_on_one_calendar_keep_the_same_hours_by_their_own_clocks(west: Office, east: Office) -> None:
    at = dt.datetime(2026, 3, 2, 14, 0, tzinfo=dt.UTC)
    assert (read(west).is_open(at), read(east).is_open(at)) == (False, True)


def test_holidays_are_seeded_with_the_days_on_which_they_are_observed(
    calendar: OfficeCalendar, west: Office, clerk: Actor
) -> None:
    seeded = calendars.seed_holidays(calendar, years=[2026, 2027], by=clerk, at=AT)
    by_date = {line.date: line.reason for line in seeded}
    assert by_date[dt.date(2026, 12, 25)] == "Christmas Day"
    assert by_date[JULY_3] == "Independence Day (observed)"
    assert dt.date(2027, 1, 1) in by_date
    assert all(line.seeded and line.recorded_by == clerk for line in seeded)
    assert not read(west).is_business_day(JULY_3)
    assert calendars.seed_holidays(calendar, years=[2026, 2027], by=clerk, at=AT) == []


def test_a_seeded_holiday_that_the_agency_took_back_stays_away(
    calendar: OfficeCalendar, west: Office, clerk: Actor
) -> None:
    for line in calendars.seed_holidays(calendar, years=[2026], by=clerk, at=AT):
        if line.date == JULY_3:
            calendars.withdraw(line, reason="We work on July 3.", by=clerk, at=LATER)
    assert calendars.seed_holidays(calendar, years=[2026], by=clerk, at=LATER) == []
    assert read(west).is_business_day(JULY_3)
    back = calendars.add_holiday(
        calendar, date=JULY_3, name="Independence Day (observed)", by=clerk, at=LATER
    )
    assert not back.seeded
    assert not read(west).is_business_day(JULY_3)


@pytest.mark.parametrize("code", ["XX", "USA", "12", "ZZ"])
def test_an_unknown_subdivision_is_refused(code: str) -> None:
    with pytest.raises(calendars.UnknownSubdivision):
        calendars.new_calendar(name="Elsewhere", subdivision=code)
    assert not OfficeCalendar.objects.exists()


def test_a_calendar_without_a_subdivision_has_no_seed(clerk: Actor) -> None:
    bare = calendars.new_calendar(name="Abroad")
    bare.subdivision = "XX"
    with pytest.raises(calendars.UnknownSubdivision):
        calendars.seed_holidays(bare, years=[2026], by=clerk, at=AT)


def test_the_same_holiday_is_not_added_twice(calendar: OfficeCalendar, clerk: Actor) -> None:
    calendars.add_holiday(calendar, date=JULY_6, name="Founders' Day", by=clerk, at=AT)
    with pytest.raises(calendars.HolidayTwice):
        calendars.add_holiday(calendar, date=JULY_6, name="Again", by=clerk, at=AT)


def test_one_office_closes_alone_and_the_others_stay_open(west: Office, east: Office, clerk: Actor) -> None:
    calendars.close_on(west, date=JULY_6, reason="Burst pipe", by=clerk, at=AT)
    assert not read(west).is_business_day(JULY_6)
    assert read(east).is_business_day(JULY_6)
    line = calendars.line_for(west, JULY_6)
    assert line is not None
    assert line.reason == "Burst pipe"
    assert calendars.line_for(east, JULY_6) is None


def test_an_office_may_open_on_a_holiday(
    calendar: OfficeCalendar, west: Office, east: Office, clerk: Actor
) -> None:
    calendars.add_holiday(calendar, date=JULY_6, name="Founders' Day", by=clerk, at=AT)
    calendars.set_special_hours(
        west, date=JULY_6, intervals=parse_intervals("9:00-12:00"), reason="Open house", by=clerk, at=AT
    )
    assert read(west).intervals(JULY_6) == parse_intervals("9:00-12:00")
    assert not read(east).is_business_day(JULY_6)


def test_what_is_set_later_for_a_date_takes_the_place_of_what_was(
    calendar: OfficeCalendar, west: Office, clerk: Actor
) -> None:
    first = calendars.close_on(calendar, date=JULY_6, reason="Snow", by=clerk, at=AT)
    short = parse_intervals("10:00-15:00")
    calendars.set_special_hours(
        calendar, date=JULY_6, intervals=short, reason="Late start", by=clerk, at=LATER
    )
    first.refresh_from_db()
    assert (first.withdrawn_at, first.withdrawn_reason) == (LATER, "replaced")
    assert read(west).intervals(JULY_6) == short
    assert read(west, known_at=LATER - dt.timedelta(seconds=1)).intervals(JULY_6) == ()
    assert read(west, known_at=AT - dt.timedelta(seconds=1)).weeks == ()


def test_taking_a_closure_back_brings_back_what_was_below_it(
    calendar: OfficeCalendar, west: Office, clerk: Actor
) -> None:
    line = calendars.close_on(west, date=JULY_6, reason="Strike", by=clerk, at=AT)
    calendars.withdraw(line, reason="Called off", by=clerk, at=LATER)
    assert read(west).intervals(JULY_6) == WORKDAY
    with pytest.raises(calendars.AlreadyWithdrawn):
        calendars.withdraw(line, reason="Again", by=clerk, at=LATER)


def test_a_closure_of_many_days_is_a_line_for_each(west: Office, clerk: Actor) -> None:
    lines = calendars.close_between(west, first=JULY_3, last=JULY_6, reason="Moving", by=clerk, at=AT)
    assert [line.date for line in lines] == [JULY_3 + dt.timedelta(days=i) for i in range(4)]
    for first, last in ((JULY_6, JULY_3), (JULY_3, JULY_3 + dt.timedelta(days=400))):
        with pytest.raises(ValueError, match="1 to 400"):
            calendars.close_between(west, first=first, last=last, reason="Moving", by=clerk, at=AT)


def test_new_weekly_hours_take_effect_on_their_date(
    calendar: OfficeCalendar, west: Office, clerk: Actor
) -> None:
    summer = parse_intervals("7:00-15:00")
    calendars.set_weekly_hours(calendar, effective_from=JULY_6, hours={0: summer, 5: summer}, by=clerk, at=AT)
    hours = read(west)
    assert hours.intervals(JULY_3) == WORKDAY
    assert hours.intervals(JULY_6) == summer
    assert hours.intervals(JULY_6 + dt.timedelta(days=1)) == ()


def test_hours_set_again_for_the_same_date_replace_the_earlier_ones(
    calendar: OfficeCalendar, west: Office, clerk: Actor
) -> None:
    calendars.set_weekly_hours(calendar, effective_from=dt.date(2020, 1, 1), hours={}, by=clerk, at=LATER)
    assert not read(west).is_business_day(JULY_6)
    assert WeeklyHours.objects.filter(withdrawn_at__isnull=True).count() == 1
    assert read(west, known_at=AT).is_business_day(JULY_6)


@pytest.mark.parametrize(
    "hours",
    [
        {0: "8:00-12:00, 11:00-17:00"},
        {0: "22:00-2:00", 1: "1:00-5:00"},
        {6: "22:00-2:00", 0: "1:00-5:00"},
        {0: "0:00-24:00, 8:00-9:00"},
    ],
)
def test_overlapping_hours_are_refused(calendar: OfficeCalendar, clerk: Actor, hours: dict[int, str]) -> None:
    week = {day: parse_intervals(text) for day, text in hours.items()}
    with pytest.raises(calendars.OverlappingHours):
        calendars.set_weekly_hours(calendar, effective_from=JULY_6, hours=week, by=clerk, at=AT)
    assert WeeklyHours.objects.count() == 1


def test_hours_that_touch_are_fine_and_so_is_day_and_night(
    calendar: OfficeCalendar, west: Office, clerk: Actor
) -> None:
    week = dict.fromkeys(range(7), parse_intervals("0:00-24:00"))
    calendars.set_weekly_hours(calendar, effective_from=JULY_6, hours=week, by=clerk, at=AT)
    assert read(west).is_open(dt.datetime(2026, 7, 12, 6, 0, tzinfo=dt.UTC))


def test_special_hours_need_hours(west: Office, clerk: Actor) -> None:
    with pytest.raises(ValueError, match="has hours"):
        calendars.set_special_hours(west, date=JULY_6, intervals=(), reason="?", by=clerk, at=AT)


def test_loading_takes_two_queries_and_then_none_until_an_edit(
    west: Office, clerk: Actor, django_assert_num_queries: Any
) -> None:
    calendars.seed_holidays(west.calendar, years=range(2024, 2030), by=clerk, at=AT)
    with django_assert_num_queries(2):
        first = calendars.office_hours(west)
    with django_assert_num_queries(0):
        assert calendars.office_hours(west) is first
    calendars.close_on(west, date=JULY_6, reason="Flood", by=clerk, at=AT)
    with django_assert_num_queries(2):
        assert not calendars.office_hours(west).is_business_day(JULY_6)


def test_an_edit_that_rolls_back_leaves_no_trace_in_what_is_kept(west: Office, clerk: Actor) -> None:
    def fail() -> None:
        with transaction.atomic():
            calendars.close_on(west, date=JULY_6, reason="Flood", by=clerk, at=AT)
            assert not calendars.office_hours(west).is_business_day(JULY_6)
            raise DatabaseError

    with pytest.raises(DatabaseError):
        fail()
    assert read(west).is_business_day(JULY_6)


def test_the_database_defends_the_lines(calendar: OfficeCalendar, west: Office, clerk: Actor) -> None:
    line = calendars.close_on(west, date=JULY_6, reason="Flood", by=clerk, at=AT)
    for change in ({"date": JULY_3}, {"reason": "Fire"}, {"kind": "holiday"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SpecialDay.objects.filter(pk=line.pk).update(**change)
    for wrong in (
        {"office": west, "calendar": calendar},
        {},
        {"office": west},
        {"calendar": calendar, "reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SpecialDay.objects.create(
                **({"date": JULY_6, "kind": "closure", "reason": "x", "recorded_at": AT} | wrong)
            )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("8:00-12:00, 13:00-17:00", "08:00-12:00, 13:00-17:00"),
        ("13-17; 8-12", "08:00-12:00, 13:00-17:00"),
        ("8 a.m. to 4:30 p.m.", "08:00-16:30"),
        ("12 am - 12 pm", "00:00-12:00"),
        ("22:00–2:00", "22:00-02:00"),
        ("0:00-24:00", "00:00-00:00"),
        ("", ""),
    ],
)
def test_hours_as_people_write_them(text: str, written: str) -> None:
    assert calendars.write_intervals(parse_intervals(text)) == written
    assert parse_intervals(written) == parse_intervals(text)


@pytest.mark.parametrize(
    "text", ["8", "8-", "25:00-26:00", "8:60-9:00", "13 pm-2 pm", "noon", "8-12-17", "-8-12", "9" * 400]
)
def test_what_is_not_hours_is_refused(text: str) -> None:
    with pytest.raises(calendars.NotHours):
        parse_intervals(text)
