"""Taking contacts: each exchange has channel, direction, who, when, purposes and outcome."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.contacts.actions.taking_contacts import ContactEndedAlready, UnknownOffice, begin, end
from frontoffice.contacts.models import Channel, Contact, Direction, Outcome
from frontoffice.contacts.queries import contacts_visible_to
from frontoffice.customers.actions.registering import register
from frontoffice.foundation.models import Event
from tests.factories import NOW, representative, staff, visitor

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(minutes=4)


def test_inq_2_a_contact_has_channel_direction_office_who_when_language_purposes_and_outcome() -> None:
    dana = representative()
    customer = register(name="Marisol Ortega-Reyes", by=dana.actor, at=NOW)
    contact = begin(
        channel=Channel.PHONE,
        language="es",
        customer=customer,
        purposes=["license.renew", "license.address"],
        office="MAIN",
        by=dana.actor,
        at=NOW,
    )
    end(contact=contact, outcome=Outcome.ANSWERED, by=dana.actor, at=LATER)
    contact.refresh_from_db()
    assert (contact.channel, contact.direction, contact.office, contact.language) == (
        Channel.PHONE,
        Direction.INBOUND,
        dana.office,
        "es",
    )
    assert (contact.representative, contact.visitor, contact.customer) == (dana.actor, None, customer)
    assert (contact.started_at, contact.ended_at, contact.outcome) == (NOW, LATER, Outcome.ANSWERED)
    assert set(contact.purposes.values_list("topic", flat=True)) == {"license.renew", "license.address"}
    assert list(
        Event.objects.filter(name__startswith="contacts.").order_by("pk").values_list("name", flat=True)
    ) == [
        "contacts.ContactBegan",
        "contacts.ContactEnded",
    ]


def test_inq_11_a_visitor_begins_a_contact_without_saying_who_they_are() -> None:
    contact = begin(channel=Channel.WEB, by=visitor(), at=NOW)
    assert (contact.visitor, contact.customer, contact.representative) == (visitor(), None, None)


def test_a_visitor_sees_their_own_contacts_only() -> None:
    mine = begin(channel=Channel.WEB, by=visitor("one"), at=NOW)
    begin(channel=Channel.WEB, by=visitor("two"), at=NOW)
    assert list(contacts_visible_to(by=visitor("one"), at=NOW)) == [mine]
    assert contacts_visible_to(by=representative().actor, at=NOW).count() == 2


def test_a_contact_ends_once() -> None:
    contact = begin(channel=Channel.WEB, by=visitor(), at=NOW)
    end(contact=contact, outcome=Outcome.ENDED, by=visitor(), at=LATER)
    with pytest.raises(ContactEndedAlready):
        end(contact=contact, outcome=Outcome.ANSWERED, by=visitor(), at=LATER)


def test_without_the_grant_staff_begin_no_contact() -> None:
    with pytest.raises(NotAuthorized):
        begin(channel=Channel.PHONE, by=staff().actor, at=NOW)


def test_an_office_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownOffice):
        begin(channel=Channel.PHONE, office="NOWHERE", by=representative().actor, at=NOW)


@pytest.mark.parametrize(
    "change",
    [{"channel": "smoke"}, {"ended_at": NOW - dt.timedelta(days=1), "outcome": "ended"}, {"ended_at": LATER}],
)
def test_the_database_refuses_a_contact_that_can_not_be(change: dict[str, object]) -> None:
    contact = begin(channel=Channel.WEB, by=visitor(), at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(**change)
