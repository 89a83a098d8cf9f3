"""How somebody is reached, noted with one press on their page, and taken back with another."""

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.marking_undeliverable import mark_undeliverable
from frontoffice.customers.actions.reaching import prefer_contact_point
from frontoffice.customers.actions.registering import add_contact_point, register
from frontoffice.customers.models import Party, PointKind
from frontoffice.customers.queries import points
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
MAIL = "email:m@example.org"


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative(username="dana")


@pytest.fixture
def marisol(dana: StaffMember) -> Party:
    party = register(
        name="Marisol Ortega",
        email="m@example.org",
        address="1 Elm St, Northside, CB 00120",
        by=dana.actor,
        at=NOW,
    )
    factories.said_why(dana, party)
    return party


@pytest.fixture
def office(client: Client, dana: StaffMember) -> Client:
    client.force_login(dana.user)  # type: ignore[arg-type]
    return client


def test_each_button_does_it_and_another_takes_it_back(office: Client, marisol: Party) -> None:
    own = f"/customers/{marisol.reference}/"

    def pressed(how: str, point: str = MAIL) -> str:
        answer = office.post(f"{own}reach/{how}/", {"point": point})
        assert answer.status_code == 302
        return office.get(own).content.decode()

    point = marisol.contact_points.get()
    assert "tried first" in pressed("first")
    assert "Take back that they were reached" in pressed("reached")
    point.refresh_from_db()
    assert (point.preferred, point.verified_at is not None) == (True, True)
    assert "Take back" not in pressed("unreached")
    assert "Take back that nothing arrives" in pressed("gone")
    point.refresh_from_db()
    assert (point.verified_at, point.undeliverable_since is not None) == (None, True)
    assert "Take back" not in pressed("arrives")
    point.refresh_from_db()
    assert (point.verified_at, point.undeliverable_since) == (None, None)
    assert "No longer used" in pressed("end")
    assert office.post(f"{own}reach/sideways/", {"point": MAIL}).status_code == 404
    assert office.post(f"{own}reach/first/", {"point": "drum:1"}).status_code == 404


def test_acc_7_letters_come_back_and_arrive_again(office: Client, marisol: Party, dana: StaffMember) -> None:
    address = marisol.addresses.get()
    other = register(name="Ida Bell", by=address.recorded_by, at=NOW)
    factories.said_why(dana, other)
    for how, shown in (("back", True), ("arrive", False)):
        office.post(f"/customers/{marisol.reference}/letters/{address.reference}/{how}/")
        address.refresh_from_db()
        assert (address.undeliverable_since is not None) is shown
    assert office.post(f"/customers/{other.reference}/letters/{address.reference}/back/").status_code == 404
    assert office.post(f"/customers/{marisol.reference}/letters/{address.reference}/up/").status_code == 404


def test_where_nothing_arrives_stands_last(marisol: Party, dana: StaffMember) -> None:
    new = {"party": marisol, "kind": PointKind.EMAIL, "value": "new@example.org", "by": dana.actor, "at": NOW}
    add_contact_point(**new)
    prefer_contact_point(**new)
    mark_undeliverable(**new, reason="550 no such user")
    assert [one.value for one in points(marisol)] == ["m@example.org", "new@example.org"]
