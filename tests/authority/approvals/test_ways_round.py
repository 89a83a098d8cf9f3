"""No way round: approving an approval, machines that decide, arguments that can't be read back (X4, ORD-4)."""

from typing import Any

import pytest

from frontoffice.authority.actions import approving, delegating, questioning
from frontoffice.authority.actions.granting import revoke
from frontoffice.authority.deciders import GoneSinceAsked
from frontoffice.authority.deciding import InConflict, NotAuthorized
from frontoffice.authority.models import Approval, Grant, StaffMember
from frontoffice.authority.queries import staff_visible_to
from frontoffice.authority.registry import ACTIONS
from frontoffice.authority.signatures import VISIBLE
from frontoffice.foundation.models import Actor, Event, Unit
from frontoffice.foundation.money import Money
from tests.authority.approvals.asks import DECIDES, FOUND, asked, asker, chief
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db
APPROVE, SPEND = "authority.approve", "tests.spend"


def done(code: str = "new") -> bool:
    return Unit.objects.filter(code=code).exists()


def learner(name: str = "Lena Novak", *also: str) -> StaffMember:
    """Holds the power, but may only ask to decide."""
    return staff(name, grants=[FOUND, *also], asks=[APPROVE])


def approve(ask: Approval, by: Actor) -> Approval:
    return approving.approve(approval=ask, by=by, at=NOW)


def test_x_4_deciding_can_itself_be_asked_for_and_both_have_to_hold_enough(found_unit: Any) -> None:
    ask = asked(found_unit, asker().actor, code="new")
    lena, ruth = learner(), chief()
    of_it = approve(ask, lena.actor)
    assert (of_it.pk != ask.pk, of_it.status, done()) == (True, "waiting", False)
    assert approve(of_it, ruth.actor).status == "approved"
    ask.refresh_from_db()
    assert (ask.status, ask.decided_by, done()) == ("approved", lena.actor, True)
    step = ask.steps.select_related("decided_by", "authorized_by").get()
    assert (step.decided_by, step.authorized_by) == (lena.actor, ruth.actor)
    assert Event.objects.get(name="tests.UnitFounded").authorized_by == lena.actor


def test_ord_4_who_asked_does_not_come_back_as_the_approver_of_an_approval(found_unit: Any) -> None:
    noor = staff("Noor", asks=[FOUND], grants=[*DECIDES])
    ask = asked(found_unit, noor.actor, code="new")
    of_it = approve(ask, learner().actor)
    with pytest.raises((InConflict, NotAuthorized)):
        approve(of_it, noor.actor)
    with pytest.raises(InConflict):
        approve(ask, noor.actor)
    assert not done()


def test_x_4_a_second_decider_does_not_lend_the_power_that_the_first_lacks(found_unit: Any) -> None:
    ask = asked(found_unit, asker().actor, code="new")
    with pytest.raises(NotAuthorized):
        approve(ask, staff("Without", asks=[APPROVE]).actor)
    lena = learner()
    of_it = approve(ask, lena.actor)
    boss = staff("Boss", grants=["authority.revoke", FOUND])
    revoke(grant=Grant.objects.get(actor=lena.actor, action=FOUND), by=boss.actor, at=NOW)
    with pytest.raises((NotAuthorized, GoneSinceAsked)):
        approve(of_it, chief().actor)
    of_it.refresh_from_db()
    assert (of_it.status, done()) == ("waiting", False)


def test_x_4_an_approver_of_an_approval_is_one_of_those_who_decided(spend: Any) -> None:
    """Two others have to agree: one person can't be the second by letting a learner's agreement count."""
    power = [*DECIDES, SPEND]
    ana, ben, cleo = (staff(name, grants=power) for name in ("Ana", "Ben", "Cleo"))
    lena, mara = (staff(name, grants=[SPEND], asks=[APPROVE]) for name in ("Lena", "Mara"))
    ask = spend(member=staff("Other"), code="new", amount=Money("200.00"), by=ana.actor, at=NOW)
    approve(ask, ben.actor)
    by_lena = approve(ask, lena.actor)
    with pytest.raises((InConflict, NotAuthorized)):
        approve(by_lena, ben.actor)

    other = spend(member=staff("Other"), code="next", amount=Money("200.00"), by=ana.actor, at=NOW)
    approve(approve(other, lena.actor), ben.actor)
    with pytest.raises(InConflict):
        approve(other, ben.actor)
    by_mara = approve(other, mara.actor)
    with pytest.raises((InConflict, NotAuthorized)):
        approve(by_mara, ben.actor)
    assert not done("next")
    approve(by_mara, cleo.actor)
    assert done("next")


