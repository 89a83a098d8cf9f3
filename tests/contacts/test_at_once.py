"""Two at once: a contact ends once, a customer is taken by one, a missed call-back escalates once."""

import datetime as dt
from collections import Counter

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.contacts.actions.calling_back import promise_call_back
from frontoffice.contacts.actions.keeping_time import hold
from frontoffice.contacts.actions.passing_on import take_transfer, transfer
from frontoffice.contacts.actions.taking_contacts import begin, end
from frontoffice.contacts.models import Channel, Contact, Outcome, Period
from frontoffice.contacts.schedules import escalate_missed_call_backs
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from tests import factories
from tests.cases.test_at_once import all_at_once
from tests.factories import NOW

pytestmark = [pytest.mark.django_db(transaction=True)]
LATER = NOW + dt.timedelta(minutes=3)


@pytest.fixture
def dana(transactional_db: None) -> StaffMember:
    return factories.representative("Dana Whitfield")


@pytest.fixture
def call(dana: StaffMember) -> Contact:
    return begin(channel=Channel.PHONE, by=dana.actor, at=NOW)


def test_of_two_ends_at_once_one_counts(call: Contact, dana: StaffMember) -> None:
    def ends(outcome: Outcome) -> Contact:
        return end(contact=call, outcome=outcome, by=dana.actor, at=LATER)

    outcomes = all_at_once([lambda: ends(Outcome.ANSWERED), lambda: ends(Outcome.REFERRED)])
    assert outcomes == Counter({"done": 1, "contact_ended_already": 1})
    assert Event.objects.filter(name="contacts.ContactEnded").count() == 1
    assert Period.objects.filter(contact=call, ended_at=None).count() == 0


def test_of_two_holds_and_an_end_at_once_the_periods_stay_whole(call: Contact, dana: StaffMember) -> None:
    outcomes = all_at_once(
        [
            lambda: hold(contact=call, by=dana.actor, at=LATER),
            lambda: hold(contact=call, by=dana.actor, at=LATER),
            lambda: end(contact=call, outcome=Outcome.ENDED, by=dana.actor, at=LATER),
        ]
    )
    assert outcomes["done"] in {1, 2}
    periods = list(Period.objects.filter(contact=call).order_by("position"))
    assert len(periods) == outcomes["done"]
    assert all(one.ended_at == LATER for one in periods)


def test_a_customer_who_was_passed_on_is_taken_by_one(call: Contact, dana: StaffMember) -> None:
    others = [factories.representative(name) for name in ("Tomas Reinholt", "Noor Haddad")]
    passed = transfer(contact=call, unit="front", by=dana.actor, at=LATER)
    outcomes = all_at_once(
        [lambda one=one: take_transfer(transfer=passed, by=one.actor, at=LATER) for one in others]
    )
    assert outcomes == Counter({"done": 1, "taken_already": 1})
    assert Contact.objects.count() == 2


def test_inq_10_of_two_workers_at_once_one_escalates(call: Contact, dana: StaffMember) -> None:
    promise_call_back(
        contact=call,
        due_at=NOW + dt.timedelta(hours=1),
        about="The title",
        number="202 555 0147",
        by=dana.actor,
        at=NOW,
    )
    worker = service("contacts")

    def looks() -> None:
        escalate_missed_call_backs(by=worker, at=NOW + dt.timedelta(hours=2))

    assert all_at_once([looks, looks]) == Counter({"done": 2})
    assert Event.objects.filter(name="contacts.CallBackMissed").count() == 1
