"""Instants and due dates read in the office's time zone, short and exact."""

import datetime as dt
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from django.utils.formats import date_format

from frontoffice.foundation.ui import times
from tests.foundation.ui.conftest import Render

DENVER = ZoneInfo("America/Denver")
NOON = dt.datetime(2026, 11, 18, 19, 0, tzinfo=dt.UTC)  # noon in Denver, a Wednesday


@pytest.mark.parametrize(
    ("due", "text", "tone"),
    [
        (NOON + dt.timedelta(minutes=20), "due 20 min", "soon"),
        (NOON + dt.timedelta(seconds=20), "due 1 min", "soon"),
        (NOON + dt.timedelta(hours=3, minutes=20), "due 3 h", "soon"),
        (NOON + dt.timedelta(hours=23), "due 23 h", "soon"),
        (NOON + dt.timedelta(hours=26), "due 1 d", "later"),
        (NOON + dt.timedelta(days=3), "due 3 d", "later"),
        (NOON, "late 1 min", "late"),
        (NOON - dt.timedelta(minutes=50), "late 50 min", "late"),
        (NOON - dt.timedelta(hours=5), "late 5 h", "late"),
        (NOON - dt.timedelta(hours=13), "late 1 d", "late"),
        (dt.date(2026, 11, 18), "due today", "soon"),
        (dt.date(2026, 11, 19), "due 1 d", "later"),
        (dt.date(2026, 11, 25), "due 7 d", "later"),
        (dt.date(2026, 11, 17), "late 1 d", "late"),
    ],
)
def test_due_in_words(due: dt.datetime | dt.date, text: str, tone: str) -> None:
    said = times.due_in_words(due, at=NOON, zone=DENVER)
    assert (said.text, said.tone) == (text, tone)


def test_a_date_is_due_until_its_own_midnight_at_the_office() -> None:
    late_evening = dt.datetime(2026, 11, 19, 6, 59, tzinfo=dt.UTC)  # 23:59 on the 18th in Denver
    assert times.due_in_words(dt.date(2026, 11, 18), at=late_evening, zone=DENVER).tone == "soon"
    just_after = late_evening + dt.timedelta(minutes=1)
    assert times.due_in_words(dt.date(2026, 11, 18), at=just_after, zone=DENVER).tone == "late"


def test_the_zone_is_the_pages_then_the_staff_members_then_the_agencys() -> None:
    office = SimpleNamespace(office=SimpleNamespace(time_zone="America/Chicago"))
    agency = SimpleNamespace(zone=ZoneInfo("America/New_York"))
    everything = {"office_zone": "America/Denver", "staff_member": office, "agency": agency}
    assert times.zone_in(everything).key == "America/Denver"
    del everything["office_zone"]
    assert times.zone_in(everything).key == "America/Chicago"
    assert times.zone_in({"staff_member": None, "agency": agency}).key == "America/New_York"
    assert times.zone_in({}).key == "UTC"


def test_an_instant_shows_office_time_and_the_year_only_of_other_years(render: Render) -> None:
    html = render(
        "{% instant now %}|{% instant before %}|{% instant none %}", now=NOON, before=NOON.replace(year=2025)
    )
    now, before, none = html.split("|")
    assert "11/18 12:00 PM" in now
    assert 'datetime="2026-11-18T19:00:00+00:00"' in now
    assert "MST" in now
    assert "11/18/2025 12:00 PM" in before
    assert none == ""


def test_a_day_shows_the_year_only_of_other_years(render: Render) -> None:
    html = render("{% day a %}|{% day b %}", a=dt.date(2026, 7, 1), b=dt.date(2025, 7, 1))
    assert ">7/1<" in html
    assert ">7/1/2025<" in html


@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_an_instant_reads_as_django_writes_it(language: str) -> None:
    with translation.override(language):
        for hours in (0, 1, 11, 12, 13, 23, 24 * 60, 24 * 300):
            at = (NOON + dt.timedelta(hours=hours, minutes=hours % 7)).astimezone(DENVER)
            for form in ("n/j g:i A", "n/j/Y g:i A", "j.n.Y, H:i", "j M Y", r"j \d\e n"):
                assert times._written(at, form) == date_format(at, form)
