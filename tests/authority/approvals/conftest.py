"""An act for which two others have to agree, and one that takes certain people in order."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import ACTIONS, ActionFunction, action
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.money import Money


@pytest.fixture
def spend() -> Iterator[ActionFunction[Any, Any]]:
    """`tests.spend`: above 100, two others agree whoever does it."""

    @action(
        "tests.spend",
        title="Spend",
        limit=lambda call: call.amount,
        approvals=lambda call: 2 if call.amount.amount > 100 else 0,
        conflict=lambda call: call.member.actor_id == call.by.pk,
    )
    def spend(*, member: StaffMember, code: str, amount: Money, by: Actor, at: dt.datetime) -> Unit:
        return Unit.objects.create(code=code, name=code)

    yield spend
    del ACTIONS["tests.spend"]


@pytest.fixture
def reorganize() -> Iterator[ActionFunction[Any, Any]]:
    """`tests.reorganize`: a colleague of the unit, somebody who may check, then a supervisor of the asker."""

    @action(
        "tests.reorganize",
        title="Reorganize",
        approvals=lambda _call: ["unit", "tests.check", "supervisor"],
        expires_after=2,
    )
    def reorganize(*, code: str, by: Actor, at: dt.datetime) -> Unit:
        return Unit.objects.create(code=code, name=code)

    @action("tests.check", title="Check")
    def check(*, code: str, by: Actor, at: dt.datetime) -> None:
        """Stands for a power of its own."""

    yield reorganize
    del ACTIONS["tests.reorganize"], ACTIONS["tests.check"]
