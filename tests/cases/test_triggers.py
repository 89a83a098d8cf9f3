"""Triggers: what is done of itself, within its publisher's powers, once for each event, and never in circles."""

import datetime as dt
import json
from typing import Any

import pytest

from frontoffice.authority.models import Approval, Grant, StaffMember
from frontoffice.cases.actions import keeping_triggers, weighing
from frontoffice.cases.actions.keeping_views import UnusableConditions
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.models import Case, CaseType, Firing, Topic, Trigger, TriggerOn
from frontoffice.cases.queries.triggers import trial
from frontoffice.cases.schedules import fire_timed_triggers
from frontoffice.foundation import deliveries
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Delivery, Event
from tests.cases import conditions_made, making
from tests.cases.making import later
from tests.cases.triggers_made import CARD, URGENT, drafted, miriam, published, writer
from tests.factories import NOW

pytestmark = pytest.mark.django_db
__all__ = ["miriam", "writer"]  # fixtures


def worker(at: dt.datetime = NOW) -> None:
    making.tell_everything(at)


def test_it_acts_as_itself_on_what_its_conditions_hold_of(
    topic: Topic, writer: StaffMember, miriam: StaffMember
) -> None:
    version = published(writer, miriam)
    card, other = making.case(), making.case(subject="Passport")
    worker()
    card.refresh_from_db()
    other.refresh_from_db()
    assert (card.priority, other.priority) == (1, 3)
    weighed = Event.objects.get(name="cases.CaseWeighed")
    assert weighed.by == version.trigger.actor
    assert weighed.acting_for == miriam.actor
    assert weighed.caused_by is not None
    assert weighed.caused_by.name == "cases.CaseOpened"
    firing = Firing.objects.get()
    assert (firing.case, firing.state, firing.depth) == (card, "done", 0)


def test_x4_who_wrote_it_does_not_publish_it_alone(topic: Topic, miriam: StaffMember) -> None:
    version = drafted(miriam)
    asked = keeping_triggers.publish_trigger(version=version, by=miriam.actor, at=NOW)
    assert isinstance(asked, Approval)
    making.case()
    worker()
    assert not Firing.objects.exists()


def test_it_may_do_no_more_than_its_publisher(topic: Topic, writer: StaffMember, miriam: StaffMember) -> None:
    resolves = [{"act": "resolve", "given": {"code": "done"}}]
    with pytest.raises(keeping_triggers.LacksPowers):
        published(writer, miriam, acts=json.dumps(resolves))
    assert not Trigger.objects.exclude(current=None).exists()
    version = published(writer, miriam, "Within them")
    assert set(Grant.objects.filter(actor=version.trigger.actor).values_list("action", flat=True)) == {
        "cases.set_priority"
    }


def test_what_is_taken_from_the_publisher_is_taken_from_the_trigger(
    topic: Topic, writer: StaffMember, miriam: StaffMember
) -> None:
    published(writer, miriam)
    Grant.objects.filter(actor=miriam.actor, action="cases.set_priority").update(
        revoked_at=NOW, revoked_by=service("authority")
    )
    case = making.case()
    worker()
    case.refresh_from_db()
    firing = Firing.objects.get()
    assert (case.priority, firing.state) == (3, "refused")
    assert "authority" in firing.why


def test_a_trigger_of_one_unit_leaves_the_cases_of_others(
    topic: Topic, writer: StaffMember, miriam: StaffMember
) -> None:
    making.topic("taxes", unit="tax")
    published(writer, miriam, unit="tax")
    front, tax = making.case(), making.case(topic="taxes")
    worker()
    assert [firing.case for firing in Firing.objects.all()] == [tax]
    assert front.priority == 3


def test_of_several_acts_none_stays_where_one_is_refused(
    topic: Topic, writer: StaffMember, miriam: StaffMember
) -> None:
    gone = {"act": "assign", "given": {"assignee": "2222-2222-22"}}
    published(writer, miriam, acts=json.dumps([URGENT, gone]))
    case = making.case()
    worker()
    case.refresh_from_db()
    assert (case.priority, Firing.objects.get().state) == (3, "refused")
    assert not Delivery.objects.filter(dead_at__isnull=False).exists()


def test_told_twice_it_acts_once(topic: Topic, writer: StaffMember, miriam: StaffMember) -> None:
    published(writer, miriam, acts=json.dumps([{"act": "note", "given": {"text": "Cards go first."}}]))
    case = making.case()
    worker()
    again = Delivery.objects.get(reaction="cases.fire_on_opened")
    Delivery.objects.filter(pk=again.pk).update(done_at=None)
    for delivery in deliveries.claim(at=later(minutes=1)):
        deliveries.tell(delivery, at=later(minutes=1))
    assert case.notes.count() == 1
    assert Firing.objects.count() == 1


def _to(priority: str) -> str:
    return json.dumps([{"act": "priority", "given": {"priority": priority, "reason": "By the rule."}}])


def _at(priority: str) -> str:
    return json.dumps({"tests": [{"field": "priority", "op": "is", "values": [priority]}]})


def test_triggers_that_set_each_other_off_come_to_rest_and_it_is_on_record(
    case: Case, dana: StaffMember, writer: StaffMember, miriam: StaffMember
) -> None:
    for name, from_, to in (("Up", "2", "1"), ("Down", "1", "2")):
        published(writer, miriam, name, on=TriggerOn.WEIGHED, conditions=_at(from_), acts=_to(to))
    weighing.set_priority(case=case, priority=2, reason="Begin.", by=dana.actor, at=NOW)
    worker()
    states = list(Firing.objects.order_by("pk").values_list("trigger__name", "state", "depth"))
    assert states == [("Up", "done", 0), ("Down", "done", 1), ("Up", "loop", 2)]


