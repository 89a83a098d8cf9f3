"""One approval's life with random actors: whatever they try, in whatever order, the rules hold (X4, ORD-4, STF-4)."""

import datetime as dt
import itertools
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from frontoffice.authority.actions import approving, delegating, lapsing, questioning
from frontoffice.authority.models import Approval, ApprovalStep, Grant, StaffMember
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Unit
from frontoffice.foundation.money import Money
from frontoffice.foundation.refusals import Refused
from tests.authority.approvals.asks import DECIDES
from tests.factories import NOW, staff

SPEND = "tests.spend"
MANY = {"Ana": 200, "Ben": 200, "Cleo": 200, "Tom": 50}
_codes = itertools.count(1)


class Life(RuleBasedStateMachine):
    """The model knows who holds the power now, who agreed, and how it stands; all else is the product's."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.at = NOW
        self.code = f"m{next(_codes)}"

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @initialize(two=st.booleans())
    def ask(self, two: bool) -> None:
        self.cast = {name: staff(name, grants=[*DECIDES, SPEND, "authority.withdraw"]) for name in MANY}
        self.cast["Tom"] = staff("Tom", grants=list(DECIDES), limits={SPEND: 50})  # type: ignore[dict-item]
        self.cast["Machine"] = staff("Machine", grants=[*DECIDES, SPEND], automated=True)
        self.cast["Noor"] = staff("Noor", asks=[SPEND], grants=[*DECIDES, "authority.withdraw"])
        self.takes = 2 if two else 1
        amount = Money("200.00" if two else "60.00")
        self.holds = {"Ana", "Ben", "Cleo"}
        self.agreed: set[str] = set()
        self.status = "waiting"
        made = ACTION["spend"](
            member=staff("Other"), code=self.code, amount=amount, by=self.cast["Noor"].actor, at=self.at
        )
        assert isinstance(made, Approval)
        self.approval = made

    def does(self, act: Any, **given: Any) -> bool:
        """Whether the act went through; a refusal changes nothing."""
        before = self.row()
        try:
            act(approval=self.approval, at=self.at, **given)
        except Refused:
            assert self.row() == before
            return False
        return True

    def row(self) -> tuple[Any, ...]:
        approval = Approval.objects.get(pk=self.approval.pk)
        steps = ApprovalStep.objects.filter(approval=approval).order_by("number").values_list("decided_by")
        notes = approval.notes.count()
        return (approval.status, approval.decided_by_id, approval.delegated_to_id, list(steps), notes)

    @property
    def is_open(self) -> bool:
        return self.status in {"waiting", "questioned"}

    def could(self, name: str) -> bool:
        return name in self.holds and name not in self.agreed and self.in_time

    @property
    def in_time(self) -> bool:
        return self.at < self.approval.expires_at

    names = st.sampled_from(["Ana", "Ben", "Cleo", "Tom", "Machine", "Noor"])

    @rule(name=names)
    def approve(self, name: str) -> None:
        counted = self.agreed & self.holds
        may = self.status == "waiting" and self.could(name)
        assert self.does(approving.approve, by=self.cast[name].actor) == may
        if may:
            self.agreed = counted | {name}
            if len(self.agreed) >= self.takes:
                self.status = "approved"

    @rule(name=names)
    def decline(self, name: str) -> None:
        may = self.is_open and name in self.holds
        assert self.does(approving.decline, by=self.cast[name].actor, reason="No") == may
        self.status = "declined" if may else self.status

    @rule(name=names)
    def withdraw(self, name: str) -> None:
        may = self.is_open and name == "Noor"
        assert self.does(approving.withdraw, by=self.cast[name].actor) == may
        self.status = "withdrawn" if may else self.status

    @rule(name=names)
    def question(self, name: str) -> None:
        may = self.status == "waiting" and self.could(name)
        assert self.does(questioning.question, by=self.cast[name].actor, text="Why?") == may
        self.status = "questioned" if may else self.status

    @rule(name=names)
    def answer(self, name: str) -> None:
        may = self.status == "questioned" and name == "Noor" and self.in_time
        assert self.does(questioning.answer, by=self.cast[name].actor, text="So.") == may
        self.status = "waiting" if may else self.status

    @rule(name=names, to=names)
    def delegate(self, name: str, to: str) -> None:
        may = self.is_open and self.could(name) and self.could(to) and to != name
        member: StaffMember = self.cast[to]
        assert self.does(delegating.delegate, by=self.cast[name].actor, to=member) == may

    @rule(hours=st.integers(1, 120))
    def time_goes_by(self, hours: int) -> None:
        self.at += dt.timedelta(hours=hours)

    @rule()
    def the_worker_comes(self) -> None:
        may = self.is_open and not self.in_time
        assert self.does(lapsing.expire, by=service("authority")) == may
        self.status = "expired" if may else self.status

    @precondition(lambda self: "Ben" in self.holds)
    @rule()
    def ben_loses_the_power(self) -> None:
        held = Grant.objects.filter(actor=self.cast["Ben"].actor, action=SPEND)
        held.update(revoked_at=self.at, revoked_by=self.cast["Ana"].actor)
        self.holds.discard("Ben")

    @invariant()
    def it_stands_as_the_rules_say(self) -> None:
        approval = Approval.objects.get(pk=self.approval.pk)
        assert approval.status == self.status
        done = Unit.objects.filter(code=self.code).count()
        assert done == (1 if self.status == "approved" else 0)
        people = list(approval.steps.exclude(decided_by=None).values_list("decided_by__name", flat=True))
        assert len(people) == len(set(people))
        assert "Noor" not in people
        if self.status == "approved":
            assert set(people) == self.agreed
            assert len(people) == self.takes


ACTION: dict[str, Any] = {}


@pytest.mark.django_db
def test_x_4_one_approvals_life_keeps_the_rules_whatever_is_tried(spend: Any) -> None:
    ACTION["spend"] = spend
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Life,
        settings=settings(
            max_examples=40,
            stateful_step_count=18,
            deadline=None,
            suppress_health_check=slow,
            derandomize=True,
        ),
    )
