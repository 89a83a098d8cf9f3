"""APP-4: only listed transitions, with what they ask; published by two people; the clocks on record (X1)."""

import datetime as dt
import json
from typing import Any

import pytest

from frontoffice.authority.models import Approval, Grant, StaffMember
from frontoffice.cases import lifecycle_rules
from frontoffice.cases.actions import keeping_lifecycles, keeping_types, moving, resolving, weighing
from frontoffice.cases.actions.adding import add
from frontoffice.cases.actions.filling import WrongFields, fill_in
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.lifecycles import Definition, standard
from frontoffice.cases.models import Case, CaseChange, Clock, Status, Topic
from frontoffice.cases.queries.standing import standing
from frontoffice.cases.schedules import find_missed_clocks
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from tests import factories
from tests.cases import making
from tests.cases.making import later
from tests.factories import NOW

DISPUTE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "amount": {"type": "number", "title": "Amount in dispute", "minimum": 0},
        "paid_on": {"type": "string", "format": "date", "title": "Paid on"},
    },
    "required": ["amount"],
}


def with_review() -> dict[str, Any]:
    """The standard lifecycle with a stage of review between open and resolved."""
    made = standard()
    made["stages"].insert(2, {"code": "review", "name": "In review", "category": "open"})
    made["transitions"] += [
        {
            "source": "open",
            "to": "review",
            "name": "Send to review",
            "acts": ["move"],
            "note": True,
            "fields": ["amount"],
        },
        {"source": "review", "to": "open", "name": "Back to work", "acts": ["move"]},
        {"source": "review", "to": "resolved", "name": "Decide", "acts": ["resolve"], "complexity": 3},
    ]
    return made


@pytest.fixture
def dispute(topic: Topic) -> Case:
    making.case()  # the first case brings the standard lifecycle and its reasons along
    lifecycle = keeping_lifecycles.draft_lifecycle(
        code="dispute", name="Dispute", definition=json.dumps(with_review()), by=service("demo"), at=NOW
    )
    keeping_lifecycles.publish_lifecycle(version=lifecycle, by=service("demo"), at=NOW)
    kind = keeping_types.draft_case_type(
        code="dispute",
        name="Fee dispute",
        fields=json.dumps(DISPUTE),
        lifecycle="dispute",
        by=service("demo"),
        at=NOW,
    )
    keeping_types.publish_case_type(version=kind, by=service("demo"), at=NOW)
    return making.case(type="dispute")


@pytest.fixture
def ruth(dispute: Case) -> StaffMember:
    return factories.representative("Ruth Okafor")


def test_the_standard_lifecycle_has_nothing_against_it() -> None:
    read = Definition.model_validate(standard())
    assert lifecycle_rules.problems(read, powers=[], reasons=["customer"]) == []


def test_app_4_only_listed_ways_are_gone(dispute: Case, ruth: StaffMember) -> None:
    with pytest.raises(moving.NoSuchWay):
        moving.move(case=dispute, to="review", note="Now.", by=ruth.actor, at=NOW)
    with pytest.raises(moving.NoSuchWay):
        moving.move(case=dispute, to="resolved", by=ruth.actor, at=NOW)


def test_app_4_a_way_asks_for_its_note_and_its_fields(dispute: Case, ruth: StaffMember) -> None:
    from frontoffice.cases.actions.assigning import take

    take(case=dispute, by=ruth.actor, at=NOW)
    with pytest.raises(moving.NoteNeeded):
        moving.move(case=dispute, to="review", by=ruth.actor, at=NOW)
    with pytest.raises(moving.FieldsMissing, match="Amount in dispute"):
        moving.move(case=dispute, to="review", note="High.", by=ruth.actor, at=NOW)
    with pytest.raises(WrongFields, match="amount"):
        fill_in(case=dispute, fields='{"amount": -1}', by=ruth.actor, at=NOW)
    fill_in(case=dispute, fields='{"amount": 120.5}', by=ruth.actor, at=NOW)
    moved = moving.move(case=dispute, to="review", note="High.", by=ruth.actor, at=NOW)
    assert isinstance(moved, Case)
    assert (moved.stage, moved.status) == ("review", Status.OPEN)
    changes = list(CaseChange.objects.filter(case=dispute).order_by("pk").values_list("path", "old", "new"))
    assert changes == [("stage", "new", "open"), ("fields.amount", None, 120.5), ("stage", "open", "review")]
    assert Event.objects.get(name="cases.StageChanged").payload["new"] == "review"


def test_who_may_resolve_less_than_the_way_weighs_asks(dispute: Case, ruth: StaffMember) -> None:
    noor = factories.staff("Noor Haddad")
    Grant.objects.create(
        actor=noor.actor,
        action="cases.resolve",
        complexity_limit=2,
        from_at=later(days=-1),
        granted_by=service("demo"),
    )
    from frontoffice.cases.actions.assigning import take

    take(case=dispute, by=ruth.actor, at=NOW)
    fill_in(case=dispute, fields='{"amount": 1}', by=ruth.actor, at=NOW)
    moving.move(case=dispute, to="review", note="See.", by=ruth.actor, at=NOW)
    asked = resolving.resolve(case=dispute, resolution="Waived.", by=noor.actor, at=NOW)
    assert isinstance(asked, Approval)
    dispute.refresh_from_db()
    assert dispute.status == Status.OPEN