def test_an_approval_of_an_approval_that_was_decided_meanwhile_does_nothing_twice(found_unit: Any) -> None:
    ask = asked(found_unit, asker().actor, code="new")
    of_it = approve(ask, learner().actor)
    approve(ask, chief().actor)
    with pytest.raises(approving.AlreadyDecided):
        approve(of_it, chief("Vera").actor)
    assert Event.objects.filter(name="tests.UnitFounded").count() == 1


def test_x_4_a_machine_decides_nothing_whatever_it_was_granted(found_unit: Any) -> None:
    machine = staff(
        "Machine", grants=[*DECIDES, FOUND, "authority.question", "authority.delegate"], automated=True
    )
    ruth = chief()
    ask = asked(found_unit, asker().actor, code="new")
    tries = [
        lambda: approve(ask, machine.actor),
        lambda: approving.decline(approval=ask, reason="No", by=machine.actor, at=NOW),
        lambda: questioning.question(approval=ask, text="Why?", by=machine.actor, at=NOW),
        lambda: delegating.delegate(approval=ask, to=ruth, by=machine.actor, at=NOW),
        lambda: delegating.delegate(approval=ask, to=machine, by=ruth.actor, at=NOW),
    ]
    for attempt in tries:
        with pytest.raises((NotAuthorized, delegating.CanNotDecideIt)):
            attempt()
    ask.refresh_from_db()
    assert (ask.status, ask.notes.count(), done()) == ("waiting", 0, False)
    of_it = approve(ask, learner().actor)
    with pytest.raises(NotAuthorized):
        approve(of_it, machine.actor)


def test_a_machine_may_ask_and_answer_like_anybody(found_unit: Any) -> None:
    machine = staff("Machine", asks=[FOUND], automated=True)
    ruth = chief()
    ask = asked(found_unit, machine.actor, code="new")
    questioning.question(approval=ask, text="Why?", by=ruth.actor, at=NOW)
    questioning.answer(approval=ask, text="The rule says so.", by=machine.actor, at=NOW)
    approve(ask, ruth.actor)
    assert done()


def test_what_is_gone_is_named_and_can_be_declined_by_who_holds_the_power_everywhere(found_unit: Any) -> None:
    ask = asked(found_unit, asker().actor)
    ruth = chief()
    in_unit = staff("Unit's", grants=list(DECIDES))
    Grant.objects.create(
        actor=in_unit.actor, action=FOUND, unit=in_unit.unit, from_at=NOW, granted_by=ruth.actor
    )
    machine = staff("Machine", grants=[*DECIDES, FOUND], automated=True)
    VISIBLE[StaffMember] = lambda *, by, at: StaffMember.objects.none()
    try:
        with pytest.raises(GoneSinceAsked) as gone:
            approve(ask, ruth.actor)
        assert "member" in str(gone.value)
        assert "Decline it" in str(gone.value)
        for nobody in (in_unit.actor, machine.actor):
            with pytest.raises(NotAuthorized):
                approving.decline(approval=ask, reason="Gone", by=nobody, at=NOW)
        assert approving.decline(approval=ask, reason="Gone", by=ruth.actor, at=NOW).status == "declined"
    finally:
        VISIBLE[StaffMember] = staff_visible_to


def test_an_act_that_has_another_shape_now_is_no_longer_possible(found_unit: Any) -> None:
    ask = asked(found_unit, asker().actor)
    known = ACTIONS[FOUND].signature
    ACTIONS[FOUND].signature = approving.decline.signature
    try:
        with pytest.raises(approving.NoLongerPossible, match="Decline it"):
            approve(ask, chief().actor)
    finally:
        ACTIONS[FOUND].signature = known
