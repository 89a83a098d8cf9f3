"""Many cases at once: looked at first, done case by case on one's own authority, gone on with after a kill, undone."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions import doing_many, going_on_with_many
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Bulk, BulkState, Case, Topic
from frontoffice.foundation import deliveries
from frontoffice.foundation.models import Event
from tests import factories
from tests.cases import making
from tests.cases.desk_pages import NASTY, text
from tests.cases.making import later
from tests.cases.test_saved_views import kept
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(topic: Topic) -> list[Case]:
    return [making.case(subject=f"Case {number}") for number in range(4)]


def prepared(by: StaffMember, cases: list[Case], act: str = "priority", **given: Any) -> Bulk:
    words = given or {"priority": "1", "reason": "The office closes."}
    return doing_many.prepare_many(act=act, given=json.dumps(words), cases=cases, by=by.actor, at=NOW)


def started(bulk: Bulk, by: StaffMember) -> Bulk:
    return doing_many.start_many(bulk=bulk, by=by.actor, at=NOW)


def ends(bulk: Bulk) -> list[str]:
    return list(bulk.parts.order_by("case").values_list("state", flat=True))


def test_nothing_happens_before_it_is_started(cases: list[Case], dana: StaffMember) -> None:
    bulk = prepared(dana, cases)
    assert set(Case.objects.values_list("priority", flat=True)) == {3}
    started(bulk, dana)
    assert set(Case.objects.values_list("priority", flat=True)) == {1}
    assert ends(bulk) == ["done"] * 4
    assert Event.objects.get(name="cases.BulkEnded").payload == {"bulk_id": bulk.pk, "done": 4, "refused": 0}
    assert Event.objects.filter(name="cases.CaseWeighed", by=dana.actor).count() == 4


def test_each_case_goes_by_its_own_authority_and_says_why_not(cases: list[Case], dana: StaffMember) -> None:
    making.topic("taxes", unit="tax")
    elsewhere = making.case(topic="taxes")
    noor = making.of_one_unit(
        "cases.set_priority", "cases.prepare_many", "cases.start_many", unit=cases[0].unit
    )
    for action in ("cases.prepare_many", "cases.start_many"):
        factories.grant(noor, action)
    resolve(case=cases[1], by=dana.actor, at=NOW)
    bulk = started(prepared(noor, [*cases, elsewhere]), noor)
    assert ends(bulk) == ["done", "refused", "done", "done", "refused"]
    why = bulk.parts.get(case=elsewhere).why
    assert "another unit" in why
    assert "resolved" in bulk.parts.get(case=cases[1]).why
    elsewhere.refresh_from_db()
    assert elsewhere.priority == 3


def test_what_was_so_already_and_what_is_asked_are_told_apart(cases: list[Case], dana: StaffMember) -> None:
    bulk = started(prepared(dana, cases[:2], priority="3", reason="As before."), dana)
    assert ends(bulk) == ["same", "same"]
    noted = started(prepared(dana, cases, act="note", text="Closed on Friday."), dana)
    assert ends(noted) == ["done"] * 4


def test_started_twice_it_is_done_once(cases: list[Case], dana: StaffMember) -> None:
    bulk = prepared(dana, cases, act="note", text="Once.")
    started(bulk, dana)
    started(bulk, dana)
    assert [case.notes.count() for case in cases] == [1] * 4


def test_more_than_fifty_are_the_workers_and_go_on_after_it_was_killed(
    cases: list[Case], dana: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doing_many, "AT_ONCE", 3)
    monkeypatch.setattr(going_on_with_many, "AT_A_TIME", 2)
    bulk = started(prepared(dana, cases, act="note", text="By the worker."), dana)
    assert ends(bulk) == ["waiting"] * 4
    first = deliveries.claim(at=NOW)
    assert all(deliveries.tell(one, at=NOW) for one in first)
    assert ends(bulk) == ["done", "done", "waiting", "waiting"]
    making.tell_everything(later(minutes=5))
    bulk.refresh_from_db()
    assert ends(bulk) == ["done"] * 4
    assert bulk.ended_at is not None
    assert [case.notes.count() for case in cases] == [1] * 4


def test_it_can_be_stopped(cases: list[Case], dana: StaffMember, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doing_many, "AT_ONCE", 1)
    bulk = started(prepared(dana, cases), dana)
    doing_many.stop_many(bulk=bulk, by=dana.actor, at=NOW)
    making.tell_everything(later(minutes=1))
    assert ends(bulk) == ["waiting"] * 4
    with pytest.raises(doing_many.NotUnderWay):
        doing_many.stop_many(bulk=bulk, by=dana.actor, at=NOW)


def test_it_is_taken_back_but_for_what_changed_since(
    cases: list[Case], dana: StaffMember, tomas: StaffMember
) -> None:
    from frontoffice.cases.actions.assigning import assign

    assign(case=cases[0], assignee=tomas, by=dana.actor, at=NOW)
    bulk = started(prepared(dana, cases, act="assign", assignee=dana.reference, name="Dana"), dana)
    note(case=cases[3], text="Another thing.", by=tomas.actor, at=NOW)
    undo = doing_many.undo_many(bulk=bulk, by=dana.actor, at=NOW)
    assert doing_many.undo_many(bulk=bulk, by=dana.actor, at=NOW) == undo
    started(undo, dana)
    assert ends(undo) == ["done", "done", "done", "refused"]
    owners = [Case.objects.get(pk=case.pk).assignee for case in cases]
    assert owners == [tomas, None, None, dana]
    with pytest.raises(doing_many.CantBeUndone):
        doing_many.undo_many(bulk=undo, by=dana.actor, at=NOW)


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("priority", {"priority": "1", "reason": "Soon."}),
        ("topic", {"topic": "taxes"}),
        ("resolve", {"code": "done", "resolution": "Card sent."}),
        ("release", {"reason": "On leave."}),
    ],
)
def test_each_act_and_its_way_back(
    cases: list[Case], dana: StaffMember, act: str, given: dict[str, str]
) -> None:
    from frontoffice.cases.actions.assigning import take

    making.topic("taxes", unit="front")
    take(case=cases[0], by=dana.actor, at=NOW)

    def state() -> tuple[Any, ...]:
        case = Case.objects.get(pk=cases[0].pk)
        return case.priority, case.topic.code, case.status, case.assignee

    before = state()
    bulk = started(prepared(dana, cases[:1], act=act, **given), dana)
    assert ends(bulk) == ["done"]
    assert state() != before
    undo = started(doing_many.undo_many(bulk=bulk, by=dana.actor, at=NOW), dana)
    assert ends(undo) == ["done"]
    assert state() == before


def test_a_macro_is_run_on_many(desk: Client, cases: list[Case], dana: StaffMember) -> None:
    from frontoffice.cases.actions.keeping_macros import keep_my_macro

    steps = '[{"do": "take"}, {"do": "note", "text": "Looked at."}]'
    macro = keep_my_macro(name="Take and note", steps=steps, by=dana.actor, at=NOW)
    chosen = {"list": "unit", "act": "macro", "cases": [case.reference for case in cases[:2]]}
    assert "Take and note" in text(desk.post("/desk/many/", chosen))
    answer = desk.post("/desk/many/", chosen | {"step": "prepare", "macro": macro.reference}, follow=True)
    assert text(answer).count("Will be done") == 2
    desk.post(f"{answer.redirect_chain[-1][0]}start/")
    found = Case.objects.filter(assignee=dana)
    assert sorted(found.values_list("pk", flat=True)) == [case.pk for case in cases[:2]]


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ({"act": "delete"}, doing_many.UnknownAct),
        ({"act": "undo:priority"}, doing_many.UnknownAct),
        ({"act": "priority", "given": '{"case": 1}'}, doing_many.UnknownAct),
        ({"act": "priority", "given": "["}, doing_many.UnknownAct),
        ({"act": "priority", "cases": []}, doing_many.NothingChosen),
        ({"act": "priority", "desk_list": "nothing"}, doing_many.NothingChosen),
    ],
)
def test_bad_input_is_refused(
    cases: list[Case], dana: StaffMember, words: dict[str, Any], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        doing_many.prepare_many(**({"cases": cases} | words), by=dana.actor, at=NOW)


def test_all_of_a_list_are_those_that_the_starter_sees(cases: list[Case], dana: StaffMember) -> None:
    view = kept(dana, conditions={"tests": [{"field": "subject", "op": "contains", "values": ["case 2"]}]})
    bulk = doing_many.prepare_many(act="note", given='{"text": "x"}', view=view, by=dana.actor, at=NOW)
    assert bulk.parts.get().case == cases[2]
    every = doing_many.prepare_many(
        act="note", given='{"text": "x"}', desk_list="unit", by=dana.actor, at=NOW
    )
    assert every.total == 4


def test_from_the_table_to_the_result_without_a_script(
    desk: Client, cases: list[Case], dana: StaffMember
) -> None:
    resolve(case=cases[3], by=dana.actor, at=NOW)
    chosen = {"list": "all", "act": "note", "cases": [case.reference for case in cases]}
    assert 'name="cases"' in text(desk.get("/desk/lists/all/"))
    assert "Add a note" in text(desk.post("/desk/many/", chosen))
    empty = desk.post("/desk/many/", chosen | {"step": "prepare", "text": " "})
    assert empty.status_code == 422
    answer = desk.post("/desk/many/", chosen | {"step": "prepare", "text": f"All of you. {NASTY}"})
    assert answer.status_code == 302
    page = text(desk.get(answer.headers["Location"]))
    assert "nothing has happened yet" in page
    assert page.count("Will be done") == 4
    assert "<script>alert" not in page
    assert [case.notes.count() for case in cases] == [0] * 4
    address = re.search(r'action="(/desk/many/[^"]+/start/)"', page)
    assert address is not None
    done = text(desk.post(address[1], follow=True))
    assert done.count("badge--done") == 4
    assert [case.notes.count() for case in cases] == [1] * 4


def test_the_preview_says_why_a_case_would_be_refused(
    desk: Client, cases: list[Case], dana: StaffMember
) -> None:
    resolve(case=cases[1], by=dana.actor, at=NOW)
    bulk = prepared(dana, cases)
    page = text(desk.get(f"/desk/many/{bulk.reference}/"))
    assert "This case is resolved. Reopen it first." in page
    assert "Normal → Urgent" in page
    assert set(Case.objects.values_list("priority", flat=True)) == {3}
    assert ends(bulk) == ["waiting"] * 4
    desk.post(f"/desk/many/{bulk.reference}/start/")
    only = text(desk.get(f"/desk/many/{bulk.reference}/?state=refused"))
    assert cases[1].number in only
    assert cases[0].number not in only


def test_nobody_starts_what_a_colleague_prepared(desk: Client, cases: list[Case], tomas: StaffMember) -> None:
    bulk = prepared(tomas, cases)
    assert desk.get(f"/desk/many/{bulk.reference}/").status_code == 404
    assert desk.post(f"/desk/many/{bulk.reference}/start/").status_code == 404
    assert bulk.parts.filter(state=BulkState.WAITING).count() == 4


def test_choosing_nothing_leads_back_to_the_list(desk: Client, cases: list[Case]) -> None:
    answer = desk.post("/desk/many/", {"list": "unit", "act": "note"}, follow=True)
    assert "Choose cases" in text(answer)
    assert desk.post("/desk/many/", {"list": "2222-2222-22"}).status_code == 404
