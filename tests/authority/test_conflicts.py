"""Conflicts of interest and parted duties, on the person and the object (STF-4, X4)."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from frontoffice.authority import separation
from frontoffice.authority.actions import declaring
from frontoffice.authority.conflicts import keys_of, office_day
from frontoffice.authority.deciding import DutiesApart, InConflict
from frontoffice.authority.models import CompensatingReview, StaffMember
from frontoffice.authority.registry import ACTIONS, action
from frontoffice.authority.separation import APART, APART_UNLESS_SMALL, Part
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party
from frontoffice.foundation.models import Actor
from tests.factories import NOW, agency, staff

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
BOTH = ["tests.take", "tests.prepare", "tests.verify", "authority.declare_interest"]


@pytest.fixture
def till() -> Iterator[dict[str, Any]]:
    """Three parts of one piece of work on a customer: take money, prepare the deposit, verify it."""
    made: dict[str, Any] = {}
    for name, part in (
        ("take", Part.TAKE_MONEY),
        ("prepare", Part.PREPARE_DEPOSIT),
        ("verify", Part.VERIFY_DEPOSIT),
    ):

        @action(f"tests.{name}", title=name, separation=part)
        def act(*, party: Party, by: Actor, at: dt.datetime) -> Party:
            return party

        made[name] = act
    yield made
    for name in made:
        del ACTIONS[f"tests.{name}"]


def customer(name: str = "Ray Tolliver") -> Party:
    return register(name=name, by=staff("Registrar", grants=["customers.register"]).actor, at=NOW)


def declared(member: StaffMember, party: Party, relation: str, by: StaffMember | None = None) -> Any:
    return declaring.declare_interest(
        kind="customers.party",
        reference=party.reference,
        relation=relation,
        staff_member=member if by is not None else None,
        by=(by or member).actor,
        at=NOW,
    )


@pytest.mark.parametrize("relation", ["self", "relative", "household", "financial", "subject"])
def test_stf_4_who_has_an_interest_in_it_does_not_act_on_it(till: Any, relation: str) -> None:
    dana, party = staff(grants=BOTH), customer()
    assert till["take"](party=party, by=dana.actor, at=NOW) == party
    declared(dana, party, relation)
    with pytest.raises(InConflict):
        till["take"](party=party, by=dana.actor, at=NOW)
    assert till["take"](party=customer("Another"), by=dana.actor, at=NOW)
    assert till["take"](party=party, by=staff("Ruth", grants=BOTH).actor, at=NOW)


def test_stf_4_nor_does_the_supervisor_of_whose_own_it_is(till: Any) -> None:
    boss, dana, party = staff("Boss", grants=BOTH), staff(grants=BOTH), customer()
    StaffMember.objects.filter(pk=dana.pk).update(supervisor=boss)
    interest = declared(dana, party, "self")
    with pytest.raises(InConflict):
        till["take"](party=party, by=boss.actor, at=NOW)
    ends = staff("Ending", grants=["authority.end_interest"]).actor
    with pytest.raises(InConflict):
        declaring.end_interest(
            interest=interest,
            by=_granted(dana, "authority.end_interest"),
            at=NOW,
        )
    declaring.end_interest(interest=interest, by=ends, at=NOW)
    assert till["take"](party=party, by=boss.actor, at=NOW + dt.timedelta(seconds=1))


def _granted(member: StaffMember, name: str) -> Actor:
    from frontoffice.authority.models import Grant

    Grant.objects.create(actor=member.actor, action=name, from_at=NOW, granted_by=staff("Giver").actor)
    return member.actor


def test_only_who_may_end_interests_declares_those_of_others() -> None:
    dana, ruth, party = staff(grants=BOTH), staff("Ruth", grants=BOTH), customer()
    with pytest.raises(declaring.NotYours):
        declared(dana, party, "relative", by=ruth)
    _granted(ruth, "authority.end_interest")
    assert declared(dana, party, "relative", by=ruth).actor == dana.actor


def test_x_4_one_person_does_not_do_both_parts_of_the_same_object(till: Any) -> None:
    dana, ruth, party = staff(grants=BOTH), staff("Ruth", grants=BOTH), customer()
    till["prepare"](party=party, by=dana.actor, at=NOW)
    with pytest.raises(DutiesApart):
        till["verify"](party=party, by=dana.actor, at=NOW)
    assert till["verify"](party=customer("Another"), by=dana.actor, at=NOW)
    assert till["verify"](party=party, by=ruth.actor, at=NOW)
    with pytest.raises(DutiesApart):
        till["prepare"](party=party, by=ruth.actor, at=NOW + DAY)


def test_stf_4_in_a_small_office_a_review_makes_up_for_the_second_person(till: Any) -> None:
    dana, party = staff(grants=BOTH), customer()
    till["take"](party=party, by=dana.actor, at=NOW)
    with pytest.raises(DutiesApart):
        till["prepare"](party=party, by=dana.actor, at=NOW)
    boss = staff("Boss", grants=["authority.set_small_office", "authority.review_compensating"])
    declaring.set_small_office(
        office=agency(), until=NOW + DAY, reason="Two people work here", by=boss.actor, at=NOW
    )
    assert till["prepare"](party=party, by=dana.actor, at=NOW) == party
    with pytest.raises(DutiesApart):  # strictly parted, in whatever office
        till["verify"](party=party, by=dana.actor, at=NOW)
    (owed,) = CompensatingReview.objects.filter(reviewed_at=None)
    assert (owed.actor, {owed.part, owed.other_part}) == (dana.actor, {"take_money", "prepare_deposit"})
    with pytest.raises(InConflict):
        declaring.review_compensating(
            review=owed, found_right=True, by=_granted(dana, "authority.review_compensating"), at=NOW
        )
    done = declaring.review_compensating(review=owed, found_right=True, by=boss.actor, at=NOW)
    assert done.reviewed_by == boss.actor
    with pytest.raises(DutiesApart):
        till["prepare"](party=party, by=dana.actor, at=NOW + DAY)


def test_the_matrix_says_the_same_in_both_orders_and_parts_nobody_from_themselves() -> None:
    pairs = APART | APART_UNLESS_SMALL
    assert all(len(pair) == 2 for pair in pairs)
    assert APART.isdisjoint(APART_UNLESS_SMALL)
    for pair in pairs:
        one, other = sorted(pair)
        assert other in separation.against(one)
        assert one in separation.against(other)
    assert not separation.against("request_refund") & {"take_money", "close_drawer", "reconcile"}


def test_an_office_and_its_day_are_one_object() -> None:
    office = agency()
    day = NOW.date()
    assert office_day(office.pk, day) == office_day(office.pk, day)
    assert office_day(office.pk, day) != office_day(office.pk, day + DAY)
    assert office_day(office.pk + 1, day) != office_day(office.pk, day)


def test_what_is_no_stored_row_belongs_to_nothing() -> None:
    assert keys_of("text") == keys_of(None) == keys_of(Party(name="New")) == set()
