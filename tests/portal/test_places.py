"""Offices as the public sees them: open or closed now, the ordinary week, the days that differ soon."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from frontoffice.foundation import calendars
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Office
from frontoffice.portal import holidays, places
from tests import factories
from tests.factories import NOW
from tests.portal.making import Visitor, text_of

pytestmark = pytest.mark.django_db


def only() -> places.Place:
    (place,) = places.offices(at=NOW)
    return place


def test_the_ordinary_week_puts_days_with_the_same_hours_on_one_line() -> None:
    factories.agency()
    assert [(line.days, line.hours) for line in only().week] == [
        ("Monday to Friday", "8 a.m. to 5 p.m."),
        ("Saturday and Sunday", "Closed"),
    ]


@pytest.mark.parametrize(
    ("at", "now"),
    [
        (NOW, "Open now, until 5 p.m."),
        (NOW.replace(hour=12), "Closed now, opens today at 8 a.m."),
        (NOW + dt.timedelta(hours=8), "Closed now, opens Wednesday, November 18 at 8 a.m."),
        (NOW + dt.timedelta(days=4), "Closed now, opens Monday, November 23 at 8 a.m."),
    ],
)
def test_an_office_says_whether_it_is_open_and_until_or_from_when(at: dt.datetime, now: str) -> None:
    factories.agency()
    (place,) = places.offices(at=at)
    assert place.now == now
    assert place.is_open == now.startswith("Open")


def test_holidays_and_closures_are_told_ahead_with_their_reasons() -> None:
    office = factories.agency()
    by = service("authority")
    calendars.add_holiday(office.calendar, date=dt.date(2026, 11, 26), name="Thanksgiving Day", by=by, at=NOW)
    calendars.close_on(office, date=dt.date(2026, 12, 1), reason="Water damage", by=by, at=NOW)
    calendars.close_on(office, date=dt.date(2026, 11, 3), reason="Long past", by=by, at=NOW)
    office.refresh_from_db()
    assert [(str(date), reason, hours) for date, reason, hours in only().special] == [
        ("2026-11-26", "Thanksgiving Day", "Closed"),
        ("2026-12-01", "Water damage", "Closed"),
    ]


def test_an_office_that_was_given_up_is_not_shown() -> None:
    factories.agency()
    Office.objects.update(active=False)
    assert places.offices(at=NOW) == []


def test_the_page_names_address_and_telephone(client: Visitor) -> None:
    office = factories.agency()
    office.address, office.phone = "2200 Alder Street\nNorthside", "202-555-0121"
    office.save()
    answer = client.get("/offices/")
    assert "2200 Alder Street" in text_of(answer)
    assert 'href="tel:+1-202-555-0121"' in answer.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_offices() -> None:
    office = factories.agency()
    places.offices(at=NOW)
    with CaptureQueriesContext(connection) as one:
        places.offices(at=NOW)
    for number in range(3):
        Office.objects.create(
            code=f"N{number}", name=f"Office {number}", time_zone="America/Denver", calendar=office.calendar
        )
    places.offices(at=NOW)
    with CaptureQueriesContext(connection) as four:
        assert len(places.offices(at=NOW)) == 4
    assert len(four) == len(one)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("Thanksgiving Day", "Día de Acción de Gracias"),
        ("Christmas Day (observed)", "Navidad (feriado trasladado)"),
        ("Water main broken", "Water main broken"),
    ],
)
def test_holidays_are_named_in_the_language_of_the_page(reason: str, said: str) -> None:
    with translation.override("es"):
        assert holidays.in_language(reason) == said
    assert holidays.in_language(reason) == reason
