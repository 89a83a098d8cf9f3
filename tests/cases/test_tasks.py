"""Tasks on a case: done, dropped, given away, taken back; mandatory ones gate; check lists are copied."""

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.actions.approving import approve
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import Approval, StaffMember
from frontoffice.cases.actions import keeping_checklists, tasking
from frontoffice.cases.actions.keeping_checklists import add_step, define_checklist, end_checklist, end_step
from frontoffice.cases.actions.recording import CaseIsResolved
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.actions.tasking import (
    add_task,
    drop_task,
    finish_task,
    give_task,
    reopen_task,
    use_checklist,
)
from frontoffice.cases.models import Case, Checklist, Status, Step, Task
from frontoffice.cases.queries.tasks import gating, tasks_of
from frontoffice.foundation.models import Actor, Event, Unit
from tests import factories
from tests.cases import making
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(dana: StaffMember) -> Actor:
    return dana.actor


@pytest.fixture
def ruth(db: None) -> StaffMember:
    return factories.senior("Ruth Okafor", username="ruth")


def must(case: Case, by: Actor, title: str = "Look up the title") -> Task:
    return add_task(case=case, title=title, mandatory=True, by=by, at=NOW)


def checklist(ruth: StaffMember, *, on_opening: bool = False, name: str = "Card lost") -> Checklist:
    made = define_checklist(name=name, topic="cards", on_opening=on_opening, by=ruth.actor, at=NOW)
    first = add_step(checklist=made, title="Block the card", mandatory=True, days=1, by=ruth.actor, at=NOW)
    add_step(checklist=made, title="Order a new one", after=first, by=ruth.actor, at=NOW)
    return made


def test_an_open_mandatory_task_keeps_the_case_from_being_resolved_and_is_named(
    case: Case, by: Actor
) -> None:
    task = must(case, by)
    add_task(case=case, title="Nice to have", by=by, at=NOW)
    with pytest.raises(tasking.OpenTasks, match=r".*") as refused:
        resolve(case=case, by=by, at=NOW)
    assert "Look up the title" in str(refused.value)
    assert "Nice to have" not in str(refused.value)
    with pytest.raises(tasking.OpenTasks):
        reply(case=case, text="Done.", resolve=True, by=by, at=NOW)
    finish_task(task=task, by=by, at=NOW)
    assert resolve(case=case, by=by, at=NOW).status == Status.RESOLVED


def test_of_many_open_tasks_three_are_named_and_the_rest_counted(case: Case, by: Actor) -> None:
    for number in range(5):
        must(case, by, f"Task {number}")
    with pytest.raises(tasking.OpenTasks) as refused:
        resolve(case=case, by=by, at=NOW)
    assert "“Task 2” and 2 more" in str(refused.value)


def test_a_held_reply_does_not_resolve_past_a_task_that_came_meanwhile(topic: object, by: Actor) -> None:
    case = making.case()
    asks = factories.staff("Newcomer", grants=["cases.reply"], asks=["correspondence.release"])
    reply(case=case, text="It costs $18.00.", resolve=True, by=asks.actor, at=NOW)
    must(case, by)
    approver = factories.supervisor()
    approve(approval=Approval.objects.get(), by=approver.actor, at=NOW)
    making.tell_everything(NOW)
    case.refresh_from_db()
    assert case.status != Status.RESOLVED, "the gate was shut when the reply went out"
    assert len(gating(case)) == 1


def test_a_task_waits_for_the_one_before_it(case: Case, by: Actor) -> None:
    first = add_task(case=case, title="First", by=by, at=NOW)
    second = add_task(case=case, title="Second", after=first, by=by, at=NOW)
    assert tasks_of(case).next == first
    with pytest.raises(tasking.WaitsForAnother) as refused:
        finish_task(task=second, by=by, at=NOW)
    assert "“First”" in str(refused.value)
    drop_task(task=first, reason="The customer did it.", by=by, at=NOW)
    assert tasks_of(case).next == second
    finish_task(task=second, by=by, at=NOW)
    assert tasks_of(case).open == []


def test_dropping_takes_a_reason_and_everything_is_in_the_history(case: Case, by: Actor) -> None:
    task = must(case, by)
    with pytest.raises(tasking.DropReasonNeeded):
        drop_task(task=task, reason="  ", by=by, at=NOW)
    drop_task(task=task, reason="Sold the car.", by=by, at=NOW)
    with pytest.raises(tasking.TaskNotOpen):
        finish_task(task=task, by=by, at=NOW)
    reopen_task(task=task, by=by, at=NOW)
    with pytest.raises(tasking.TaskIsOpen):
        reopen_task(task=task, by=by, at=NOW)
    finish_task(task=task, by=by, at=NOW)
    names = [e.name for e in Event.objects.filter(name__startswith="cases.Task").order_by("pk")]
    assert names == [f"cases.Task{n}" for n in ("Added", "Dropped", "Reopened", "Done")]
    assert case.notes.get().text == "Sold the car."


