"""Office calendars are kept by actions: each change needs a grant and leaves an event."""

import datetime as dt
from typing import Any

import pytest

from frontoffice.authority.actions import keeping_calendars as keeping
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.foundation import calendars
from frontoffice.foundation.models import Event, Office
from tests.factories import NOW, staff, supervisor

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)


@pytest.fixture
def chief() -> Any:
    return supervisor()


def hours(office: Office) -> calendars.OfficeHours:
    return calendars.office_hours(Office.objects.select_related("calendar").get(pk=office.pk))


def test_a_closure_moves_business_days_and_is_on_record(chief: Any) -> None:
    office = chief.office
    assert hours(office).is_business_day(MONDAY)
    keeping.close_office(office=office, first=MONDAY, reason="Water damage", by=chief.actor, at=NOW)
    assert not hours(office).is_business_day(MONDAY)
    assert Event.objects.get(name="authority.OfficeClosed").payload["first"] == "2026-11-23"


def test_what_was_set_is_taken_back_with_a_reason(chief: Any) -> None:
    office = chief.office
    keeping.set_special_hours(
        office=office, day=MONDAY, hours="10:00-12:00", reason="Training", by=chief.actor, at=NOW
    )
    keeping.restore_day(office=office, day=MONDAY, reason="Training moved", by=chief.actor, at=NOW)
    assert hours(office).is_business_day(MONDAY)
    with pytest.raises(keeping.AnOrdinaryDay):
        keeping.restore_day(office=office, day=MONDAY, reason="Again", by=chief.actor, at=NOW)


def test_the_week_changes_from_its_date_on(chief: Any) -> None:
    keeping.set_weekly_hours(
        office=chief.office, effective_from=MONDAY, tuesday="9-17", by=chief.actor, at=NOW
    )
    assert not hours(chief.office).is_business_day(MONDAY)
    assert hours(chief.office).is_business_day(MONDAY - dt.timedelta(days=7))


@pytest.mark.parametrize(
    ("last", "field"), [(MONDAY - dt.timedelta(days=1), "last"), (MONDAY + dt.timedelta(days=900), "last")]
)
def test_a_closure_out_of_bounds_names_its_field(chief: Any, last: dt.date, field: str) -> None:
    with pytest.raises(keeping.ClosureOutOfBounds) as refused:
        keeping.close_office(office=chief.office, first=MONDAY, last=last, reason="x", by=chief.actor, at=NOW)
    assert refused.value.field == field


def test_hours_that_are_none_are_refused(chief: Any) -> None:
    for text in ("", "whenever", "25:00-26:00"):
        with pytest.raises(keeping.BadInput):
            keeping.set_special_hours(
                office=chief.office, day=MONDAY, hours=text, reason="x", by=chief.actor, at=NOW
            )


def test_without_the_grant_nobody_closes_an_office() -> None:
    dana = staff()
    with pytest.raises(NotAuthorized):
        keeping.close_office(office=dana.office, first=MONDAY, reason="x", by=dana.actor, at=NOW)
