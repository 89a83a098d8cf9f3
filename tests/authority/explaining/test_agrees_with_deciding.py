"""What is explained is what is done: over random rows, dates, interests and earlier acts."""

import random
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from frontoffice.authority.deciding import InConflict, NotAuthorized, holds_enough
from frontoffice.authority.explaining import Explanation, Outcome, explain
from frontoffice.authority.models import Approval, Effect, Source, StaffMember
from frontoffice.authority.separation import Part
from frontoffice.foundation.money import Money
from tests.authority.explaining.acts import (
    DAY,
    PLAIN,
    SHARES,
    WEIGH,
    AnyAction,
    arguments,
    certified,
    did,
    interest,
    row,
)
from tests.factories import NOW, agency, staff, unit

pytestmark = pytest.mark.django_db
ROUNDS = 80


def random_row(dice: random.Random, member: StaffMember, name: str, boss: StaffMember) -> None:
    """Any row that the tables take."""
    narrows = dice.random() < 0.25
    acting = not narrows and dice.random() < 0.1
    row(
        member,
        name,
        effect=Effect.NARROWS if narrows else Effect.GIVES,
        source=Source.ACTING if acting else dice.choice([Source.LEVEL, Source.ADDED]),
        acting_for=boss.actor if acting else None,
        unit=dice.choice([None, None, unit("front"), unit("tax")]),
        amount_limit=dice.choice([None, None, Decimal(20), Decimal(60), Decimal(200)]),
        confidentiality_limit=dice.choice([None, None, 0, 1, 3]),
        needs_approval=dice.random() < 0.2,
        review_share=dice.choice(SHARES),
        certification=dice.choice(["", "", "", "scales"]) if not narrows else "",
        until=dice.choice([None, None, NOW, NOW + DAY]),
        revoked_at=(revoked := dice.choice([None, None, None, NOW - DAY / 2, NOW + DAY])),
        revoked_by=boss.actor if revoked else None,
    )


def random_person(dice: random.Random, name: str, boss: StaffMember) -> StaffMember:
    member = staff(f"Person {dice.random():.6f}", unit_code=dice.choice(["front", "tax"]))
    for _number in range(dice.randrange(4)):
        random_row(dice, member, name, boss)
    if dice.random() < 0.3:
        certified(member, until=dice.choice([None, NOW, NOW - DAY, NOW + DAY]))
    if dice.random() < 0.1:
        interest(member, agency(), dice.choice(["self", "relative"]))
    if dice.random() < 0.2:
        did(member, dice.choice([Part.VERIFY_DEPOSIT, Part.PREPARE_DEPOSIT, Part.CLOSE_DRAWER]), agency())
    if dice.random() < 0.05:
        StaffMember.objects.filter(pk=member.pk).update(until=NOW - DAY)
    return StaffMember.objects.get(pk=member.pk)


def random_call(dice: random.Random, name: str, about: StaffMember) -> dict[str, Any]:
    if name == PLAIN:
        return arguments(name, of=unit(dice.choice(["front", "tax"])))
    return arguments(
        name,
        of=unit(dice.choice(["front", "tax"])),
        about=about if dice.random() < 0.1 else None,
        amount=Money(dice.choice(["10.00", "50.00", "100.00"])),
        secret=dice.choice([0, 1, 2]),
        key=f"letter {dice.randrange(1000)}",
    )


def what_it_does(action: AnyAction, call: dict[str, Any], member: StaffMember) -> Any:
    """What the action does, undone again: "done", an Approval, or the refusal."""
    try:
        with transaction.atomic():
            result = action(**call, by=member.actor, at=NOW)
            transaction.set_rollback(True)
        return result
    except (NotAuthorized, InConflict) as refusal:
        return refusal


def agrees(said: Explanation, done: Any) -> bool:
    if isinstance(done, Approval):
        return said.outcome in {Outcome.ASKS, Outcome.DRAWN}
    if done == "done":
        return said.outcome in {Outcome.OUTRIGHT, Outcome.DRAWN}
    return said.outcome == Outcome.NOT and (said.part, said.reason) == (done.part, str(done))


@pytest.mark.parametrize("name", [WEIGH, PLAIN])
def test_x3_what_is_explained_is_what_the_action_does(act: dict[str, AnyAction], name: str) -> None:
    dice, boss = random.Random(name), staff("Boss")
    row(boss, name)
    seen: set[Outcome] = set()
    for _round in range(ROUNDS):
        member = random_person(dice, name, boss)
        StaffMember.objects.filter(pk=member.pk).update(supervisor=boss)
        for who in (member, boss):
            call = random_call(dice, name, who)
            said = explain(act[name], call, by=who.actor, at=NOW)
            done = what_it_does(act[name], call, who)
            assert agrees(said, done), (said, done)
            seen.add(said.outcome)
            failed = {finding.part for finding in said.findings if finding.state == "fails"}
            assert said.outcome == Outcome.NOT or not failed, "nothing is against what may be done"
            assert said.outcome != Outcome.NOT or failed, "what is against it is among the parts"
    assert seen >= (
        {Outcome.OUTRIGHT, Outcome.NOT} | ({Outcome.ASKS, Outcome.DRAWN} if name == WEIGH else set())
    )


@pytest.mark.parametrize("name", [WEIGH, PLAIN])
def test_x3_whoever_is_named_instead_may_do_it(act: dict[str, AnyAction], name: str) -> None:
    dice, boss = random.Random(name), staff("Boss")
    people = [random_person(dice, name, boss) for _number in range(20)]
    nobody = staff("Nobody at all")
    for _round in range(10):
        call = random_call(dice, name, dice.choice(people))
        named = explain(act[name], call, by=nobody.actor, at=NOW).who
        for member in named:
            assert explain(act[name], call, by=member.actor, at=NOW).outcome in {
                Outcome.OUTRIGHT,
                Outcome.DRAWN,
            }
        could = [
            member
            for member in people
            if explain(act[name], call, by=member.actor, at=NOW).outcome in {Outcome.OUTRIGHT, Outcome.DRAWN}
        ]
        assert len(named) >= min(len(could) - 3, 5), (
            "those whom a review would have to make up for may be left out"
        )


def test_stf_5_who_decides_what_others_asked_for_is_not_drawn_for_it(act: dict[str, AnyAction]) -> None:
    asker = staff("Asker")
    for number in range(12):
        ruth = staff(f"Ruth {number}")
        row(ruth, review_share=Decimal("0.5"))
        assert holds_enough(act[WEIGH], arguments(WEIGH), by=ruth.actor, asked_by=asker.actor, at=NOW)
