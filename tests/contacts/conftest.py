"""A customer on file, and a colleague who talks with them."""

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.models import Channel, Contact
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party
from tests import factories
from tests.factories import NOW


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative("Dana Whitfield", username="dana")


@pytest.fixture
def marisol(dana: StaffMember) -> Party:
    party = register(
        name="Marisol Ortega-Reyes",
        phone="202 555 0147",
        address="418 Alder Street\nColumbia City",
        by=dana.actor,
        at=NOW,
    )
    factories.said_why(dana, party)
    return party


@pytest.fixture
def call(dana: StaffMember, marisol: Party) -> Contact:
    """Marisol is on the telephone with Dana."""
    return begin(channel=Channel.PHONE, customer=marisol, by=dana.actor, at=NOW)


@pytest.fixture
def desk(client: Client, dana: StaffMember) -> Client:
    """Dana is signed in."""
    assert dana.user is not None
    client.force_login(dana.user)
    return client
