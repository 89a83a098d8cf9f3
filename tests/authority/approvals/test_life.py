"""One ask from asking to its end: questions, handing on, declining, running out, going higher up (X4)."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from frontoffice.authority import inbox, schedules
from frontoffice.authority.actions import approving, delegating, granting, lapsing, questioning
from frontoffice.authority.deciding import InConflict, NotAuthorized
from frontoffice.authority.inbox import Shelf
from frontoffice.authority.models import Approval, ApprovalNote, Grant, Refusal
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event, Unit
from frontoffice.foundation.refusals import BadInput
from tests.authority.approvals.asks import FOUND, asked, asker, chief, small_chief
from tests.authority.conftest import NoMoneyLeft
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def trail(approval: Approval) -> list[tuple[str, str, str | None, str]]:
    rows = approval.notes.select_related("by", "to")
    return [(n.kind, n.by.name, n.to.name if n.to else None, n.text) for n in rows]


def test_x_4_a_question_goes_back_and_the_answer_makes_it_wait_again(found_unit: Any) -> None:
    noor, ruth = asker(), chief()
    ask = asked(found_unit, noor.actor)
    questioning.question(approval=ask, text="For which counter?", by=ruth.actor, at=NOW)
    with pytest.raises(approving.AskedBack):
        approving.approve(approval=ask, by=ruth.actor, at=NOW)
    assert [a.pk for a in inbox.came_back(by=noor.actor)] == [ask.pk]
    questioning.answer(approval=ask, text="The one by the door.", by=noor.actor, at=NOW + HOUR)
    questioning.question(approval=ask, text="Until when?", by=ruth.actor, at=NOW + HOUR)
    questioning.answer(approval=ask, text="May.", by=noor.actor, at=NOW + HOUR)
    assert trail(ask) == [
        ("question", "Ruth Okafor", "Noor Haddad", "For which counter?"),
        ("answer", "Noor Haddad", "Ruth Okafor", "The one by the door."),
        ("question", "Ruth Okafor", "Noor Haddad", "Until when?"),
        ("answer", "Noor Haddad", "Ruth Okafor", "May."),
    ]
    assert approving.approve(approval=ask, by=ruth.actor, at=NOW + HOUR).status == "approved"
    names = list(Event.objects.filter(name__startswith="authority.Approval").values_list("name", flat=True))
    assert names.count("authority.ApprovalQuestioned") == names.count("authority.ApprovalAnswered") == 2


def test_only_who_asked_answers_and_only_who_could_decide_asks_back(found_unit: Any) -> None:
    noor, ruth, tom = asker(), chief(), small_chief()
    ask = asked(found_unit, noor.actor, amount="90.00")
    for nobody in (tom.actor, staff("Bystander", grants=[FOUND]).actor, noor.actor):
        with pytest.raises((NotAuthorized, InConflict)):
            questioning.question(approval=ask, text="Why?", by=nobody, at=NOW)
    with pytest.raises(questioning.NothingAsked):
        questioning.answer(approval=ask, text="Because.", by=noor.actor, at=NOW)
    questioning.question(approval=ask, text="Why?", by=ruth.actor, at=NOW)
    with pytest.raises(InConflict):
        questioning.answer(approval=ask, text="Because.", by=ruth.actor, at=NOW)
    with pytest.raises(approving.AskedBack):
        questioning.question(approval=ask, text="And why now?", by=ruth.actor, at=NOW)
    for empty in (questioning.answer, questioning.question):
        with pytest.raises(BadInput):
            empty(
                approval=ask, text="  ", by=noor.actor if empty is questioning.answer else ruth.actor, at=NOW
            )


def test_x_4_handing_on_keeps_both_names_and_widens_nothing(found_unit: Any) -> None:
    noor, ruth, vera, tom = asker(), chief(), chief("Vera Lindqvist"), small_chief()
    ask = asked(found_unit, noor.actor, amount="90.00")
    with pytest.raises(delegating.CanNotDecideIt, match="Tom Reyes"):
        delegating.delegate(approval=ask, to=tom, by=ruth.actor, at=NOW)
    with pytest.raises(NotAuthorized):
        delegating.delegate(approval=ask, to=vera, by=tom.actor, at=NOW)
    for not_her in (noor, ruth):
        with pytest.raises(delegating.CanNotDecideIt):
            delegating.delegate(approval=ask, to=not_her, by=ruth.actor, at=NOW)
    delegating.delegate(approval=ask, to=vera, text="You know the counter.", by=ruth.actor, at=NOW)
    assert trail(ask) == [("delegated", "Ruth Okafor", "Vera Lindqvist", "You know the counter.")]
    shelves = {who.actor.name: inbox.counts(by=who.actor, member=who, at=NOW) for who in (ruth, vera)}
    assert shelves["Vera Lindqvist"][Shelf.DELEGATED] == shelves["Vera Lindqvist"][Shelf.MINE] == 1
    assert shelves["Ruth Okafor"][Shelf.MINE] == 0, "it is on Vera's list now"
    decided = approving.approve(approval=ask, by=vera.actor, at=NOW)
    assert decided.decided_by == vera.actor
    assert Event.objects.get(name="tests.UnitFounded").authorized_by == vera.actor


def test_a_delegate_who_lost_the_power_decides_nothing(found_unit: Any) -> None:
    noor, ruth, vera = asker(), chief(), chief("Vera Lindqvist")
    ask = asked(found_unit, noor.actor)
    delegating.delegate(approval=ask, to=vera, by=ruth.actor, at=NOW)
    boss = staff("Boss", grants=["authority.revoke", FOUND])
    granting.revoke(grant=Grant.objects.get(actor=vera.actor, action=FOUND), by=boss.actor, at=NOW)
    with pytest.raises(NotAuthorized):
        approving.approve(approval=ask, by=vera.actor, at=NOW + HOUR)
    assert not Unit.objects.filter(code=ask.arguments["code"]).exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_declining_takes_a_reason(found_unit: Any, reason: str) -> None:
    ask, ruth = asked(found_unit, asker().actor), chief()
    with pytest.raises(approving.ReasonNeeded):
        approving.decline(approval=ask, reason=reason, by=ruth.actor, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=ask.pk).update(status="declined", decided_by=ruth.actor, decided_at=NOW)


def test_x_4_what_nobody_decides_runs_out_and_the_asker_is_told(found_unit: Any) -> None:
    noor, ruth = asker(), chief()
    ask = asked(found_unit, noor.actor)
    # Ten office days after Tuesday, November 17, over two weekends: all of Tuesday, December 1, still counts.
    assert ask.expires_at == dt.datetime(2026, 12, 2, 6, 0, tzinfo=dt.UTC)
    with pytest.raises(lapsing.NotYet):
        lapsing.expire(approval=ask, by=service("authority"), at=ask.expires_at - dt.timedelta(seconds=1))
    with pytest.raises(approving.RanOut):
        approving.approve(approval=ask, by=ruth.actor, at=ask.expires_at)
    schedules.look_after_asks(by=service("authority"), at=ask.expires_at)
    ask.refresh_from_db()
    assert (ask.status, ask.decided_by) == ("expired", service("authority"))
    assert [a.pk for a in inbox.came_back(by=noor.actor)] == [ask.pk]
    questioning.acknowledge(approval=ask, by=noor.actor, at=ask.expires_at)
    assert not inbox.came_back(by=noor.actor).exists()
    decided = Event.objects.filter(name="authority.ApprovalDecided").get()
    assert decided.payload["status"] == "expired"


def test_a_question_that_is_never_answered_runs_out_too(found_unit: Any) -> None:
    noor, ruth = asker(), chief()
    ask = asked(found_unit, noor.actor)
    questioning.question(approval=ask, text="Why?", by=ruth.actor, at=NOW)
    with pytest.raises(approving.RanOut):
        questioning.answer(approval=ask, text="Because.", by=noor.actor, at=ask.expires_at)
    schedules.look_after_asks(by=service("authority"), at=ask.expires_at)
    ask.refresh_from_db()
    assert ask.status == "expired"


def test_an_action_says_itself_how_long_its_asks_wait(reorganize: Any) -> None:
    noor = staff("Noor", grants=["tests.reorganize"])
    ask = reorganize(code="x", by=noor.actor, at=NOW)
    assert ask.expires_at == dt.datetime(2026, 11, 20, 6, 0, tzinfo=dt.UTC)


def test_x_4_what_waits_too_long_climbs_the_line_and_gives_nobody_authority(found_unit: Any) -> None:
    head, lead, noor = staff("Head", unit_code="top"), staff("Lead", grants=["authority.withdraw"]), asker()
    noor.supervisor, lead.supervisor = lead, head
    noor.save()
    lead.save()
    vera = chief("Vera Lindqvist", unit_code="top")
    ask = asked(found_unit, noor.actor)
    # Asked at 10 in the morning, eight office hours: 9 the next morning.
    assert ask.escalates_at == dt.datetime(2026, 11, 18, 15, 0, tzinfo=dt.UTC)
    sees = inbox.approvals_visible_to(by=lead.actor, at=NOW)
    assert not sees.exists()
    schedules.look_after_asks(by=service("authority"), at=ask.escalates_at - HOUR)
    assert not ApprovalNote.objects.exists()
    schedules.look_after_asks(by=service("authority"), at=ask.escalates_at)
    ask.refresh_from_db()
    assert trail(ask) == [("escalated", service("authority").name, "Lead", "")]
    assert sees.get() == ask
    assert inbox.counts(by=lead.actor, member=lead, at=NOW)[Shelf.ESCALATED] == 1
    with pytest.raises(NotAuthorized):
        approving.approve(approval=ask, by=lead.actor, at=ask.escalates_at)
    delegating.delegate(approval=ask, to=vera, by=lead.actor, at=ask.escalates_at)
    schedules.look_after_asks(by=service("authority"), at=ask.escalates_at)
    ask.refresh_from_db()
    assert [note[2] for note in trail(ask) if note[0] == "escalated"] == ["Lead", "Head"]
    assert ask.escalates_at is None, "nobody is further up"
    approving.approve(approval=ask, by=vera.actor, at=NOW + 30 * HOUR)


def test_without_anybody_up_the_line_it_is_marked_for_those_who_can_decide(found_unit: Any) -> None:
    ask, ruth = asked(found_unit, asker().actor), chief()
    schedules.look_after_asks(by=service("authority"), at=ask.escalates_at)
    assert trail(ask) == [("escalated", service("authority").name, None, "")]
    assert inbox.counts(by=ruth.actor, member=ruth, at=NOW)[Shelf.ESCALATED] == 1


def test_no_office_hours_run_while_the_asker_is_asked_back(found_unit: Any) -> None:
    noor, ruth = asker(), chief()
    ask = asked(found_unit, noor.actor)
    questioning.question(approval=ask, text="Why?", by=ruth.actor, at=NOW)
    later = NOW + dt.timedelta(days=3)
    schedules.look_after_asks(by=service("authority"), at=later)
    assert not ApprovalNote.objects.filter(kind="escalated").exists()
    answered = questioning.answer(approval=ask, text="Because.", by=noor.actor, at=later)
    assert answered.escalates_at is not None
    assert answered.escalates_at > later


def test_nobody_but_time_lets_an_ask_run_out_or_climb(found_unit: Any) -> None:
    ask = asked(found_unit, asker().actor)
    mighty = staff("Mighty", grants=["authority.expire", "authority.escalate"])
    for act in (lapsing.expire, lapsing.escalate):
        with pytest.raises(lapsing.NotYet):
            act(approval=ask, by=mighty.actor, at=NOW)


def test_what_is_closed_stays_as_it_is(found_unit: Any) -> None:
    noor, ruth = asker(), chief()
    ask = asked(found_unit, noor.actor)
    approving.withdraw(approval=ask, by=noor.actor, at=NOW)
    tries = [
        lambda: approving.approve(approval=ask, by=ruth.actor, at=NOW),
        lambda: approving.decline(approval=ask, reason="No", by=ruth.actor, at=NOW),
        lambda: approving.withdraw(approval=ask, by=noor.actor, at=NOW),
        lambda: questioning.question(approval=ask, text="Why?", by=ruth.actor, at=NOW),
        lambda: questioning.answer(approval=ask, text="So.", by=noor.actor, at=NOW),
        lambda: delegating.delegate(approval=ask, to=ruth, by=ruth.actor, at=NOW),
        lambda: lapsing.expire(approval=ask, by=service("authority"), at=ask.expires_at),
        lambda: lapsing.escalate(approval=ask, by=service("authority"), at=ask.expires_at),
    ]
    for attempt in tries:
        with pytest.raises(approving.AlreadyDecided):
            attempt()
    assert not inbox.came_back(by=noor.actor).exists(), "who withdrew it knows"


def test_a_refusal_inside_the_waiting_act_is_told_in_words_and_leaves_it_waiting(found_unit: Any) -> None:
    noor, ruth = asker(), chief()
    ask = asked(found_unit, noor.actor)

    def too_late(**_given: Any) -> None:
        raise NoMoneyLeft

    found_unit.function = too_late
    with pytest.raises(NoMoneyLeft) as refusal:
        approving.approve(approval=ask, by=ruth.actor, at=NOW)
    assert str(refusal.value) == "There is not that much left."
    ask.refresh_from_db()
    assert (ask.status, ask.steps.get().decided_by) == ("waiting", None)
    assert Refusal.objects.latest("pk").action == "authority.approve"


def test_the_trail_and_the_steps_can_not_be_rewritten(found_unit: Any) -> None:
    noor, ruth = asker(), chief()
    ask = asked(found_unit, noor.actor)
    questioning.question(approval=ask, text="Why?", by=ruth.actor, at=NOW)
    with connection.cursor() as cursor:
        for statement in (
            "UPDATE authority_approvalnote SET text = 'x'",
            "DELETE FROM authority_approvalnote",
            "UPDATE authority_approvalstep SET needs = 'x'",
            "DELETE FROM authority_approvalstep",
            "UPDATE authority_approval SET facts = '[]'",
            "UPDATE authority_approval SET expires_at = asked_at",
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                cursor.execute(statement)
