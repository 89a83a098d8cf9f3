"""One agency, its offices and units; the database keeps them sound."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from frontoffice.foundation import calendars
from frontoffice.foundation.clock import UnknownTimeZone
from frontoffice.foundation.models import Agency, Office, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    calendar = calendars.new_calendar(name="State offices")
    return Office.objects.create(
        code="HQ", name="Headquarters", time_zone="America/New_York", calendar=calendar
    )


def test_there_is_one_agency() -> None:
    Agency.objects.create(name="Department of Revenue", short_name="Revenue")
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(name="Another", short_name="Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(id=2, name="Another", short_name="Other")
    assert Agency.objects.get().zone.key == "America/New_York"


@pytest.mark.parametrize("names", [{"name": "", "short_name": "x"}, {"name": "x", "short_name": ""}])
def test_an_agency_has_names(names: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(**names)


def test_an_agency_speaks_a_language_that_is_offered() -> None:
    Agency(name="A", short_name="A", default_language="es").full_clean()
    with pytest.raises(ValidationError, match="does not offer"):
        Agency(name="A", short_name="A", default_language="tlh").full_clean()


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "America", "EST5EDT4", "a\x00b"]
)
def test_an_office_can_not_be_in_a_zone_that_no_clock_knows(office: Office, zone: str) -> None:
    office.time_zone = zone
    with pytest.raises(ValidationError):
        office.full_clean()
    with pytest.raises(UnknownTimeZone), transaction.atomic():
        office.save()
    with pytest.raises(UnknownTimeZone), transaction.atomic():
        Office.objects.filter(pk=office.pk).update(time_zone=zone)


def test_codes_are_unique_and_references_differ(office: Office) -> None:
    unit = Unit.objects.create(code="LIC", name="Licensing", office=office)
    assert unit.reference != office.reference
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(code="LIC", name="Again")
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.create(code="HQ", name="Again", time_zone="America/Denver", calendar=office.calendar)


def test_a_unit_is_not_its_own_parent() -> None:
    unit = Unit.objects.create(code="LIC", name="Licensing")
    Unit.objects.create(code="LIC-1", name="Counter", parent=unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=unit.pk).update(parent=unit)
