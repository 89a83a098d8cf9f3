"""Several agree in order: each another person, nobody twice, each looked at again when the act goes through (X4)."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.actions import approving, granting
from frontoffice.authority.deciding import InConflict, NotAuthorized
from frontoffice.authority.models import Approval, ApprovalStep, Grant, StaffMember, Token
from frontoffice.foundation.models import Event, Unit
from frontoffice.foundation.money import Money
from tests.authority.approvals.asks import DECIDES
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db
SPEND = "tests.spend"


def spender(name: str) -> StaffMember:
    return staff(name, grants=[*DECIDES, SPEND])


def asked(spend: Any, by: StaffMember, amount: str = "200.00", code: str = "new") -> Approval:
    made: Approval = spend(member=staff("Other"), code=code, amount=Money(amount), by=by.actor, at=NOW)
    return made


def is_done(code: str = "new") -> bool:
    return Unit.objects.filter(code=code).exists()


def revoke(who: StaffMember, action: str = SPEND) -> None:
    boss = staff("Boss", grants=["authority.revoke", action])
    granting.revoke(grant=Grant.objects.get(actor=who.actor, action=action), by=boss.actor, at=NOW)


def test_x_4_an_act_that_takes_two_others_waits_whoever_does_it(spend: Any) -> None:
    ana, ben, cleo = spender("Ana"), spender("Ben"), spender("Cleo")
    assert isinstance(asked(spend, ana, "100.00", "small"), Unit), "up to a hundred it takes nobody else"
    ask = asked(spend, ana)
    approving.approve(approval=ask, by=ben.actor, at=NOW)
    ask.refresh_from_db()
    assert (ask.status, is_done()) == ("waiting", False)
    decided = approving.approve(approval=ask, by=cleo.actor, at=NOW)
    assert (decided.status, decided.decided_by, is_done()) == ("approved", cleo.actor, True)
    assert [s.decided_by for s in ask.steps.select_related("decided_by")] == [ben.actor, cleo.actor]
    assert Event.objects.filter(name="authority.ApprovalStepTaken").count() == 1


def test_ord_4_nobody_agrees_twice_or_to_their_own(spend: Any) -> None:
    ana, ben = spender("Ana"), spender("Ben")
    ask = asked(spend, ana)
    with pytest.raises(InConflict):
        approving.approve(approval=ask, by=ana.actor, at=NOW)
    approving.approve(approval=ask, by=ben.actor, at=NOW)
    for again in (ben, ana):
        with pytest.raises(InConflict):
            approving.approve(approval=ask, by=again.actor, at=NOW)
    assert not is_done()
    step = ApprovalStep.objects.get(approval=ask, number=2)
    for nobody in (ben.actor, ana.actor):
        with pytest.raises(IntegrityError), transaction.atomic():
            ApprovalStep.objects.filter(pk=step.pk).update(decided_by=nobody, decided_at=NOW)


def test_ord_4_who_holds_the_key_of_somebody_that_agreed_is_no_second_person(spend: Any) -> None:
    ana, ben, cleo = spender("Ana"), spender("Ben"), spender("Cleo")
    ask = asked(spend, ana)
    approving.approve(approval=ask, by=ben.actor, at=NOW)
    Token.objects.create(
        actor=ben.actor,
        issued_by=cleo.actor,
        name="a program's key",
        hash="h" * 40,
        scopes=["*"],
        expires_at=NOW + dt.timedelta(days=30),
        issued_at=NOW,
    )
    with pytest.raises(InConflict):
        approving.approve(approval=ask, by=cleo.actor, at=NOW)


def test_x_4_who_agreed_and_lost_the_power_since_counts_no_more(spend: Any) -> None:
    ana, ben, cleo, dora = spender("Ana"), spender("Ben"), spender("Cleo"), spender("Dora")
    ask = asked(spend, ana)
    approving.approve(approval=ask, by=ben.actor, at=NOW)
    revoke(ben)
    approving.approve(approval=ask, by=cleo.actor, at=NOW)
    assert not is_done(), "Cleo's took the place of Ben's"
    assert [n.kind for n in ask.notes.all()] == ["agreed", "lapsed", "agreed"]
    approving.approve(approval=ask, by=dora.actor, at=NOW)
    assert is_done()
    assert [s.decided_by for s in ask.steps.select_related("decided_by")] == [cleo.actor, dora.actor]


def test_x_4_who_may_not_decide_any_more_counts_no_more_either(spend: Any) -> None:
    ana, ben, cleo = spender("Ana"), spender("Ben"), spender("Cleo")
    ask = asked(spend, ana)
    approving.approve(approval=ask, by=ben.actor, at=NOW)
    revoke(ben, "authority.approve")
    approving.approve(approval=ask, by=cleo.actor, at=NOW)
    assert not is_done()


def test_the_asker_is_looked_at_again_with_the_last_step(spend: Any) -> None:
    ana, ben, cleo = spender("Ana"), spender("Ben"), spender("Cleo")
    ask = asked(spend, ana)
    approving.approve(approval=ask, by=ben.actor, at=NOW)
    revoke(ana)
    with pytest.raises(NotAuthorized):
        approving.approve(approval=ask, by=cleo.actor, at=NOW)
    ask.refresh_from_db()
    assert (ask.status, ask.steps.filter(decided_by=None).count()) == ("waiting", 1)


def test_x_4_steps_take_the_people_that_the_rule_names_in_its_order(reorganize: Any) -> None:
    act = "tests.reorganize"
    lead = staff("Lead", grants=[*DECIDES, act], unit_code="top")
    noor = staff("Noor", grants=[act], unit_code="west")
    noor.supervisor = lead
    noor.save()
    near = staff("Near", grants=[*DECIDES, act], unit_code="west")
    far = staff("Far", grants=[*DECIDES, act], unit_code="east")
    checker = staff("Checker", grants=[*DECIDES, "tests.check"], unit_code="east")
    ask = reorganize(code="new", by=noor.actor, at=NOW)
    for too_early in (far, checker, lead):
        with pytest.raises(NotAuthorized):
            approving.approve(approval=ask, by=too_early.actor, at=NOW)
    approving.approve(approval=ask, by=near.actor, at=NOW)
    for not_checking in (far, lead):
        with pytest.raises(NotAuthorized):
            approving.approve(approval=ask, by=not_checking.actor, at=NOW)
    approving.approve(approval=ask, by=checker.actor, at=NOW)
    with pytest.raises(NotAuthorized):
        approving.approve(approval=ask, by=far.actor, at=NOW)
    assert not is_done()
    approving.approve(approval=ask, by=lead.actor, at=NOW)
    assert is_done()


def test_x_4_the_last_one_holds_the_act_itself_whatever_the_step_takes(reorganize: Any) -> None:
    reorganize.approvals = lambda _call: ["tests.check"]
    noor = staff("Noor", grants=["tests.reorganize"])
    checker = staff("Checker", grants=[*DECIDES, "tests.check"])
    ask = reorganize(code="new", by=noor.actor, at=NOW)
    with pytest.raises(NotAuthorized):
        approving.approve(approval=ask, by=checker.actor, at=NOW)
    assert not is_done()


def test_any_of_them_can_decline(spend: Any) -> None:
    ana, ben, cleo = spender("Ana"), spender("Ben"), spender("Cleo")
    ask = asked(spend, ana)
    approving.approve(approval=ask, by=ben.actor, at=NOW)
    decided = approving.decline(approval=ask, reason="On second thought, no.", by=cleo.actor, at=NOW)
    assert (decided.status, is_done()) == ("declined", False)
