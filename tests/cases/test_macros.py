"""Macros: named steps, each an act with one's own authority; all or none; then the next case of the list."""

import json

import pytest
from django.test import Client

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import Approval, Grant, Refusal, StaffMember
from frontoffice.cases.actions import keeping_macros as keeping
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.actions.keeping_modules import (
    NotYours,
    RetiredBefore,
    keep_my_module,
    retire_my_module,
)
from frontoffice.cases.actions.running_macros import StepRefused, run_macro
from frontoffice.cases.macros import UnusableSteps
from frontoffice.cases.models import Case, Macro, Note, Task
from frontoffice.correspondence.models import Message
from frontoffice.foundation.actors import service
from tests import factories
from tests.cases import making
from tests.cases.desk_pages import PART, address, text

pytestmark = pytest.mark.django_db
AT = making.later(hours=1)
NOTE = {"do": "note", "text": "Told {{customer}}."}
REPLY = {"do": "reply", "text": "Dear {{customer}}, it is on its way.", "then": "resolve"}


def macro(by: StaffMember, *steps: dict[str, object], name: str = "Told and done") -> Macro:
    return keeping.keep_my_macro(name=name, steps=json.dumps(list(steps)), by=by.actor, at=AT)


def run(case: Case, kept: Macro, by: StaffMember) -> Case:
    return run_macro(case=case, macro=kept, by=by.actor, at=AT)


def test_its_steps_are_done_in_order_each_as_if_by_itself(case: Case, dana: StaffMember) -> None:
    done = run(case, macro(dana, {"do": "take"}, NOTE, REPLY), dana)
    assert (done.status, done.assignee) == ("resolved", dana)
    assert Note.objects.get().text == "Told Marisol Ortega-Reyes."
    assert Message.objects.get().body == "Dear Marisol Ortega-Reyes, it is on its way."


def test_every_kind_of_step_can_be_done(case: Case, dana: StaffMember, tomas: StaffMember) -> None:
    making.topic("tires")
    ruth = factories.senior()
    steps: list[dict[str, object]] = [
        {"do": "take"},
        {"do": "watch"},
        {"do": "priority", "priority": 1, "reason": "Soon."},
        {"do": "topic", "topic": "tires"},
        {"do": "task", "title": "Call", "days": 2},
        {"do": "move", "to": "waiting"},
        {"do": "release"},
        {"do": "assign", "to": tomas.reference, "reason": "Yours."},
        {"do": "resolve", "code": "answered", "text": "Done."},
    ]
    case_done = run(case, macro(ruth, *steps[:-3]), ruth)
    assert (case_done.priority, case_done.topic.code, case_done.status) == (1, "tires", "waiting")
    assert Task.objects.get().due_at is not None
    case_done = run(case, macro(ruth, {"do": "assign", "to": tomas.reference}, steps[-1]), ruth)
    assert (case_done.assignee, case_done.resolution) == (tomas, "Done.")


def test_a_refused_step_undoes_all_and_says_which_and_why(case: Case, dana: StaffMember) -> None:
    kept = macro(dana, NOTE, {"do": "move", "to": "nowhere"})
    with pytest.raises(
        StepRefused, match=r"Nothing was done\. Step 2, “Move it to another stage”: From where"
    ):
        run(case, kept, dana)
    assert not Note.objects.exists()
    assert Refusal.objects.get().action == "cases.run_macro"


def test_each_step_takes_the_authority_that_it_takes_by_itself(case: Case, dana: StaffMember) -> None:
    kept = macro(dana, {"do": "take"}, NOTE)
    Grant.objects.filter(actor=dana.actor, action="cases.note").update(until=making.later(minutes=1))
    with pytest.raises(StepRefused) as refused:
        run(case, kept, dana)
    assert (refused.value.status, refused.value.part) == (403, "grant")
    case.refresh_from_db()
    assert case.assignee is None


