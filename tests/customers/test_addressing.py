"""Addresses: each in its role, from a day on, at the word of somebody verified; nothing of them is overwritten."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.authority.models import StaffMember
from frontoffice.contacts.actions.taking_contacts import begin, end
from frontoffice.contacts.actions.verifying import verify_identity
from frontoffice.contacts.models import Channel, Outcome
from frontoffice.customers.actions.addressing import (
    OnFileAlready,
    RequestNotNamed,
    WhichRole,
    change_address,
    end_address,
)
from frontoffice.customers.actions.protecting import protect
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Address, AddressRole, Ground, Party, Requester
from frontoffice.customers.postal import standardize
from frontoffice.customers.queries import address_on, addresses_on
from frontoffice.customers.verified import NotVerified, VerifiedTooWeakly
from frontoffice.foundation.actors import service
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
MAILING, BILLING, HOME = AddressRole.MAILING, AddressRole.BILLING, AddressRole.RESIDENTIAL


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative()


@pytest.fixture
def marisol(dana: StaffMember) -> Party:
    """On file for long: put there by a colleague, with an address for letters and for living."""
    return register(
        name="Marisol Ortega-Reyes",
        address="418 Alder Street\nNorthside, CB 00120",
        address_roles=[HOME, MAILING],
        by=service("customers"),
        at=NOW - dt.timedelta(days=400),
    )


def verified(
    party: Party, dana: StaffMember, evidence: str = "call_back", method: str = "sent_code"
) -> object:
    call = begin(channel=Channel.PHONE, customer=party, by=dana.actor, at=NOW)
    verify_identity(contact=call, customer=party, method=method, evidence=evidence, by=dana.actor, at=NOW)
    return call


def moved(
    party: Party, dana: StaffMember, text: str = "9 Quay Road, Port Ellery, CB 00145", **given: object
) -> Party:
    said: dict[str, object] = {"roles": [MAILING], "address": text} | given
    return change_address(party=party, **said, by=dana.actor, at=NOW)  # type: ignore[arg-type]


def test_acc_1_nothing_changes_at_the_word_of_somebody_who_is_not_verified(
    marisol: Party, dana: StaffMember
) -> None:
    with pytest.raises(NotVerified):
        moved(marisol, dana)
    verified(marisol, dana, "last_matter", "questions")
    with pytest.raises(VerifiedTooWeakly):
        moved(marisol, dana)
    assert marisol.addresses.count() == 2


def test_acc_1_who_is_verified_in_this_contact_moves_and_it_is_kept_how(
    marisol: Party, dana: StaffMember
) -> None:
    call = verified(marisol, dana)
    moved(marisol, dana, effective_on=TODAY + dt.timedelta(days=10), happened_on=TODAY)
    new = marisol.addresses.latest("pk")
    assert (new.ground, new.level, new.channel) == (Ground.IN_CONTACT, 2, "phone")
    assert new.verification == call.reference  # type: ignore[attr-defined]
    assert (new.happened_on, new.received_on, new.recorded_at) == (TODAY, TODAY, NOW)
    before, after = address_on(marisol, MAILING, TODAY), address_on(marisol, MAILING, new.effective_on)
    assert before is not None
    assert before.as_given.startswith("418 Alder")
    assert after == new


def test_acc_1_with_the_contact_the_verification_is_over(marisol: Party, dana: StaffMember) -> None:
    call = verified(marisol, dana)
    end(contact=call, outcome=Outcome.ANSWERED, by=dana.actor, at=NOW)  # type: ignore[arg-type]
    with pytest.raises(NotVerified):
        moved(marisol, dana)


def test_acc_1_a_signed_request_does_too_where_it_is_named(marisol: Party, dana: StaffMember) -> None:
    with pytest.raises(RequestNotNamed):
        moved(marisol, dana, ground=Ground.SIGNED_REQUEST)
    moved(marisol, dana, ground=Ground.SIGNED_REQUEST, evidence="Form 8822, signature as on file")
    assert marisol.addresses.latest("pk").ground == Ground.SIGNED_REQUEST


def test_acc_1_a_file_that_is_kept_closely_asks_for_more(marisol: Party, dana: StaffMember) -> None:
    protect(party=marisol, confidentiality=2, by=factories.supervisor().actor, at=NOW)
    verified(marisol, dana)
    with pytest.raises(VerifiedTooWeakly):
        moved(marisol, dana)


def test_acc_1_who_says_it_was_given_at_registration_is_asked_all_the_same(
    marisol: Party, dana: StaffMember
) -> None:
    with pytest.raises(NotVerified):
        moved(marisol, dana, ground=Ground.REGISTRATION)


def test_acc_1_the_first_address_of_whom_one_has_just_put_on_file_needs_no_more(dana: StaffMember) -> None:
    new = register(name="Ray Tolliver", by=dana.actor, at=NOW)
    moved(new, dana)
    assert new.addresses.get().ground == Ground.REGISTRATION
    with pytest.raises(NotVerified):
        moved(new, dana, "1 Elm St, Northside, CB 00120")


def test_acc_4_a_change_asks_which_and_leaves_the_others(marisol: Party, dana: StaffMember) -> None:
    verified(marisol, dana)
    with pytest.raises(WhichRole):
        moved(marisol, dana, roles=[])
    moved(marisol, dana, roles=[MAILING, BILLING])
    now = addresses_on(marisol, TODAY, by=dana.actor, at=NOW)
    assert {role: row.as_given[:5] for role, row in now.items()} == {
        HOME: "418 A",
        MAILING: "9 Qua",
        BILLING: "9 Qua",
    }


def test_acc_5_the_postal_form_stands_beside_what_was_given(marisol: Party) -> None:
    row = marisol.addresses.first()
    assert row is not None
    assert row.as_given == "418 Alder Street\nNorthside, CB 00120"
    assert row.standardized == "418 ALDER ST, NORTHSIDE CB 00120"
    assert (row.locality, row.region, row.postal_code) == ("NORTHSIDE", "CB", "00120")


@pytest.mark.parametrize(
    ("given", "postal"),
    [
        (
            "1600 North Pennsylvania Avenue Northwest Suite 5, Washington, District of Columbia 20500",
            "1600 N PENNSYLVANIA AVE NW STE 5, WASHINGTON DC 20500",
        ),
        ("P.O. Box 318, Capitol City, CB 00103", "PO BOX 318, CAPITOL CITY CB 00103"),
        ("the blue house behind the mill", ""),
        ("", ""),
    ],
)
def test_acc_5_addresses_are_written_as_the_postal_service_does(given: str, postal: str) -> None:
    assert standardize(given).standardized == postal


def test_the_same_address_again_is_no_change(marisol: Party, dana: StaffMember) -> None:
    verified(marisol, dana)
    with pytest.raises(OnFileAlready):
        moved(marisol, dana, "418 Alder St., Northside CB 00120")


def test_a_temporary_address_gives_way_to_the_lasting_one(marisol: Party, dana: StaffMember) -> None:
    verified(marisol, dana)
    spring = TODAY + dt.timedelta(days=90)
    moved(marisol, dana, until_on=spring)
    during, after = address_on(marisol, MAILING, TODAY), address_on(marisol, MAILING, spring)
    assert during is not None
    assert after is not None
    assert (during.as_given[:6], after.as_given[:6]) == ("9 Quay", "418 Al")


def test_who_keyed_it_wrong_takes_it_back_and_the_earlier_one_counts(
    marisol: Party, dana: StaffMember
) -> None:
    verified(marisol, dana)
    moved(marisol, dana)
    wrong = marisol.addresses.latest("pk")
    end_address(address=wrong, reason="Keyed twice", ended_on=wrong.effective_on, by=dana.actor, at=NOW)
    now = address_on(marisol, MAILING, TODAY)
    assert now is not None
    assert now.as_given.startswith("418 Alder")
    with pytest.raises(NotVerified):
        end_address(
            address=now, reason="Moved away", by=factories.representative("Marcus Bell").actor, at=NOW
        )


def test_x2_the_database_lets_nobody_edit_an_address(marisol: Party) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        marisol.addresses.update(as_given="Somewhere else")
    with pytest.raises(IntegrityError), transaction.atomic():
        marisol.addresses.all().delete()


def test_acc_6_a_confidential_address_is_for_few_eyes(marisol: Party, dana: StaffMember) -> None:
    verified(marisol, dana)
    moved(marisol, dana, roles=[HOME], confidential=True)
    lucia = factories.representative("Lucia F.").actor
    assert HOME in addresses_on(marisol, TODAY, by=dana.actor, at=NOW)
    assert not addresses_on(marisol, TODAY, by=lucia, at=NOW)[HOME].confidential
    assert addresses_on(marisol, TODAY, by=factories.supervisor().actor, at=NOW)[HOME].confidential
    assert "quay" not in Party.objects.get(pk=marisol.pk).found_by


@dataclass(frozen=True)
class Written:
    """A row as the slow reference reads it."""

    order: int
    role: str
    effective: int
    until: int | None
    recorded: int
    ended: int | None
    ended_recorded: int | None


Drawn = tuple[AddressRole, int, int | None, int, tuple[int, int] | None]
ROWS = st.lists(
    st.tuples(
        st.sampled_from([MAILING, HOME]),
        st.integers(0, 12),
        st.none() | st.integers(1, 6),
        st.integers(0, 5),
        st.none() | st.tuples(st.integers(0, 6), st.integers(0, 5)),
    ),
    max_size=7,
)


def slowly(rows: list[Written], role: str, day: int, known: int) -> int | None:
    """Day by day and row by row: what was written later and took effect later goes before."""
    counting = None
    for since in range(day + 1):
        for row in sorted(rows, key=lambda row: row.order):
            if row.role != role or row.effective != since or row.recorded > known:
                continue
            if row.until is not None and day >= row.until:
                continue
            if row.ended is not None and (row.ended_recorded or 0) <= known and day >= row.ended:
                continue
            counting = row.order
    return counting


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, day=st.integers(0, 20), known=st.integers(0, 12))
def test_x1_what_counted_on_a_day_as_it_was_known_then_is_what_the_slow_reading_says(
    dana: StaffMember,
    rows: list[Drawn],
    day: int,
    known: int,
) -> None:
    zero = dt.date(2026, 3, 1)
    with transaction.atomic():
        party = Party.objects.create(name="X", since=zero, registered_by=dana.actor)
        written, pks = [], {}
        for order, (role, effective, lasting, recorded, ending) in enumerate(rows):
            until = effective + lasting if lasting is not None else None
            ended = effective + ending[0] if ending is not None else None
            ended_recorded = recorded + ending[1] if ending is not None else None
            written.append(Written(order, role, effective, until, recorded, ended, ended_recorded))
            row = Address.objects.create(
                party=party,
                role=role,
                as_given=f"{order} Elm St",
                normal=f"{order} elm st",
                received_on=zero,
                effective_on=zero + dt.timedelta(days=effective),
                until_on=zero + dt.timedelta(days=until) if until is not None else None,
                recorded_at=NOW + dt.timedelta(days=recorded),
                recorded_by=dana.actor,
                ground=Ground.REGISTRATION,
                requester=Requester.CUSTOMER,
                ended_on=zero + dt.timedelta(days=ended) if ended is not None else None,
                ended_at=NOW + dt.timedelta(days=ended_recorded) if ended_recorded is not None else None,
                ended_by=dana.actor if ended is not None else None,
            )
            pks[row.pk] = order
        for role in (MAILING, HOME):
            found = address_on(
                party, role, zero + dt.timedelta(days=day), known_at=NOW + dt.timedelta(days=known)
            )
            assert (pks[found.pk] if found is not None else None) == slowly(written, role, day, known)
