"""Many decide at once: what waits is done once, by one of them, whichever way they came (X4)."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from frontoffice.authority.actions import approving, lapsing
from frontoffice.authority.models import Approval
from frontoffice.foundation.actors import Actor, service
from frontoffice.foundation.models import Event, Unit
from frontoffice.foundation.money import Money
from frontoffice.foundation.refusals import Refused
from tests.authority.approvals.asks import DECIDES, asked, asker, chief
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> Counter[str]:
    """Start all of them together; how often each outcome came."""
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        together.wait(timeout=30)
        try:
            return str(act().status)
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(run, acts))


def approving_by(ask: Approval, by: Actor) -> Callable[[], Approval]:
    return lambda: approving.approve(approval=ask, by=by, at=NOW)


def test_x_4_eight_deciders_at_once_do_it_once(found_unit: Any) -> None:
    ask = asked(found_unit, asker().actor, code="new")
    deciders = [chief(f"Chief {number}").actor for number in range(8)]
    outcomes = at_once(*(approving_by(ask, by) for by in deciders))
    assert outcomes == {"approved": 1, "already_decided": 7}
    assert Unit.objects.filter(code="new").count() == 1
    assert Event.objects.filter(name="tests.UnitFounded").count() == 1
    assert Event.objects.filter(name="authority.ApprovalDecided").count() == 1


def test_x_4_one_decider_twice_at_once_is_one_decision_of_two(spend: Any) -> None:
    power = [*DECIDES, "tests.spend"]
    ana, ben, cleo = (staff(name, grants=power) for name in ("Ana", "Ben", "Cleo"))
    ask = spend(member=staff("Other"), code="new", amount=Money("200.00"), by=ana.actor, at=NOW)
    outcomes = at_once(*(approving_by(ask, ben.actor) for _ in range(4)))
    assert outcomes == {"waiting": 1, "in_conflict": 3}
    assert not Unit.objects.filter(code="new").exists()
    assert approving.approve(approval=ask, by=cleo.actor, at=NOW).status == "approved"


def test_x_4_three_at_once_for_two_steps_take_each_step_once(spend: Any) -> None:
    power = [*DECIDES, "tests.spend"]
    ana, *others = (staff(name, grants=power) for name in ("Ana", "Ben", "Cleo", "Dora"))
    ask = spend(member=staff("Other"), code="new", amount=Money("200.00"), by=ana.actor, at=NOW)
    outcomes = at_once(*(approving_by(ask, member.actor) for member in others))
    assert outcomes == {"waiting": 1, "approved": 1, "already_decided": 1}
    deciders = set(ask.steps.values_list("decided_by", flat=True))
    assert len(deciders) == 2
    assert deciders < {member.actor_id for member in others}
    assert Unit.objects.filter(code="new").count() == 1


def test_x_4_saying_yes_no_and_never_mind_at_once_ends_one_way(found_unit: Any) -> None:
    noor, ruth, vera = asker(), chief(), chief("Vera")
    ask = asked(found_unit, noor.actor, code="new")
    outcomes = at_once(
        approving_by(ask, ruth.actor),
        lambda: approving.decline(approval=ask, reason="No", by=vera.actor, at=NOW),
        lambda: approving.withdraw(approval=ask, by=noor.actor, at=NOW),
        lambda: lapsing.expire(approval=ask, by=service("authority"), at=ask.expires_at),
    )
    assert outcomes.pop("already_decided") == 3
    [(outcome, number)] = outcomes.items()
    ask.refresh_from_db()
    assert (ask.status, number) == (outcome, 1)
    assert Unit.objects.filter(code="new").exists() == (outcome == "approved")
    assert Event.objects.filter(name="authority.ApprovalDecided").count() == 1


def test_x_4_an_approval_and_the_approval_of_an_approval_at_once_do_it_once(found_unit: Any) -> None:
    ask = asked(found_unit, asker().actor, code="new")
    lena = staff("Lena", grants=["tests.found_unit"], asks=["authority.approve"])
    of_it = approving.approve(approval=ask, by=lena.actor, at=NOW)
    ruth, vera = chief(), chief("Vera")
    outcomes = at_once(approving_by(of_it, ruth.actor), approving_by(ask, vera.actor))
    assert outcomes == {"approved": 1, "already_decided": 1}
    assert Event.objects.filter(name="tests.UnitFounded").count() == 1
