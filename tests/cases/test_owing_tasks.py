"""Tasks on the lists of work: they follow their case to whoever has it, and leave the lists when it is resolved."""

import datetime as dt
import random
from collections.abc import Callable

import pytest

from frontoffice.authority import work
from frontoffice.authority.models import StaffMember, WorkItem
from frontoffice.cases.actions import owing_tasks
from frontoffice.cases.actions.assigning import assign, release_to_unit, take
from frontoffice.cases.actions.resolving import reopen, resolve
from frontoffice.cases.actions.sorting import change_topic
from frontoffice.cases.actions.tasking import add_task, drop_task, finish_task, give_task, reopen_task
from frontoffice.cases.models import Case, Task, TaskState, Topic
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from tests import factories
from tests.cases import making
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def listed() -> list[tuple[StaffMember | None, str]]:
    rows = WorkItem.objects.filter(kind=owing_tasks.KIND, closed_at__isnull=True).order_by("pk")
    return [(item.member, item.title.partition(" · ")[0]) for item in rows]


def test_a_task_of_whoever_has_the_case_moves_with_the_case(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    add_task(case=case, title="Call the lab", by=dana.actor, at=NOW)
    add_task(case=case, title="Ask the bank", member=tomas, by=dana.actor, at=NOW)
    assert listed() == [(None, "Call the lab"), (tomas, "Ask the bank")]
    take(case=case, by=dana.actor, at=NOW)
    assert listed() == [(dana, "Call the lab"), (tomas, "Ask the bank")]
    assign(case=case, assignee=tomas, by=dana.actor, at=NOW)
    assert listed() == [(tomas, "Call the lab"), (tomas, "Ask the bank")]
    release_to_unit(case=case, by=tomas.actor, at=NOW)
    assert listed() == [(None, "Call the lab"), (tomas, "Ask the bank")]


def test_what_is_open_when_the_case_is_resolved_leaves_the_lists_and_stays_on_record(
    case: Case, dana: StaffMember
) -> None:
    task = add_task(case=case, title="Thank the lab", by=dana.actor, at=NOW)
    resolve(case=case, by=dana.actor, at=NOW)
    assert listed() == []
    assert Task.objects.get(pk=task.pk).state == TaskState.OPEN
    reopen(case=case, reason="Not yet.", by=dana.actor, at=making.later(hours=1))
    assert [title for _member, title in listed()] == ["Thank the lab"]


def test_a_task_can_be_handed_over_and_back(case: Case, dana: StaffMember, tomas: StaffMember) -> None:
    task = add_task(case=case, title="Ask the bank", member=dana, by=dana.actor, at=NOW)
    hand_over = work.KINDS[owing_tasks.KIND].reassign
    assert hand_over is not None
    hand_over(about_id=task.pk, to=tomas, reason="Away.", by=dana.actor, at=NOW)
    assert listed() == [(tomas, "Ask the bank")]
    hand_over(about_id=task.pk, to=None, reason="Away.", by=dana.actor, at=NOW)
    task.refresh_from_db()
    assert (task.member, task.unit) == (None, case.unit)


Act = Callable[[Case, Task, StaffMember, Actor, dt.datetime], object]
ACTS: list[Act] = [
    lambda case, task, who, by, at: add_task(case=case, title="One more", by=by, at=at),
    lambda case, task, who, by, at: give_task(task=task, member=who, by=by, at=at),
    lambda case, task, who, by, at: give_task(task=task, unit=case.unit, by=by, at=at),
    lambda case, task, who, by, at: give_task(task=task, by=by, at=at),
    lambda case, task, who, by, at: finish_task(task=task, by=by, at=at),
    lambda case, task, who, by, at: drop_task(task=task, reason="No.", by=by, at=at),
    lambda case, task, who, by, at: reopen_task(task=task, by=by, at=at),
    lambda case, task, who, by, at: assign(case=case, assignee=who, by=by, at=at),
    lambda case, task, who, by, at: release_to_unit(case=case, by=by, at=at),
    lambda case, task, who, by, at: change_topic(case=case, topic="titles", by=by, at=at),
    lambda case, task, who, by, at: change_topic(case=case, topic="cards", by=by, at=at),
    lambda case, task, who, by, at: resolve(case=case, by=by, at=at),
    lambda case, task, who, by, at: reopen(case=case, reason="Again", by=by, at=at),
]


@pytest.mark.parametrize("seed", range(3))
def test_after_any_story_of_tasks_nothing_has_to_be_put_right(topic: Topic, seed: int) -> None:
    story = random.Random(seed)
    making.topic("titles", unit="back", days=5)
    lead = factories.supervisor().actor
    people = [factories.representative(name) for name in ("Dana Whitfield", "Tomas Reinholt")]
    cases = [making.case() for _ in range(2)]
    add_task(case=cases[0], title="First", by=lead, at=NOW)
    for hour in range(30):
        task = story.choice(list(Task.objects.select_related("case")))
        who, case, at = story.choice(people), story.choice(cases), making.later(hours=hour)
        try:
            story.choice(ACTS)(case, task, who, lead, at)
        except Refused:
            continue
    kind, at = work.KINDS[owing_tasks.KIND], making.later(days=9)
    assert work.reconcile(kind, by=service("authority"), at=at) == work.Put(0, 0, 0)