def test_a_task_belongs_to_a_colleague_or_a_unit_and_can_be_given_on(
    case: Case, by: Actor, tomas: StaffMember
) -> None:
    front = Unit.objects.get(code="front")
    with pytest.raises(tasking.ColleagueOrUnit):
        add_task(case=case, title="Both", member=tomas, unit=front, by=by, at=NOW)
    task = add_task(case=case, title="Call the bank", member=tomas, by=by, at=NOW)
    given = give_task(task=task, unit=front, by=by, at=NOW)
    assert (given.member, given.unit) == (None, front)
    assert give_task(task=task, by=by, at=NOW).unit is None


def test_the_database_keeps_a_tasks_words_and_that_closing_says_who(case: Case, by: Actor) -> None:
    task = must(case, by)
    for change in ({"title": "Something else"}, {"state": "done"}, {"mandatory": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=task.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        task.delete()


def test_a_task_of_another_case_comes_before_nothing_here(case: Case, by: Actor) -> None:
    other = must(making.case(email="o@example.org"), by)
    with pytest.raises(tasking.OfAnotherCase):
        add_task(case=case, title="Later", after=other, by=by, at=NOW)


def test_tasks_take_the_power_and_a_case_that_is_not_resolved(case: Case, by: Actor) -> None:
    nobody = factories.staff("Without Powers", grants=["cases.note"])
    with pytest.raises(NotAuthorized):
        must(case, nobody.actor)
    resolve(case=case, by=by, at=NOW)
    with pytest.raises(CaseIsResolved):
        must(case, by)


def test_a_check_list_is_copied_onto_new_cases_of_its_topic_in_order(
    topic: object, ruth: StaffMember, by: Actor
) -> None:
    checklist(ruth, on_opening=True)
    case = making.case()
    rows = tasks_of(case).rows
    assert [(task.title, task.mandatory) for task in rows] == [
        ("Block the card", True),
        ("Order a new one", False),
    ]
    assert rows[1].after == rows[0]
    assert rows[0].due_at is not None
    with pytest.raises(tasking.CopiedBefore):
        use_checklist(case=case, checklist=Checklist.objects.get(), by=by, at=NOW)


def test_a_check_list_is_taken_by_hand_and_only_for_its_topic(
    case: Case, ruth: StaffMember, by: Actor
) -> None:
    assert tasks_of(case).rows == []
    made = checklist(ruth)
    use_checklist(case=case, checklist=made, by=by, at=NOW)
    assert len(tasks_of(case).rows) == 2
    making.topic("titles")
    other = making.case(topic="titles", email="t@example.org")
    with pytest.raises(tasking.NotForThisCase):
        use_checklist(case=other, checklist=made, by=by, at=NOW)


def test_what_is_taken_out_of_a_check_list_stays_where_it_was_copied(
    case: Case, ruth: StaffMember, by: Actor
) -> None:
    made = checklist(ruth)
    use_checklist(case=case, checklist=made, by=by, at=NOW)
    end_step(step=Step.objects.get(position=2), by=ruth.actor, at=NOW)
    with pytest.raises(keeping_checklists.EndedBefore):
        end_step(step=Step.objects.get(position=2), by=ruth.actor, at=NOW)
    end_checklist(checklist=made, by=ruth.actor, at=NOW)
    with pytest.raises(keeping_checklists.EndedBefore):
        add_step(checklist=made, title="Late", by=ruth.actor, at=NOW)
    assert len(tasks_of(case).rows) == 2
    assert checklist(ruth).name == "Card lost", "the name is free again"


def test_check_lists_want_a_name_a_topic_and_steps_of_their_own(topic: object, ruth: StaffMember) -> None:
    made = checklist(ruth)
    with pytest.raises(keeping_checklists.NameTaken):
        define_checklist(name="Card lost", by=ruth.actor, at=NOW)
    with pytest.raises(keeping_checklists.TopicNeeded):
        define_checklist(name="Any", on_opening=True, by=ruth.actor, at=NOW)
    other = define_checklist(name="Other", by=ruth.actor, at=NOW)
    with pytest.raises(keeping_checklists.OfAnotherList):
        add_step(checklist=other, title="x", after=made.steps.get(position=1), by=ruth.actor, at=NOW)