def test_what_would_wait_for_approval_is_not_asked_for_among_other_steps(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(complexity=3)
    limited = factories.staff(
        "Limited", grants=["cases.run_macro", "cases.keep_my_macro", "cases.take"], username="limited"
    )
    Grant.objects.create(
        actor=limited.actor,
        action="cases.resolve",
        complexity_limit=1,
        from_at=making.later(days=-1),
        granted_by=service("demo"),
    )
    kept = macro(limited, {"do": "take"}, {"do": "resolve", "text": "Done."})
    with pytest.raises(StepRefused, match="Ask for it by itself"):
        run(case, kept, limited)
    assert not Approval.objects.exists()


def test_a_reply_with_a_blank_stops_the_macro(topic: object, dana: StaffMember) -> None:
    nameless = making.case(name="", email="")
    with pytest.raises(StepRefused, match="Fill in first: customer’s name"):
        run(nameless, macro(dana, REPLY), dana)
    assert not Message.objects.exists()


def test_a_reply_is_its_text_module_in_the_customers_language(topic: object, dana: StaffMember) -> None:
    module = keep_my_module(
        shortcut="done",
        name="Done",
        languages=["en", "es"],
        texts=["Done.", "Hecho."],
        by=dana.actor,
        at=AT,
    )
    kept = macro(dana, {"do": "reply", "module": module.reference})
    run(making.case(language="es"), kept, dana)
    assert Message.objects.get().body == "Hecho."
    retire_my_module(module=module, by=dana.actor, at=AT)
    with pytest.raises(StepRefused, match="text module was taken out of use"):
        run(making.case(), kept, dana)


@pytest.mark.parametrize(
    "steps",
    [
        "[]",
        "nonsense",
        '[{"do": "fly"}]',
        '[{"do": "note"}]',
        '[{"do": "take", "more": 1}]',
        '{"do": "take"}',
    ],
)
def test_steps_that_nobody_can_do_are_refused_when_written(steps: str, dana: StaffMember) -> None:
    with pytest.raises(UnusableSteps):
        keeping.keep_my_macro(name="x", steps=steps, by=dana.actor, at=AT)


def test_x2_versions_stay_and_a_retired_one_runs_no_more(case: Case, dana: StaffMember) -> None:
    kept = macro(dana, NOTE)
    kept = keeping.keep_my_macro(
        name="Other", steps=json.dumps([{"do": "take"}]), macro=kept, by=dana.actor, at=AT
    )
    assert list(kept.versions.order_by("number").values_list("number", "name")) == [
        (1, "Told and done"),
        (2, "Other"),
    ]
    keeping.retire_my_macro(macro=kept, by=dana.actor, at=AT)
    kept.refresh_from_db()
    with pytest.raises(RetiredBefore):
        run(case, kept, dana)


def test_only_who_may_keeps_those_of_colleagues(dana: StaffMember, tomas: StaffMember) -> None:
    steps = json.dumps([NOTE])
    with pytest.raises(NotAuthorized):
        keeping.keep_shared_macro(name="x", steps=steps, by=dana.actor, at=AT)
    with pytest.raises(NotYours):
        keeping.retire_my_macro(macro=macro(tomas, NOTE), by=dana.actor, at=AT)


def test_after_it_the_next_case_of_the_list_opens(desk: Client, topic: object, dana: StaffMember) -> None:
    first, second, third = (making.case(subject=f"Card {number}") for number in (1, 2, 3))
    kept = macro(dana, {"do": "take"}, {"do": "resolve", "text": "Done."})
    answer = desk.post(
        f"{address(second, 'macros/run')}?view=unit&sort=due", {"macro": kept.reference}, headers=PART
    )
    assert answer.headers["HX-Push-Url"] == f"{address(third)}?view=unit&sort=due"
    page = text(answer)
    assert "Card 3" in page
    assert f"row-{second.reference}" not in page
    answer = desk.post(f"{address(third, 'macros/run')}?view=unit&sort=due", {"macro": kept.reference})
    assert answer.headers["Location"] == f"{address(first)}?view=unit&sort=due"
    answer = desk.post(
        f"{address(first, 'macros/run')}?view=unit&sort=due", {"macro": kept.reference}, headers=PART
    )
    assert "Nothing is left in this list" in text(answer)


def test_where_a_step_is_refused_the_case_stays_open_with_the_reason(
    desk: Client, case: Case, dana: StaffMember
) -> None:
    kept = macro(dana, {"do": "release"})
    answer = desk.post(address(case, "macros/run"), {"macro": kept.reference}, headers=PART)
    assert answer.status_code == 422
    assert "Nobody has this case" in text(answer)
    assert desk.post(address(case, "macros/run"), {"macro": "nothing"}).status_code == 404


def test_the_list_says_what_each_does_in_few_queries(
    desk: Client, case: Case, dana: StaffMember, django_assert_max_num_queries: object
) -> None:
    take(case=case, by=dana.actor, at=AT)
    for number in range(3):
        macro(dana, NOTE, {"do": "topic", "topic": "cards"}, name=f"Macro {number}")
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        page = text(desk.get(address(case, "macros"), headers=PART))
    assert 'data-key="3"' in page
    assert "Change the topic: Topic cards" in page


def test_the_setup_page_puts_steps_together_in_order(desk: Client, case: Case, dana: StaffMember) -> None:
    page = text(desk.post("/desk/macros/new/", {"name": "M", "whose": "mine", "edit": "add", "kind": "note"}))
    assert 'name="s0-text"' in page
    sent = {"name": "M", "whose": "mine", "do": "note", "s0-text": "One."}
    page = text(desk.post("/desk/macros/new/", sent | {"edit": "add", "kind": "take"}))
    assert 'name="do" value="note take"' in page
    page = text(desk.post("/desk/macros/new/", sent | {"do": "note take", "edit": "up:1"}))
    assert 'name="do" value="take note"' in page
    assert "One." in page
    page = text(desk.post("/desk/macros/new/", sent | {"do": "note take", "edit": "drop:0"}))
    assert 'name="do" value="take"' in page
    assert desk.post("/desk/macros/new/", sent | {"do": ""}).status_code == 422
    assert desk.post("/desk/macros/new/", sent | {"s0-text": ""}).status_code == 422
    assert desk.post("/desk/macros/new/", sent | {"do": "note take"}).status_code == 302
    kept = Macro.objects.select_related("current").get()
    assert kept.current is not None
    assert kept.current.steps == [{"do": "note", "text": "One."}, {"do": "take"}]
    own = f"/desk/macros/{kept.reference}/"
    assert 'name="s0-text"' in text(desk.get(own))
    assert desk.post(own, sent).status_code == 302
    assert "Version 2" in text(desk.get(own))
    assert desk.post(f"{own}retire/").status_code == 302
    assert "Taken out of use" in text(desk.get("/desk/macros/"))