def test_no_chain_of_triggers_is_longer_than_three(
    case: Case, dana: StaffMember, writer: StaffMember, miriam: StaffMember
) -> None:
    sorts = {"cards": "a", "a": "b", "b": "c", "c": "d", "d": "e"}
    for code in sorts.values():
        making.topic(code)
    for at, to in sorts.items():
        published(
            writer,
            miriam,
            f"{at} to {to}",
            on=TriggerOn.SORTED if at != "cards" else TriggerOn.WEIGHED,
            conditions=json.dumps({"tests": [{"field": "topic", "op": "is", "values": [at]}]}),
            acts=json.dumps([{"act": "topic", "given": {"topic": to}}]),
        )
    weighing.set_priority(case=case, priority=2, reason="Begin.", by=dana.actor, at=NOW)
    worker()
    case.refresh_from_db()
    assert case.topic.code == "c"
    assert list(Firing.objects.order_by("pk").values_list("state", "depth")) == [
        ("done", 0),
        ("done", 1),
        ("done", 2),
        ("loop", 3),
    ]


def test_paused_it_does_nothing_and_goes_on_with_what_comes_after(
    topic: Topic, writer: StaffMember, miriam: StaffMember
) -> None:
    trigger = published(writer, miriam).trigger
    keeping_triggers.pause_trigger(trigger=trigger, by=miriam.actor, at=NOW)
    making.case()
    worker()
    assert not Firing.objects.exists()
    keeping_triggers.resume_trigger(trigger=trigger, by=miriam.actor, at=NOW)
    making.case()
    worker()
    assert Firing.objects.count() == 1


def test_a_rule_that_asks_what_is_gone_does_nothing(
    topic: Topic, writer: StaffMember, miriam: StaffMember
) -> None:
    conditions_made.fee_type()
    asks = {"match": "any", "tests": [{"field": "fields.fee.amount", "op": "filled"}, *CARD["tests"]]}
    published(writer, miriam, conditions=json.dumps(asks))
    CaseType.objects.filter(code="fee").update(active=False)
    making.case()
    worker()
    assert not Firing.objects.exists()


@pytest.mark.parametrize(
    ("on", "days", "fires"),
    [
        (TriggerOn.DUE_SOON, 1, {2: 1, 3: 1}),
        (TriggerOn.OVERDUE, 0, {2: 0, 3: 1, 9: 1}),
        (TriggerOn.OVERDUE, 3, {3: 0, 6: 1}),
    ],
)
def test_the_calendar_brings_a_case_once(
    topic: Topic, writer: StaffMember, miriam: StaffMember, on: TriggerOn, days: int, fires: dict[int, int]
) -> None:
    published(writer, miriam, on=on, days=days)
    making.case()  # due the day after tomorrow
    fire_timed_triggers(by=service("cases"), at=NOW)
    assert not Firing.objects.exists()
    for day, count in fires.items():
        fire_timed_triggers(by=service("cases"), at=later(days=day))
        fire_timed_triggers(by=service("cases"), at=later(days=day, hours=1))
        assert Firing.objects.count() == count, day


def test_what_was_late_before_the_trigger_was_published_is_left_alone(
    case: Case, dana: StaffMember, writer: StaffMember, miriam: StaffMember
) -> None:
    Case.objects.filter(pk=case.pk).update(due_on=case.received_on)
    version = drafted(writer, on=TriggerOn.OVERDUE)
    keeping_triggers.publish_trigger(version=version, by=miriam.actor, at=later(days=3))
    fire_timed_triggers(by=service("cases"), at=later(days=4))
    assert not Firing.objects.exists()


def test_waiting_for_the_customer_counts_from_when_it_began(
    case: Case, dana: StaffMember, writer: StaffMember, miriam: StaffMember
) -> None:
    note = json.dumps([{"act": "note", "given": {"text": "Call them."}}])
    published(writer, miriam, on=TriggerOn.WAITING, days=7, acts=note)
    reply(case=case, text="Which one?", by=dana.actor, at=NOW)
    fire_timed_triggers(by=service("cases"), at=later(days=6))
    assert case.notes.count() == 0
    for day in (7, 8):
        fire_timed_triggers(by=service("cases"), at=later(days=day))
    assert case.notes.count() == 1


def test_a_trial_says_whom_it_would_have_hit_and_does_nothing(
    topic: Topic, writer: StaffMember, miriam: StaffMember
) -> None:
    card, _other = making.case(), making.case(subject="Passport")
    found = trial(drafted(writer), seen=Case.objects.all(), at=NOW)
    assert (found.looked_at, list(found.hits)) == (2, [card])
    sorted_ = trial(drafted(writer, "Other", on=TriggerOn.SORTED), seen=Case.objects.all(), at=NOW)
    assert sorted_.looked_at == 0
    card.refresh_from_db()
    assert card.priority == 3


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"conditions": "{"}, UnusableConditions),
        (
            {"conditions": '{"tests": [{"field": "assignee", "op": "me"}]}'},
            UnusableConditions,
        ),
        ({"acts": "[]"}, keeping_triggers.UnusableActs),
        ({"acts": '[{"act": "delete"}]'}, keeping_triggers.UnusableActs),
        ({"acts": '[{"act": "note", "given": {"by": "x"}}]'}, keeping_triggers.UnusableActs),
        ({"acts": '["note"]'}, keeping_triggers.UnusableActs),
        ({"unit": "nowhere"}, keeping_triggers.UnknownUnit),
    ],
)
def test_bad_input_is_refused(
    topic: Topic, writer: StaffMember, given: dict[str, Any], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        drafted(writer, **given)
