"""Passing customers on, logging a contact in one act, naming whom it is with, and interpreters."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.models import StaffMember
from frontoffice.contacts.actions import finishing, interpreting, naming_purposes, passing_on
from frontoffice.contacts.actions.naming_the_customer import AnotherIsVerified, name_customer
from frontoffice.contacts.actions.passing_on import take_transfer, transfer
from frontoffice.contacts.actions.releasing_information import NotVerified, release_information
from frontoffice.contacts.actions.taking_contacts import CustomerHasLeft, begin
from frontoffice.contacts.actions.verifying import verify_identity
from frontoffice.contacts.models import CallBack, Channel, Contact, ContactNote, Help, InterpreterUse, Outcome
from frontoffice.contacts.queries.waiting import passed_on_to
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(minutes=2)


def test_who_takes_a_customer_sees_when_they_arrived_and_verifies_anew(
    call: Contact, marisol: Party, dana: StaffMember
) -> None:
    tomas = factories.representative("Tomas Reinholt")
    naming_purposes.add_purpose(contact=call, topic="title.lost", by=dana.actor, at=NOW)
    verify_identity(
        contact=call, customer=marisol, method="sent_code", evidence="call_back", by=dana.actor, at=NOW
    )
    passed = transfer(contact=call, unit="front", warm=True, reason="Titles", by=dana.actor, at=LATER)
    assert passed_on_to(tomas, by=tomas.actor, at=LATER) == [passed]
    with pytest.raises(CustomerHasLeft):
        transfer(contact=call, unit="front", by=dana.actor, at=LATER)
    made = take_transfer(transfer=passed, by=tomas.actor, at=LATER + dt.timedelta(seconds=30))
    assert (made.arrived_at, made.customer, made.representative) == (call.started_at, marisol, tomas.actor)
    assert [one.topic for one in made.purposes.all()] == ["title.lost"]
    with pytest.raises(NotVerified):
        release_information(contact=made, customer=marisol, items=["address"], by=tomas.actor, at=LATER)
    with pytest.raises(passing_on.TakenAlready):
        take_transfer(transfer=passed, by=tomas.actor, at=LATER)


def test_it_goes_to_one_and_is_taken_by_whom_it_was_meant_for(call: Contact, dana: StaffMember) -> None:
    tomas, noor = factories.representative("Tomas Reinholt"), factories.representative("Noor Haddad")
    for wrong in ({}, {"unit": "front", "number": "202 555 0100"}, {"unit": "nowhere"}):
        with pytest.raises(passing_on.ToWhom):
            transfer(contact=call, by=dana.actor, at=LATER, **wrong)  # type: ignore[arg-type]
    with pytest.raises(passing_on.NotToYourself):
        transfer(contact=call, member=dana, by=dana.actor, at=LATER)
    passed = transfer(contact=call, member=tomas, by=dana.actor, at=LATER)
    with pytest.raises(passing_on.NotForYou):
        take_transfer(transfer=passed, by=noor.actor, at=LATER)


def test_a_number_outside_is_on_record_and_nobody_takes_it(call: Contact, dana: StaffMember) -> None:
    passed = transfer(contact=call, number="202 555 0100", by=dana.actor, at=LATER)
    with pytest.raises(passing_on.NotForYou):
        take_transfer(transfer=passed, by=dana.actor, at=LATER)


def test_inq_2_one_act_logs_purposes_outcome_and_note_and_ends_it(call: Contact, dana: StaffMember) -> None:
    naming_purposes.add_purpose(
        contact=call, topic="license.renew", quantity=2, wrap_up="referred", by=dana.actor, at=NOW
    )
    finishing.finish(
        contact=call, wrap_up="form", topics=["title.lost"], note="Sent the form.", by=dana.actor, at=LATER
    )
    call.refresh_from_db()
    assert (call.outcome, call.ended_at) == (Outcome.ANSWERED, LATER)
    endings = {one.topic: (one.quantity, one.outcome, one.resolved) for one in call.purposes.all()}
    assert endings == {"license.renew": (2, "referred", False), "title.lost": (1, "form", True)}
    note = call.notes.get()
    assert note.text == "Sent the form."
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactNote.objects.filter(pk=note.pk).update(text="Something else")


def test_a_contact_without_a_purpose_or_with_an_unknown_ending_is_not_logged(
    call: Contact, dana: StaffMember
) -> None:
    with pytest.raises(finishing.NoPurpose):
        finishing.finish(contact=call, wrap_up="answered", by=dana.actor, at=LATER)
    with pytest.raises(naming_purposes.UnknownWrapUp):
        finishing.finish(contact=call, wrap_up="shrug", topics=["title.lost"], by=dana.actor, at=LATER)
    call.refresh_from_db()
    assert (call.ended_at, call.purposes.count()) == (None, 0)


def test_inq_10_a_call_back_is_promised_in_the_same_act(call: Contact, dana: StaffMember) -> None:
    finishing.finish(
        contact=call,
        wrap_up="call_back",
        topics=["title.lost"],
        note="Where is the title?",
        call_back_at=NOW + dt.timedelta(hours=2),
        by=dana.actor,
        at=LATER,
    )
    made = CallBack.objects.get()
    assert (made.about, made.number, made.contact) == ("Where is the title?", "202 555 0147", call)
    call.refresh_from_db()
    assert call.outcome == Outcome.CALL_BACK


def test_inq_11_nobody_has_to_say_who_they_are(dana: StaffMember) -> None:
    call = begin(channel=Channel.PHONE, by=dana.actor, at=NOW)
    finishing.finish(contact=call, wrap_up="answered", topics=["fees"], by=dana.actor, at=LATER)
    assert Party.objects.count() == 0


def test_inq_12_interpreters_and_relays_are_recorded_and_have_no_price(
    call: Contact, dana: StaffMember
) -> None:
    interpreting.use_interpreter(
        contact=call, kind=Help.PHONE, language="es", provider="Line 4", by=dana.actor, at=NOW
    )
    interpreting.use_interpreter(contact=call, kind=Help.VRS, language="en", by=dana.actor, at=LATER)
    finishing.finish(
        contact=call,
        wrap_up="answered",
        topics=["fees"],
        by=dana.actor,
        at=LATER + dt.timedelta(minutes=1),
    )
    uses = [(one.kind, one.started_at, one.ended_at) for one in InterpreterUse.objects.order_by("pk")]
    assert uses == [("phone", NOW, LATER), ("vrs", LATER, LATER + dt.timedelta(minutes=1))]
    columns = {field.name for field in InterpreterUse._meta.get_fields()}
    assert columns.isdisjoint({"price", "amount", "fee", "charge", "cost"})


def test_acc_17_nothing_of_one_customer_goes_over_to_another(
    call: Contact, marisol: Party, dana: StaffMember
) -> None:
    other = register(name="Henry Okafor", phone="202 555 0188", by=dana.actor, at=NOW)
    name_customer(contact=call, customer=other, by=dana.actor, at=NOW)
    name_customer(contact=call, customer=marisol, by=dana.actor, at=NOW)
    verify_identity(
        contact=call, customer=marisol, method="sent_code", evidence="call_back", by=dana.actor, at=NOW
    )
    with pytest.raises(AnotherIsVerified):
        name_customer(contact=call, customer=other, by=dana.actor, at=NOW)
