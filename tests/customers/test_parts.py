"""The parts of a customer's file on their pages: each works, and says no to the wrong power and bad input."""

import datetime as dt

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.flagging import TooManyViewers, place_flag
from frontoffice.customers.actions.naming import BeforeTheLast, LegalNameStays, add_name, end_name
from frontoffice.customers.actions.noting import (
    BelongsAlready,
    NotAHousehold,
    add_to_household,
    leave_household,
)
from frontoffice.customers.actions.reaching import prefer_contact_point, verify_contact_point
from frontoffice.customers.actions.registering import add_contact_point, register
from frontoffice.customers.models import NameKind, Party, PartyKind, PointKind, Viewers
from frontoffice.customers.queries import email_of
from frontoffice.customers.queries.reading import flags_on
from frontoffice.foundation.models import Event
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative(username="dana")


@pytest.fixture
def marisol(dana: StaffMember) -> Party:
    party = register(name="Marisol Ortega-Reyes", email="m@example.org", by=dana.actor, at=NOW)
    factories.said_why(dana, party)
    return party


@pytest.fixture
def office(client: Client, dana: StaffMember) -> Client:
    client.force_login(dana.user)  # type: ignore[arg-type]
    return client


@pytest.mark.parametrize("part", ["name", "address", "number", "preferences", "member", "date", "flag"])
def test_each_part_needs_its_power(office: Client, marisol: Party, part: str) -> None:
    address = f"/customers/{marisol.reference}/change/{part}/"
    assert office.get(address).status_code == 200
    clerk = factories.staff("Clerk", username="clerk", grants=["customers.register"])
    other = Client()
    other.force_login(clerk.user)  # type: ignore[arg-type]
    assert other.get(address).status_code == 403
    assert office.post(address, {}).status_code == 422
    assert office.get(f"/customers/{marisol.reference}/change/nothing/").status_code == 404


def test_a_new_legal_name_takes_the_place_of_the_one_before(marisol: Party, dana: StaffMember) -> None:
    add_name(party=marisol, name="Marisol Reyes", kind=NameKind.LEGAL, by=dana.actor, at=NOW)
    add_name(party=marisol, name="Mari", kind=NameKind.PREFERRED, by=dana.actor, at=NOW)
    marisol.refresh_from_db()
    assert marisol.name == "Mari"
    assert set(marisol.names.filter(until_on=None).values_list("as_given", flat=True)) == {
        "Mari",
        "Marisol Reyes",
    }
    end_name(name=marisol.names.get(kind="preferred"), by=dana.actor, at=NOW)
    marisol.refresh_from_db()
    assert marisol.name == "Marisol Reyes"
    with pytest.raises(LegalNameStays):
        end_name(name=marisol.names.get(as_given="Marisol Reyes"), by=dana.actor, at=NOW)
    day = TODAY - dt.timedelta(days=9)
    with pytest.raises(BeforeTheLast):
        add_name(party=marisol, name="X", kind=NameKind.LEGAL, from_on=day, by=dana.actor, at=NOW)


def test_a_household_has_members_from_a_day_on(marisol: Party, dana: StaffMember) -> None:
    home = register(name="Household Ortega", kind=PartyKind.HOUSEHOLD, by=dana.actor, at=NOW)
    add_to_household(household=home, member=marisol, role="Head", by=dana.actor, at=NOW)
    with pytest.raises(BelongsAlready):
        add_to_household(household=home, member=marisol, by=dana.actor, at=NOW)
    with pytest.raises(NotAHousehold):
        add_to_household(household=marisol, member=home, by=dana.actor, at=NOW)
    leave_household(membership=home.members.get(), by=dana.actor, at=NOW)
    add_to_household(household=home, member=marisol, by=dana.actor, at=NOW)
    assert home.members.count() == 2


def test_one_way_of_a_kind_is_tried_first(marisol: Party, dana: StaffMember) -> None:
    add_contact_point(party=marisol, kind=PointKind.EMAIL, value="other@example.org", by=dana.actor, at=NOW)
    assert email_of(marisol) == "other@example.org"
    for value in ("other@example.org", "M@example.org"):
        prefer_contact_point(party=marisol, kind=PointKind.EMAIL, value=value, by=dana.actor, at=NOW)
    assert email_of(marisol) == "m@example.org"
    verify_contact_point(party=marisol, kind=PointKind.EMAIL, value="m@example.org", by=dana.actor, at=NOW)
    assert marisol.contact_points.get(preferred=True).verified_at == NOW


def test_acc_15_who_is_under_investigation_is_seen_by_supervisors_alone(
    office: Client, marisol: Party, dana: StaffMember
) -> None:
    boss, lucia = factories.supervisor(), factories.representative("Lucia Ferrante", username="lucia")
    with pytest.raises(TooManyViewers):
        place_flag(party=marisol, kind="under_investigation", viewers=Viewers.STAFF, by=boss.actor, at=NOW)
    place_flag(party=marisol, kind="under_investigation", note="Unit 7", by=boss.actor, at=NOW)
    place_flag(party=marisol, kind="minor", by=boss.actor, at=NOW)
    assert [flag.kind for flag in flags_on(marisol, TODAY, by=lucia.actor, at=NOW)] == ["minor"]
    assert len(flags_on(marisol, TODAY, by=boss.actor, at=NOW)) == 2
    page = office.get(f"/customers/{marisol.reference}/").content.decode()
    assert "Minor" in page
    assert "nvestigation" not in page
    told = Event.objects.filter(subjects__kind="customers.party", subjects__subject_id=marisol.pk)
    assert not told.filter(name="customers.FlagPlaced").exists()


def test_acc_15_the_flag_of_one_unit_is_not_told_to_another(marisol: Party, dana: StaffMember) -> None:
    place_flag(party=marisol, kind="deceased", viewers=Viewers.UNIT, by=dana.actor, at=NOW)
    elsewhere = factories.representative("Marcus Bell", unit_code="vehicles")
    assert flags_on(marisol, TODAY, by=elsewhere.actor, at=NOW) == []
    assert len(flags_on(marisol, TODAY, by=dana.actor, at=NOW)) == 1
