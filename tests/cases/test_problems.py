"""One problem that many report: hung together, counted twice over (CMP-12), and answered once, exactly once each."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from frontoffice.authority.actions.approving import approve
from frontoffice.authority.models import Approval, StaffMember
from frontoffice.cases.actions import answering_problems, keeping_problems
from frontoffice.cases.actions.answering_problems import answer_part, answer_problem
from frontoffice.cases.actions.keeping_problems import (
    attach_to_problem,
    close_problem,
    detach_from_problem,
    find_cause,
    open_problem,
    reopen_problem,
)
from frontoffice.cases.actions.merging import merge
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.actions.tasking import add_task
from frontoffice.cases.models import AnswerPart, Case, PartState, Problem, Report, Status
from frontoffice.cases.queries.problems import candidates, counted, last_event, progress_of
from frontoffice.correspondence.models import Message
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Actor
from tests import factories
from tests.cases import making
from tests.cases.desk_pages import text
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TEXT = "Dear {name}, the machine printed blank cards. Yours is on its way."


def reported(number: int, **given: str) -> list[Case]:
    return [
        making.case(
            text=f"The new card in my envelope number {n} is blank, nothing is printed.",
            subject="Blank card",
            **({"name": f"Asker {n}", "email": f"asker{n}@example.org"} | given),
        )
        for n in range(number)
    ]


@pytest.fixture
def by(dana: StaffMember) -> Actor:
    return dana.actor


@pytest.fixture
def cases(topic: object) -> list[Case]:
    return reported(4)


@pytest.fixture
def problem(cases: list[Case], by: Actor) -> Problem:
    made = open_problem(title="Blank cards are sent", topic="cards", case=cases[0], by=by, at=NOW)
    return attach_to_problem(problem=made, cases=cases[1:], by=by, at=NOW)


def answered(problem: Problem, by: Actor, **given: object) -> object:
    words = {"text": TEXT, "seen": last_event()} | given
    return answer_problem(problem=problem, by=by, at=NOW, **words)  # type: ignore[arg-type]


def states() -> list[str]:
    return list(AnswerPart.objects.order_by("pk").values_list("state", flat=True))


def test_cmp_12_reports_and_issues_are_both_counted(problem: Problem, cases: list[Case], by: Actor) -> None:
    making.case(email="other@example.org", text="Something else.")
    [one, two] = [making.case(email=f"{n}@example.org", text="Plates.") for n in range(2)]
    merge(case=one, into=two, reason="The same.", by=by, at=NOW)
    told = counted(Case.objects.all())
    assert (told.reports, told.issues) == (7, 3), "four on one problem, two merged, one by itself"


def test_a_case_hangs_on_one_problem_and_can_be_taken_off(
    problem: Problem, cases: list[Case], by: Actor
) -> None:
    attach_to_problem(problem=problem, cases=cases, by=by, at=NOW)
    assert Report.objects.count() == 4, "a second time changes nothing"
    other = open_problem(title="Late cards", topic="cards", by=by, at=NOW)
    with pytest.raises(keeping_problems.HangsElsewhere) as refused:
        attach_to_problem(problem=other, cases=cases[:1], by=by, at=NOW)
    assert "Blank cards are sent" in str(refused.value)
    report = Report.objects.get(case=cases[0])
    detach_from_problem(report=report, by=by, at=NOW)
    with pytest.raises(keeping_problems.NotAttached):
        detach_from_problem(report=report, by=by, at=NOW)
    attach_to_problem(problem=other, cases=cases[:1], by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(problem=problem, case=cases[0], by=by, at=NOW)


def test_cases_that_read_alike_are_offered_and_others_are_not(topic: object, by: Actor) -> None:
    alike = reported(3)
    making.case(email="x@example.org", subject="Moving", text="When does the office in the north open?")
    made = open_problem(title="Blank cards are sent", topic="cards", case=alike[0], by=by, at=NOW)
    offered = candidates(made, seen=Case.objects.all())
    assert {one.case for one in offered} == set(alike[1:])
    assert all(one.likeness > 5 for one in offered)


def test_the_cause_is_found_before_it_is_closed_and_every_finding_stays(problem: Problem, by: Actor) -> None:
    with pytest.raises(keeping_problems.CauseNeeded):
        close_problem(problem=problem, by=by, at=NOW)
    find_cause(problem=problem, cause="The ribbon.", by=by, at=NOW)
    find_cause(problem=problem, cause="The print head.", by=by, at=NOW)
    assert list(problem.findings.values_list("text", flat=True)) == ["The ribbon.", "The print head."]
    close_problem(problem=problem, by=by, at=NOW)
    with pytest.raises(keeping_problems.ProblemIsClosed):
        attach_to_problem(problem=problem, cases=reported(1, email="late@example.org"), by=by, at=NOW)
    reopen_problem(problem=problem, by=by, at=NOW)
    with pytest.raises(keeping_problems.ProblemNotClosed):
        reopen_problem(problem=problem, by=by, at=NOW)


def test_one_answer_reaches_each_by_name_and_resolves_their_case(
    problem: Problem, cases: list[Case], by: Actor
) -> None:
    answered(problem, by)
    assert states() == ["waiting"] * 4
    making.tell_everything(NOW)
    assert states() == ["sent"] * 4
    told = dict(Message.objects.values_list("to_address", "body"))
    assert told["asker2@example.org"] == TEXT.replace("{name}", "Asker 2")
    assert set(Case.objects.values_list("status", flat=True)) == {Status.RESOLVED}
    assert set(Case.objects.values_list("assignee__actor", flat=True)) == {by.pk}


def test_each_is_answered_in_their_language_where_there_is_a_text(topic: object, by: Actor) -> None:
    spanish = making.case(email="es@example.org", name="Lucía", language="es")
    korean = making.case(email="ko@example.org", name="", language="ko")
    made = open_problem(title="Blank", topic="cards", case=spanish, by=by, at=NOW)
    attach_to_problem(problem=made, cases=[korean], by=by, at=NOW)
    answered(made, by, languages=["es"], texts=["Hola, {name}."])
    making.tell_everything(NOW)
    told = dict(Message.objects.values_list("to_address", "body"))
    assert told["es@example.org"] == "Hola, Lucía."
    assert told["ko@example.org"].startswith("Dear, the machine")
    with pytest.raises(answering_problems.TextForEachLanguage):
        answered(made, by, languages=["es"], texts=[])


def test_what_changed_is_resolved_merged_or_gated_meanwhile_is_left_out_and_listed(
    problem: Problem, cases: list[Case], by: Actor
) -> None:
    seen = last_event()
    note(case=cases[0], text="She called.", by=by, at=NOW)
    resolve(case=cases[1], by=by, at=NOW)
    answer = answered(problem, by, seen=seen)
    add_task(case=cases[2], title="Check", mandatory=True, by=by, at=NOW)
    making.tell_everything(NOW)
    told = progress_of(answer)  # type: ignore[arg-type]
    assert (told.sent, told.waiting, told.all, told.done) == (1, 0, 4, 4)
    why = {part.case: part.why for part in told.left_out}
    assert why.keys() == set(cases[:3])
    assert "Something changed" in why[cases[0]]
    assert "Resolved already" in why[cases[1]]
    assert Message.objects.count() == 1


def test_an_open_mandatory_task_leaves_the_case_out_and_is_named(
    problem: Problem, cases: list[Case], by: Actor
) -> None:
    add_task(case=cases[0], title="Check the mail", mandatory=True, by=by, at=NOW)
    answered(problem, by)
    making.tell_everything(NOW)
    [left] = AnswerPart.objects.filter(state=PartState.LEFT_OUT)
    assert "Check the mail" in left.why


def test_pressed_twice_or_told_twice_each_is_answered_once(problem: Problem, by: Actor) -> None:
    words = {"problem": problem, "text": TEXT, "seen": last_event(), "by": by, "at": NOW}
    first = answer_problem.once("one-key")(**words)  # type: ignore[arg-type]
    assert answer_problem.once("one-key")(**words) == first  # type: ignore[arg-type]
    with pytest.raises(keeping_problems.AnswerOnItsWay):
        answered(problem, by)
    making.tell_everything(NOW)
    for part in AnswerPart.objects.all():
        answer_part(part.pk, by=service("cases"), at=NOW)
    assert Message.objects.count() == 4
    with pytest.raises(answering_problems.NobodyToAnswer):
        answered(problem, by)


def test_a_worker_killed_within_a_part_leaves_nothing_of_it_and_sends_it_when_it_is_back(
    problem: Problem, by: Actor
) -> None:
    answered(problem, by)
    part = AnswerPart.objects.order_by("pk")[0]

    class Killed(BaseException):
        pass

    @transaction.atomic
    def killed() -> None:
        answer_part(part.pk, by=service("cases"), at=NOW)
        assert Message.objects.count() == 1
        raise Killed

    with pytest.raises(Killed):
        killed()
    assert (Message.objects.count(), states()) == (0, ["waiting"] * 4)
    making.tell_everything(NOW)
    assert (Message.objects.count(), states()) == (4, ["sent"] * 4)


def test_x4_who_is_read_before_has_the_whole_read_once_and_not_each(
    cases: list[Case], problem: Problem
) -> None:
    asks = factories.staff(
        "Newcomer", grants=["cases.answer_problem", "cases.reply"], asks=["correspondence.release"]
    )
    waiting = answered(problem, asks.actor)
    assert isinstance(waiting, Approval)
    assert states() == []
    approver = factories.supervisor("Miriam Castellanos")
    approve(approval=waiting, by=approver.actor, at=NOW)
    making.tell_everything(NOW)
    assert states() == ["sent"] * 4
    assert Approval.objects.count() == 1
    assert set(Message.objects.values_list("by", flat=True)) == {asks.actor.pk}


def test_nothing_is_taken_off_while_its_answer_is_on_the_way(problem: Problem, by: Actor) -> None:
    answered(problem, by)
    with pytest.raises(keeping_problems.AnswerOnItsWay):
        detach_from_problem(report=Report.objects.all()[0], by=by, at=NOW)


# Pages


def test_on_the_pages_a_problem_is_opened_filled_looked_at_and_answered(
    desk: Client, cases: list[Case]
) -> None:
    assert "No open problem" in text(desk.get("/desk/problems/"))
    form = {"title": "Blank cards are sent", "topic": "cards"}
    assert desk.post("/desk/problems/", form | {"title": ""}).status_code == 422
    page = desk.post("/desk/problems/", form).headers["Location"]
    assert "May be about the same" in text(desk.get(page))
    wrong = desk.post(f"{page}attach/", {"number": "C-1999-000001"})
    assert wrong.status_code == 422
    assert "C-1999-000001" in text(wrong)
    chosen = {"cases": [case.reference for case in cases[:3]], "number": cases[3].number}
    assert desk.post(f"{page}attach/", chosen).status_code == 302
    assert "Answer all 4" in text(desk.get(page))
    assert "4 reports are open, about 1 issues." in text(desk.get("/desk/problems/"))
    assert desk.post(f"{page}answer/", {"text": "", "code": "done"}).status_code == 422
    looked = text(desk.post(f"{page}answer/", {"text": TEXT, "code": "done", "step": "look"}))
    assert "Send to 4" in looked
    assert "Dear Asker 3, the machine" in looked
    sent = {"text": TEXT, "code": "done", "step": "send", "seen": last_event()}
    assert desk.post(f"{page}answer/", sent).status_code == 302
    assert "4 on their way" in text(desk.get(page))
    making.tell_everything(NOW)
    assert "4 of 4 answered" in text(desk.get(f"{page}progress/"))
    assert desk.post(f"{page}close/").status_code == 422
    assert desk.post(f"{page}cause/", {"cause": ""}).status_code == 422
    desk.post(f"{page}cause/", {"cause": "The print head."})
    assert desk.post(f"{page}close/").status_code == 302
    assert "Blank cards" in text(desk.get("/desk/problems/?closed"))
    desk.post(f"{page}reopen/")
    assert "Blank cards" in text(desk.get("/desk/problems/"))


def test_from_a_case_it_is_hung_on_a_problem_old_or_new(desk: Client, cases: list[Case]) -> None:
    page = f"/desk/cases/{cases[0].reference}/"
    assert desk.post(f"{page}problem/", {}).status_code == 422
    assert desk.post(f"{page}problem/", {"title": "Blank cards"}).status_code == 302
    assert "Hangs on" in text(desk.get(page))
    made = Problem.objects.get()
    other = f"/desk/cases/{cases[1].reference}/problem/"
    assert desk.post(other, {"problem": made.reference}).status_code == 302
    report = Report.objects.get(case=cases[1])
    desk.post(f"/desk/problems/{made.reference}/detach/", {"report": report.reference})
    assert Report.objects.filter(ended_at__isnull=True).count() == 1
