"""Ways to reach somebody that do not work: marked with a reason, shown, tried last, and working again."""

import pytest
from django.test import Client

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.marking_undeliverable import (
    WhyNot,
    mark_deliverable,
    mark_undeliverable,
)
from frontoffice.customers.actions.reaching import verify_contact_point
from frontoffice.customers.actions.registering import NoSuchContactPoint, add_contact_point, register
from frontoffice.customers.models import Party, PointKind
from frontoffice.customers.queries import email_of, nothing_arrives_at
from frontoffice.foundation.models import Event
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
EMAIL = PointKind.EMAIL


@pytest.fixture
def dana() -> StaffMember:
    return factories.representative(username="dana")


@pytest.fixture
def marisol(dana: StaffMember) -> Party:
    party: Party = register(name="Marisol Ortega-Reyes", email="m@example.org", by=dana.actor, at=NOW)
    factories.said_why(dana, party)
    return party


def mark(party: Party, dana: StaffMember, value: str = "M@example.org", reason: str = "550 unknown") -> None:
    mark_undeliverable(party=party, kind=EMAIL, value=value, reason=reason, by=dana.actor, at=NOW)


def test_acc_7_it_stays_on_file_and_another_one_is_tried_first(
    client: Client, marisol: Party, dana: StaffMember
) -> None:
    add_contact_point(party=marisol, kind=EMAIL, value="other@example.org", by=dana.actor, at=NOW)
    mark(marisol, dana, "other@example.org")
    assert email_of(marisol) == "m@example.org"
    assert marisol.contact_points.filter(until__isnull=True).count() == 2
    found = nothing_arrives_at("Other@example.org")
    assert found is not None
    assert (found.undeliverable_since, found.undeliverable_reason) == (NOW, "550 unknown")
    client.force_login(dana.user)  # type: ignore[arg-type]
    page = client.get(f"/customers/{marisol.reference}/").content.decode()
    assert "Nothing arrives there" in page
    assert "noted that nothing arrives there" in page


def test_marked_again_the_first_date_and_reason_stay(marisol: Party, dana: StaffMember) -> None:
    mark(marisol, dana)
    mark(marisol, dana, reason="Something else")
    assert marisol.contact_points.get().undeliverable_reason == "550 unknown"
    assert Event.objects.filter(name="customers.ContactPointUndeliverable").count() == 1


def test_who_answers_there_is_reached_again(marisol: Party, dana: StaffMember) -> None:
    mark(marisol, dana)
    verify_contact_point(party=marisol, kind=EMAIL, value="m@example.org", by=dana.actor, at=NOW)
    assert nothing_arrives_at("m@example.org") is None
    mark(marisol, dana)
    mark_deliverable(party=marisol, kind=EMAIL, value="m@example.org", by=dana.actor, at=NOW)
    assert nothing_arrives_at("m@example.org") is None
    assert Event.objects.filter(name="customers.ContactPointDeliverable").count() == 2


def test_it_takes_a_reason_a_contact_point_and_the_power(marisol: Party, dana: StaffMember) -> None:
    with pytest.raises(WhyNot):
        mark(marisol, dana, reason="  ")
    with pytest.raises(NoSuchContactPoint):
        mark(marisol, dana, "nobody@example.org")
    with pytest.raises(NoSuchContactPoint):
        mark_deliverable(party=marisol, kind=EMAIL, value="nobody@example.org", by=dana.actor, at=NOW)
    with pytest.raises(NotAuthorized):
        mark(marisol, factories.staff("Nobody"))