def test_x4_who_wrote_a_lifecycle_does_not_publish_it_alone(topic: Topic) -> None:
    making.case()
    writer = factories.staff("Writer", grants=["cases.draft_lifecycle", "cases.publish_lifecycle"])
    other = factories.staff("Reader", grants=["cases.publish_lifecycle"])
    draft = keeping_lifecycles.draft_lifecycle(
        code="own", name="Own", definition=json.dumps(standard()), by=writer.actor, at=NOW
    )
    assert isinstance(keeping_lifecycles.publish_lifecycle(version=draft, by=writer.actor, at=NOW), Approval)
    draft.refresh_from_db()
    assert draft.published_at is None
    other_draft = keeping_lifecycles.draft_lifecycle(
        code="second", name="Second", definition=json.dumps(standard()), by=writer.actor, at=NOW
    )
    published = keeping_lifecycles.publish_lifecycle(version=other_draft, by=other.actor, at=NOW)
    assert not isinstance(published, Approval)
    assert published.published_by == other.actor


def test_a_stage_that_is_taken_out_says_where_its_cases_go(dispute: Case, ruth: StaffMember) -> None:
    draft = keeping_lifecycles.draft_lifecycle(
        code="dispute", name="Dispute", definition=json.dumps(standard()), by=service("demo"), at=NOW
    )
    with pytest.raises(keeping_lifecycles.UnusableMoves):
        keeping_lifecycles.publish_lifecycle(version=draft, by=service("demo"), at=NOW)
    keeping_lifecycles.draft_lifecycle(
        code="dispute",
        name="Dispute",
        definition=json.dumps(standard()),
        moves='{"review": "open"}',
        by=service("demo"),
        at=NOW,
    )
    keeping_lifecycles.publish_lifecycle(version=draft, by=service("demo"), at=NOW)
    draft.refresh_from_db()
    assert draft.moves == {"review": "open"}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: d["transitions"].pop(0), "needs a way by take"),
        (
            lambda d: d["stages"].append({"code": "lost", "name": "Lost", "category": "open"}),
            "No way leads to Lost",
        ),
        (lambda d: d["transitions"][3].update(power="cases.nothing"), "takes a power"),
        (lambda d: d["stages"][1].update(stops="customer"), "only a stage that waits"),
        (lambda d: d.update(initial="open"), "begins in a stage that is new"),
    ],
)
def test_a_lifecycle_in_which_a_case_gets_stuck_is_refused(spoil: Any, said: str) -> None:
    spoiled = standard()
    spoil(spoiled)
    found = lifecycle_rules.problems(Definition.model_validate(spoiled), powers=[], reasons=["customer"])
    assert any(said in problem for problem in found), found


def test_x1_a_clock_keeps_its_stop_with_its_reason_and_is_met_once(case: Case, dana: StaffMember) -> None:
    reply(case=case, text="Which card?", by=dana.actor, at=later(hours=1))
    clock = Clock.objects.get(case=case)
    assert (clock.kind, clock.due_on, clock.unit) == ("resolution", dt.date(2026, 11, 19), "business")
    assert clock.stops.get().reason == "customer"
    case = add(case=case, text="The blue one.", by=factories.visitor(), at=later(days=6))
    clock.refresh_from_db()
    assert (clock.due_on, clock.stops.get().until_on) == (dt.date(2026, 11, 25), dt.date(2026, 11, 23))
    found = standing(case, at=later(days=6))
    assert (found.age.gross, found.age.net) == (4, 0)
    resolving.resolve(case=case, by=dana.actor, at=later(days=7))
    clock.refresh_from_db()
    assert (clock.done_on, clock.missed_at) == (dt.date(2026, 11, 24), None)


def test_x1_a_missed_clock_is_found_once_and_its_owner_is_told(case: Case, dana: StaffMember) -> None:
    from frontoffice.cases.actions.assigning import take

    take(case=case, by=dana.actor, at=NOW)
    find_missed_clocks(by=service("cases"), at=later(days=2))
    assert Clock.objects.get(case=case).missed_at is None
    for days in (3, 4):
        find_missed_clocks(by=service("cases"), at=later(days=days))
    assert Clock.objects.get(case=case).missed_at == later(days=3)
    assert Event.objects.filter(name="cases.ClockMissed").count() == 1


def test_cmp_6_the_first_answer_is_owed_again_where_the_only_one_did_not_arrive(topic: Topic) -> None:
    from frontoffice.cases.actions.keeping_clocks import unanswered

    Topic.objects.update(first_answer_days=1)
    case, dana = making.case(), factories.representative("Dana Whitfield")
    reply(case=case, text="Which card?", by=dana.actor, at=later(hours=1))
    first = Clock.objects.get(case=case, kind="first_answer")
    assert (first.done_on, first.missed_at) == (dt.date(2026, 11, 17), None)
    unanswered(case)
    again = Clock.objects.get(case=case, kind="first_answer", round=2)
    assert (again.started_on, again.due_on, again.done_at) == (first.started_on, first.due_on, None)


def test_priority_changes_with_a_reason_and_takes_its_own_standard(case: Case, ruth: StaffMember) -> None:
    from frontoffice.cases.actions.keeping_topics import set_standard

    set_standard(topic="cards", priority=1, service_days=1, by=service("demo"), at=NOW)
    with pytest.raises(weighing.ReasonNeeded):
        weighing.set_priority(case=case, priority=1, reason=" ", by=ruth.actor, at=NOW)
    urgent = weighing.set_priority(case=case, priority=1, reason="Flight tomorrow.", by=ruth.actor, at=NOW)
    assert (urgent.priority, urgent.due_on, urgent.received_on) == (
        1,
        dt.date(2026, 11, 18),
        dt.date(2026, 11, 17),
    )
    assert CaseChange.objects.get(path="priority").note.text == "Flight tomorrow."  # type: ignore[union-attr]
