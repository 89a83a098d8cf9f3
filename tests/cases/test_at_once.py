"""Many at once: one case of one form, one winner, no lost change, no gap in the numbers."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from frontoffice.authority.performing import InProgress
from frontoffice.cases.actions.answering_problems import answer_problem
from frontoffice.cases.actions.assigning import TakenBySomebody, take
from frontoffice.cases.actions.keeping_problems import attach_to_problem, open_problem
from frontoffice.cases.actions.merging import merge
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.opening import SERIES, open_case
from frontoffice.cases.actions.replying import ChangedMeanwhile, reply
from frontoffice.cases.models import Case
from frontoffice.cases.queries.problems import last_event
from frontoffice.contacts.models import Contact
from frontoffice.correspondence.models import Message
from frontoffice.customers.models import Party
from frontoffice.foundation import numbers
from frontoffice.foundation.models import Event
from frontoffice.foundation.refusals import Refused
from tests import factories
from tests.cases import making
from tests.factories import NOW

pytestmark = [pytest.mark.django_db(transaction=True)]


def all_at_once(acts: list[Callable[[], Any]]) -> Counter[str]:
    """Start them together; what came of each: "done" or the refusal's code."""
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        together.wait(timeout=30)
        try:
            act()
            return "done"
        except InProgress:
            return "in progress"
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(run, acts))


def test_the_same_form_sent_by_twenty_at_once_opens_one_case() -> None:
    factories.agency()
    making.topic()
    visitor = factories.visitor()
    words = {"text": "I lost my card.", "topic": "cards", "name": "Marisol", "email": "m@example.org"}

    def send() -> Case:
        return open_case.once("one-key")(**words, access_code=making.CODE, by=visitor, at=NOW)  # type: ignore[arg-type]

    outcomes = all_at_once([send] * 20)
    assert set(outcomes) <= {"done", "in progress"}
    assert (Case.objects.count(), Contact.objects.count(), Party.objects.count()) == (1, 1, 1)
    assert Event.objects.filter(name="cases.CaseOpened").count() == 1
    assert send() == Case.objects.get()


def test_of_two_who_take_it_at_once_one_wins_and_the_other_is_told() -> None:
    factories.agency()
    making.topic()
    case = making.case()
    members = [factories.representative("Dana Whitfield"), factories.representative("Tomas Reinholt")]
    acts = [lambda m=m: take(case=case, by=m.actor, at=NOW) for m in members]
    assert all_at_once(acts) == Counter({"done": 1, TakenBySomebody().code: 1})
    case.refresh_from_db()
    assert case.assignee in members
    assert Event.objects.filter(name="cases.CaseTaken").count() == 1


def test_of_two_replies_written_on_the_same_page_one_goes() -> None:
    factories.agency()
    making.topic()
    case = making.case()
    members = [factories.representative("Dana Whitfield"), factories.representative("Tomas Reinholt")]
    acts = [
        lambda m=m: reply(case=case, text=m.actor.name, expected_version=case.version, by=m.actor, at=NOW)
        for m in members
    ]
    assert all_at_once(acts) == Counter({"done": 1, ChangedMeanwhile().code: 1})
    assert Message.objects.count() == 1


def test_changes_at_once_are_all_counted() -> None:
    factories.agency()
    making.topic()
    case = making.case()
    dana = factories.representative()
    acts = [lambda n=n: note(case=case, text=f"Note {n}", by=dana.actor, at=NOW) for n in range(8)]
    assert all_at_once(acts) == Counter({"done": 8})
    case.refresh_from_db()
    assert (case.version, case.notes.count()) == (9, 8)


def test_numbers_of_cases_opened_at_once_have_no_gap() -> None:
    factories.agency()
    making.topic()
    acts: list[Callable[[], Any]] = [lambda n=n: making.case(text=f"Case {n}") for n in range(6)]
    acts += [lambda: making.case(topic="nothing") for _refused in range(4)]
    assert all_at_once(acts) == Counter({"done": 6, "unknown_topic": 4})
    carried = Case.objects.values_list("number", flat=True)
    assert numbers.gap_report(carried, series=SERIES, year=2026).is_clean


def test_of_two_who_merge_two_cases_crosswise_at_once_one_wins() -> None:
    factories.agency()
    making.topic()
    one, other = making.case(), making.case(email="lev@example.org")
    dana, tomas = factories.representative("Dana Whitfield"), factories.representative("Tomas Reinholt")
    acts: list[Callable[[], Any]] = [
        lambda: merge(case=one, into=other, reason="One.", by=dana.actor, at=NOW),
        lambda: merge(case=other, into=one, reason="One.", by=tomas.actor, at=NOW),
    ]
    assert all_at_once(acts) == Counter({"done": 1, "merged_already": 1})
    assert Case.objects.filter(status="resolved").count() == 1


def test_what_is_attached_while_it_is_answered_is_either_answered_or_still_there_to_answer() -> None:
    factories.agency()
    making.topic()
    first, late = making.case(), making.case(email="lev@example.org")
    dana = factories.representative("Dana Whitfield").actor
    problem = open_problem(title="Blank", case=first, by=dana, at=NOW)
    seen = last_event()
    acts: list[Callable[[], Any]] = [
        lambda: answer_problem(problem=problem, text="Sorry.", seen=seen, by=dana, at=NOW),
        lambda: attach_to_problem(problem=problem, cases=[late], by=dana, at=NOW),
    ]
    assert all_at_once(acts) == Counter({"done": 2})
    making.tell_everything(NOW)
    assert list(Message.objects.values_list("to_address", flat=True)) == [first.reply_to]
    late.refresh_from_db()
    assert (late.status, late.reports.count()) == ("new", 1), "nobody looked at its answer: it is left out"
