"""The written-out questions find what the models' own would find, on any rows."""

import datetime as dt
import random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontoffice.authority import conflicts, separation
from frontoffice.authority.actions import certifying
from frontoffice.authority.conflicts import live_interests
from frontoffice.authority.deciding import NotAuthorized, check_approver, decide
from frontoffice.authority.holding import rows_of, rows_of_each
from frontoffice.authority.models import Act, Effect, Grant, Interest, Relation, StaffMember
from frontoffice.authority.separation import Part
from frontoffice.foundation.money import Money
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
ACTIONS = ["tests.found_unit", "cases.note"]


def days(chance: random.Random) -> dt.datetime | None:
    return chance.choice([None, NOW + chance.randrange(1, 4) * DAY])


@pytest.mark.parametrize("seed", range(5))
def test_the_rows_of_a_grant_are_those_of_the_model(seed: int) -> None:
    chance = random.Random(seed)
    people = [staff(f"Colleague {number}") for number in range(3)]
    boss = staff("Boss", grants=["authority.define_certification", "authority.award_certification"])
    kind = certifying.define_certification(code="cash", name="Cash", months=1, by=boss.actor, at=NOW)
    certifying.award_certification(
        staff_member=people[0], kind=kind, evidence="Course", by=boss.actor, at=NOW
    )
    StaffMember.objects.filter(pk=people[1].pk).update(until=NOW + 2 * DAY)
    for _n in range(60):
        revoked = chance.choice([None, None, NOW + DAY])
        Grant.objects.create(
            actor=chance.choice(people).actor,
            action=chance.choice(ACTIONS),
            effect=chance.choice(Effect.values),
            certification=chance.choice(["", "cash", "other"]),
            from_at=NOW - DAY,
            until=days(chance),
            revoked_at=revoked,
            revoked_by=boss.actor if revoked else None,
            granted_by=boss.actor,
        )
    for person in people:
        for action in ACTIONS:
            for at in (NOW - 2 * DAY, NOW, NOW + DAY, NOW + 2 * DAY, NOW + 40 * DAY):
                asked = rows_of(action, by=person.actor, at=at)
                modeled = rows_of_each([action], of=[person.actor.pk], at=at)
                assert [counts(row) for row in asked] == [counts(row) for row in modeled]


def counts(row: Any) -> tuple[int, bool]:
    return row.pk, not row.certification or bool(row.certified)


@pytest.mark.parametrize("seed", range(5))
def test_so_are_interests_and_acts(seed: int) -> None:
    chance = random.Random(seed)
    boss, people = staff("Boss"), [staff(f"Colleague {number}") for number in range(3)]
    StaffMember.objects.filter(pk=people[0].pk).update(supervisor=boss)
    for _n in range(30):
        ended = days(chance)
        Interest.objects.create(
            actor=chance.choice(people).actor,
            kind=chance.choice(["a.b", "c.d"]),
            object_id=chance.randrange(3),
            relation=chance.choice(Relation.values),
            from_at=NOW,
            ended_at=ended,
            ended_by=boss.actor if ended else None,
            declared_by=boss.actor,
        )
        Act.objects.create(
            actor=chance.choice(people).actor,
            part=chance.choice(list(Part)),
            kind="a.b",
            object_id=chance.randrange(3),
            action="x",
            at=NOW + chance.randrange(3) * DAY,
        )
    for at in (NOW - DAY, NOW, NOW + 3 * DAY):
        for number in range(3):
            keys = {("a.b", number)}
            out = conflicts.conflicted(keys, at=at)
            for one in [boss, *people]:
                assert (conflicts.interest_of(one.actor, keys, at=at) is not None) == (one.actor.pk in out)
                for part in (Part.RECONCILE, Part.TAKE_MONEY, Part.VERIFY_DEPOSIT):
                    found = separation.earlier_part(one.actor, part, keys, at=at)
                    assert (found is not None) == (
                        one.actor.pk in separation.did_the_other_part(part, keys, at=at)
                    )
    assert live_interests(at=NOW).exists()


def test_a_check_asks_three_times_at_most(found_unit: Any) -> None:
    dana, chief = staff(grants=["tests.found_unit"]), staff("Chief", grants=["tests.found_unit"])
    arguments = {"member": staff("Somebody"), "code": "x", "amount": Money("5.00")}
    found_unit.separation = found_unit.approval_separation = Part.TAKE_MONEY
    for ask in (
        lambda: decide(found_unit, arguments, by=dana.actor, at=NOW),
        lambda: check_approver(found_unit, arguments, by=chief.actor, asked_by=dana.actor, at=NOW),
    ):
        with CaptureQueriesContext(connection) as captured:
            assert ask().outright
        assert len(captured) == 3
    nobody = staff("Nobody").actor
    with pytest.raises(NotAuthorized), CaptureQueriesContext(connection) as captured:
        decide(found_unit, arguments, by=nobody, at=NOW)
    assert len(captured) <= 3
