"""What is on record is told only to whom was verified, in that contact, to the level it needs; and it is kept."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.actions.approving import approve
from frontoffice.authority.deciding import InConflict, NotAuthorized
from frontoffice.authority.models import Approval, Grant, Interest, Refusal, Relation, StaffMember
from frontoffice.contacts.actions import releasing_information as releasing
from frontoffice.contacts.actions import taking_contacts, verifying
from frontoffice.contacts.actions.releasing_information import release_information
from frontoffice.contacts.actions.taking_contacts import ContactEndedAlready, begin, end
from frontoffice.contacts.actions.verifying import define_method, verify_identity
from frontoffice.contacts.models import (
    Basis,
    Channel,
    Contact,
    DisclosedItem,
    Disclosure,
    Outcome,
    Verification,
)
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def verified(
    contact: Contact, customer: Party, way: str = "sent_code:call_back", **given: object
) -> Verification:
    method, evidence = way.split(":")
    by = contact.representative
    assert by is not None
    return verify_identity(
        contact=contact,
        customer=customer,
        method=method,
        evidence=evidence,
        by=by,
        at=NOW,
        **given,  # type: ignore[arg-type]
    )


def told(contact: Contact, customer: Party, *items: str, **given: object) -> Disclosure | Approval:
    by = contact.representative
    assert by is not None
    return release_information(
        contact=contact,
        customer=customer,
        items=list(items),
        by=by,
        at=NOW,
        **given,  # type: ignore[arg-type]
    )


def test_inq_3_nothing_is_told_before_somebody_is_verified_in_this_contact(
    call: Contact, marisol: Party
) -> None:
    with pytest.raises(releasing.NotVerified):
        told(call, marisol, "address")
    assert Refusal.objects.get().action == "contacts.release_information"
    verified(call, marisol)
    assert isinstance(told(call, marisol, "address"), Disclosure)


def test_inq_3_a_verification_lapses_when_the_contact_ends(
    call: Contact, marisol: Party, dana: StaffMember
) -> None:
    verified(call, marisol)
    end(contact=call, outcome=Outcome.ANSWERED, by=dana.actor, at=NOW)
    with pytest.raises(ContactEndedAlready):
        told(call, marisol, "address")
    again = begin(channel=Channel.PHONE, customer=marisol, by=dana.actor, at=NOW)
    with pytest.raises(releasing.NotVerified):
        told(again, marisol, "address")


def test_inq_3_what_was_told_is_kept_word_for_word(call: Contact, marisol: Party, dana: StaffMember) -> None:
    verified(call, marisol)
    kept = told(call, marisol, "address", "email", "address")
    assert isinstance(kept, Disclosure)
    assert {item.code: item.text for item in kept.items.all()} == {
        "address": "418 Alder Street\nColumbia City",
        "email": "",
    }
    assert len(kept.content_hash) == 64
    for row in (kept, DisclosedItem.objects.first(), Verification.objects.get()):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{row._meta.concrete_fields[-1].name: None})
    event = Event.objects.get(name="contacts.InformationReleased")
    assert (event.payload["items"], event.payload["disclosure_id"]) == (2, kept.pk)
    assert "Alder" not in str(event.payload), "history holds no personal data"


def test_each_item_needs_its_level_and_the_refusal_says_so(call: Contact, marisol: Party) -> None:
    verified(call, marisol, "questions:last_matter")
    assert isinstance(told(call, marisol, "registration"), Disclosure)
    with pytest.raises(releasing.VerifiedTooWeakly, match="“Address” needs a verification of level 2"):
        told(call, marisol, "registration", "address")


def test_a_way_works_only_where_it_can(call: Contact, marisol: Party) -> None:
    with pytest.raises(verifying.UnknownMethod):
        verified(call, marisol, "photo_id:passport")
    with pytest.raises(verifying.UnknownEvidence):
        verified(call, marisol, "questions:passport")


def test_acc_13_failed_tries_are_kept_count_and_lock(call: Contact, marisol: Party) -> None:
    for _try in range(3):
        verified(call, marisol, "questions:birth_date", passed=False)
    with pytest.raises(verifying.TooManyTries):
        verified(call, marisol)
    with pytest.raises(releasing.TooManyTries):
        told(call, marisol, "registration")
    assert Verification.objects.filter(passed=False).count() == 3


def test_only_who_serves_the_contact_verifies_and_tells_in_it(call: Contact, marisol: Party) -> None:
    other = factories.representative("Tomas Reinholt").actor
    with pytest.raises(taking_contacts.NotYourContact):
        verify_identity(
            contact=call, customer=marisol, method="questions", evidence="address", by=other, at=NOW
        )
    verified(call, marisol)
    with pytest.raises(taking_contacts.NotYourContact):
        release_information(contact=call, customer=marisol, items=["address"], by=other, at=NOW)


def test_somebody_else_is_told_only_where_the_customer_authorized_them(
    call: Contact, marisol: Party, dana: StaffMember
) -> None:
    brother = register(name="Luis Ortega", by=dana.actor, at=NOW)
    verified(call, brother)
    with pytest.raises(releasing.NotVerified):
        told(call, marisol, "address")
    with pytest.raises(releasing.NoAuthority):
        told(call, marisol, "address", basis=Basis.AUTHORIZED)
    kept = told(call, marisol, "address", basis=Basis.AUTHORIZED, authority="Form of 2026-10-02, on paper")
    assert isinstance(kept, Disclosure)
    assert kept.verification.party == brother


def test_what_is_above_the_grant_waits_for_a_colleague_who_holds_enough(
    marisol: Party, dana: StaffMember
) -> None:
    newcomer = factories.staff("New Comer", grants=["contacts.begin", "contacts.verify_identity"])
    newcomer_asks = factories.staff(
        "Asker", grants=["contacts.begin", "contacts.verify_identity"], asks=["contacts.release_information"]
    )
    contact = begin(channel=Channel.PHONE, customer=marisol, by=newcomer_asks.actor, at=NOW)
    verified(contact, marisol)
    assert isinstance(told(contact, marisol, "address"), Approval)
    assert not Disclosure.objects.exists()
    without = begin(channel=Channel.PHONE, customer=marisol, by=newcomer.actor, at=NOW)
    with pytest.raises(NotAuthorized):
        told(without, marisol, "address")


def test_a_grant_for_less_confidential_items_waits_for_the_others(marisol: Party) -> None:
    careful = factories.staff("Careful", grants=["contacts.begin", "contacts.verify_identity"])
    Grant.objects.create(
        actor=careful.actor,
        action="contacts.release_information",
        confidentiality_limit=1,
        from_at=NOW - dt.timedelta(days=1),
        granted_by=service("authority"),
    )
    contact = begin(channel=Channel.PHONE, customer=marisol, by=careful.actor, at=NOW)
    verified(contact, marisol)
    assert isinstance(told(contact, marisol, "registration"), Disclosure)
    waits = told(contact, marisol, "registration", "address")
    assert isinstance(waits, Approval)
    approve(approval=waits, by=factories.supervisor().actor, at=NOW)
    kept = Disclosure.objects.latest("pk")
    assert (kept.by, kept.items.count()) == (careful.actor, 2)


def test_nobody_tells_what_is_on_their_own_or_a_relatives_record(
    call: Contact, marisol: Party, dana: StaffMember
) -> None:
    verified(call, marisol)
    Interest.objects.create(
        actor=dana.actor,
        kind="customers.party",
        object_id=marisol.pk,
        relation=Relation.RELATIVE,
        from_at=NOW - dt.timedelta(days=1),
        declared_by=dana.actor,
    )
    with pytest.raises(InConflict):
        told(call, marisol, "address")


def test_bad_input_is_refused_by_its_field(call: Contact, marisol: Party) -> None:
    verified(call, marisol)
    with pytest.raises(releasing.NothingChosen):
        told(call, marisol)
    with pytest.raises(releasing.UnknownItem):
        told(call, marisol, "shoe_size")


def test_the_agency_changes_and_adds_ways_of_verifying(call: Contact, marisol: Party) -> None:
    boss = factories.supervisor().actor
    define_method(code="questions", name="Three questions", level=2, evidence=["address"], by=boss, at=NOW)
    assert verified(call, marisol, "questions:address").level == 2
    define_method(
        code="sent_code", name="Code", level=2, evidence=["call_back"], active=False, by=boss, at=NOW
    )
    with pytest.raises(verifying.UnknownMethod):
        verified(call, marisol)
    with pytest.raises(verifying.LevelOutOfBounds):
        define_method(code="vibes", name="Vibes", level=4, evidence=["address"], by=boss, at=NOW)
    with pytest.raises(verifying.UnknownEvidence):
        define_method(code="vibes", name="Vibes", level=1, evidence=[], by=boss, at=NOW)


def test_a_program_is_told_the_words_too(call: Contact, marisol: Party) -> None:
    from frontoffice.authority.answers import show

    verified(call, marisol)
    kept = told(call, marisol, "phone")
    said = show(kept, by=call.representative)
    assert said["items"] == [{"code": "phone", "text": "202 555 0147"}]
    assert show(Verification.objects.get(), by=call.representative)["level"] == 2
    assert dt.datetime.fromisoformat(said["at"]) == NOW
