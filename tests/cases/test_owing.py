"""What a case leaves to do follows the case through every act, whatever the order, and can be put right from it."""

import datetime as dt
import random
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command

from frontoffice.authority import work
from frontoffice.authority.models import StaffMember, WorkItem
from frontoffice.cases.actions import owing
from frontoffice.cases.actions.adding import add
from frontoffice.cases.actions.assigning import assign, release_to_unit, take
from frontoffice.cases.actions.assisting import advise, ask_for_help
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import reopen, resolve
from frontoffice.cases.actions.sorting import change_topic
from frontoffice.cases.models import Case, Topic
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.refusals import Refused
from tests import factories
from tests.cases import making

pytestmark = pytest.mark.django_db


def undone(kind: str = owing.CASE) -> list[WorkItem]:
    return list(WorkItem.objects.filter(kind=kind, closed_at__isnull=True))


def test_an_open_case_is_its_units_then_its_owners_and_due_at_the_end_of_its_day(
    case: Case, dana: StaffMember
) -> None:
    (item,) = undone()
    assert (item.member, item.unit, item.page) == (None, case.unit, case.reference)
    assert item.title == f"{case.number} Lost card"
    take(case=case, by=dana.actor, at=making.later(hours=1))
    (item,) = undone()
    assert item.member == dana
    zone = factories.agency().zone
    assert item.due_at == clock.start_of(case.due_on + dt.timedelta(days=1), zone)


def test_a_case_that_waits_for_the_customer_is_nobodys_work_until_they_answer(
    case: Case, dana: StaffMember
) -> None:
    at = making.later(hours=1)
    reply(case=case, text="Which card?", by=dana.actor, at=at)
    assert undone() == []
    add(case=case, text="The green one.", by=factories.visitor(), at=making.later(hours=2))
    (item,) = undone()
    assert item.member == dana


def test_a_question_to_a_colleague_is_theirs_until_it_is_answered(case: Case, dana: StaffMember) -> None:
    ruth = factories.senior()
    asked = ask_for_help(case=case, question="What now?", whom=ruth, by=dana.actor, at=making.later(hours=1))
    (item,) = undone(owing.HELP)
    assert (item.member, item.page) == (ruth, case.reference)
    advise(case=case, text="This.", asked=asked, by=ruth.actor, at=making.later(hours=2))
    assert undone(owing.HELP) == []


Act = Callable[[Case, StaffMember, StaffMember, dt.datetime], object]
ACTS: list[Act] = [
    lambda case, who, lead, at: take(case=case, by=who.actor, at=at),
    lambda case, who, lead, at: assign(case=case, assignee=who, by=lead.actor, at=at),
    lambda case, who, lead, at: release_to_unit(case=case, by=lead.actor, at=at),
    lambda case, who, lead, at: reply(case=case, text="Words", by=who.actor, at=at),
    lambda case, who, lead, at: reply(case=case, text="More", keep_open=True, by=who.actor, at=at),
    lambda case, who, lead, at: resolve(case=case, by=lead.actor, at=at),
    lambda case, who, lead, at: reopen(case=case, reason="Again", by=lead.actor, at=at),
    lambda case, who, lead, at: add(case=case, text="More", by=factories.visitor(), at=at),
    lambda case, who, lead, at: change_topic(case=case, topic="cards", by=lead.actor, at=at),
    lambda case, who, lead, at: change_topic(case=case, topic="titles", by=lead.actor, at=at),
    lambda case, who, lead, at: ask_for_help(case=case, question="How?", by=who.actor, at=at),
]


@pytest.mark.parametrize("seed", range(6))
def test_after_any_story_nothing_has_to_be_put_right(topic: Topic, seed: int) -> None:
    story = random.Random(seed)
    making.topic("titles", unit="back", days=5)
    lead = factories.supervisor()
    people = [factories.representative(name) for name in ("Dana Whitfield", "Tomas Reinholt")]
    cases = [making.case() for _ in range(3)]
    for hour in range(25):
        chosen = story.choice(cases), story.choice(people), lead, making.later(hours=hour)
        try:
            story.choice(ACTS)(*chosen)
        except Refused:
            continue
    for kind in (work.KINDS[owing.CASE], work.KINDS[owing.HELP]):
        assert work.reconcile(kind, by=service("authority"), at=making.later(days=9)) == work.Put(0, 0, 0)


def test_what_is_not_true_any_more_is_put_right_and_then_stays(case: Case, dana: StaffMember) -> None:
    other = making.case(subject="Another")
    WorkItem.objects.filter(about_id=other.pk).update(member=dana, title="Wrong")
    settled = WorkItem.objects.get(about_id=case.pk)
    WorkItem.objects.filter(pk=settled.pk).update(closed_at=making.later(), closed_by=dana.actor)
    kind, by, at = work.KINDS[owing.CASE], service("authority"), making.later(hours=1)
    assert work.reconcile(kind, by=by, at=at) == work.Put(opened=1, moved=1, closed=0)
    assert work.reconcile(kind, by=by, at=at) == work.Put(0, 0, 0)
    Case.objects.filter(pk=other.pk).update(status="waiting", waiting_since=other.due_on)
    assert work.reconcile(kind, by=by, at=at) == work.Put(0, 0, closed=1)
    told = StringIO()
    call_command("work", stdout=told)
    assert "cases.case: 0 opened, 0 moved, 0 closed" in told.getvalue()
