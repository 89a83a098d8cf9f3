"""Two small actions to try the kernel on: one with a limit and a conflict, one open to visitors."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from frontoffice.authority import registry
from frontoffice.authority.actions.approving import waiting
from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import ActionFunction, action
from frontoffice.foundation.events import FACTS, announce, fact
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.money import Money
from frontoffice.foundation.refusals import Refused


@fact("tests.UnitFounded")
class UnitFounded:
    unit_id: int


class NoMoneyLeft(Refused):
    message = "There is not that much left."


BUDGET = 500


@pytest.fixture
def found_unit() -> Iterator[ActionFunction[Any, Any]]:
    """`tests.found_unit`: makes a unit for a staff member, up to an amount; nobody does so for themselves."""

    @action("tests.found_unit", title="Found a unit", limit=lambda call: call.amount, conflict=_own)
    def found(*, member: StaffMember, code: str, amount: Money, by: Actor, at: dt.datetime) -> Unit:
        if amount.amount > BUDGET - waiting(member):
            raise NoMoneyLeft
        unit = Unit.objects.create(code=code, name=code)
        announce(UnitFounded(unit_id=unit.pk), about=[unit, member], by=by, at=at)
        return unit

    yield found
    del registry.ACTIONS["tests.found_unit"]


def _own(call: Any) -> bool:
    return bool(call.member.actor_id == call.by.pk)


@pytest.fixture
def open_unit() -> Iterator[ActionFunction[Any, Any]]:
    """`tests.open_unit`: the same for anybody, without a limit."""

    @action("tests.open_unit", title="Open a unit", open_to=["anonymous"])
    def open_(*, code: str, by: Actor, at: dt.datetime) -> Unit:
        unit = Unit.objects.create(code=code, name=code)
        announce(UnitFounded(unit_id=unit.pk), about=unit, by=by, at=at)
        return unit

    yield open_
    del registry.ACTIONS["tests.open_unit"]


assert "tests.UnitFounded" in FACTS
