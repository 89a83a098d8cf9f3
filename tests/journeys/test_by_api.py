"""The main job by HTTP alone, as a program for the public and a program of the agency would do it."""

import datetime as dt
from typing import Any

import pytest
import requests
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from frontoffice.foundation.references import secret_code
from tests.portal.making import ANSWERED, CITATION, PAGE, SENTENCE, UNANSWERED

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "journey-" + "s" * 40
WHOLE_STORY = ["post", "reply", "resolved", "post", "reopened"]


class Program:
    """Speaks HTTP with a token."""

    def __init__(self, server: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self.root, self.http = f"{server}/api/v1", requests.Session()
        self.http.headers.update(headers)

    def does(self, action: str, *, key: str = "", expected: int = 200, **given: Any) -> Any:
        """Do an action and give its result, or the problem where another status is expected."""
        headers = {"Idempotency-Key": key} if key else {}
        answer = self.http.post(f"{self.root}/actions/{action}", json=given, headers=headers, timeout=30)
        assert answer.status_code == expected, answer.text
        return answer.json()["result"] if expected == 200 else answer.json()

    def reads(self, kind: str, reference: str, *, expected: int = 200) -> Any:
        answer = self.http.get(f"{self.root}/{kind}/{reference}", timeout=30)
        assert answer.status_code == expected, answer.text
        return answer.json()

    def sends_file(self, name: str, content: bytes) -> str:
        answer = self.http.post(f"{self.root}/files", files={"file": (name, content)}, timeout=30)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["reference"])


def visitor_at(server: str) -> Program:
    answer = requests.post(f"{server}/api/v1/visitors", timeout=30)
    assert answer.status_code == 200
    return Program(server, answer.json()["token"])


@pytest.fixture
def visitor(live_server: LiveServer, agency: None) -> Program:
    return visitor_at(live_server.url)


@pytest.fixture
def dana(live_server: LiveServer, agency: None) -> Program:
    member = StaffMember.objects.get(user__username="dana")
    now = clock.now()
    issue_token(
        secret=SECRET,
        name="journey",
        scopes=["*"],
        expires_at=now + dt.timedelta(days=1),
        by=member.actor,
        at=now,
    )
    return Program(live_server.url, SECRET)


def test_a_question_is_answered_with_its_source_and_asked_on(visitor: Program) -> None:
    asked = visitor.does("knowledge.ask", question=ANSWERED)
    best = asked["answers"][0]
    assert asked["outcome"] == "answered"
    assert best["sentence"] == SENTENCE
    assert best["passage"]["citation"] == CITATION
    assert best["passage"]["address"].startswith(f"/help/{PAGE}/?on={best['passage']['effective_from']}#")
    again = visitor.does("knowledge.ask", question="And what does it cost?", contact=asked["contact"])
    assert (again["turn"], again["contact"]) == (2, asked["contact"])
    assert visitor.reads("knowledge.question", asked["reference"]) == asked


def refer(visitor: Program, code: str) -> Any:
    """Ask what has no answer, and hand it to a representative twice under one key: one case."""
    asked = visitor.does("knowledge.ask", question=UNANSWERED)
    assert (asked["outcome"], asked["answers"]) == ("gap", [])
    given = {
        "text": UNANSWERED,
        "topic": "other",
        "question": asked["reference"],
        "contact": asked["contact"],
        "files": [visitor.sends_file("words.txt", b"It was a large squirrel.")],
        "access_code": code,
    }
    case = visitor.does("cases.open_case", key="once", **given)
    assert visitor.does("cases.open_case", key="once", **given)["reference"] == case["reference"]
    return case


def reply(dana: Program, case: str) -> str:
    """Take the case and answer it with a passage; a reply on an old state of it is refused. Gives the passage."""
    taken = dana.does("cases.take", case=case)
    passage: str = dana.does("knowledge.ask", question=ANSWERED)["answers"][0]["passage"]["reference"]
    words = {"text": "Nobody does, but your card can be replaced. [1]", "passages": [passage]}
    stale = dana.does("cases.reply", expected=409, case=case, expected_version=1, **words)
    assert stale["code"] == "changed_meanwhile"
    dana.does("cases.reply", case=case, expected_version=taken["version"], **words)
    call_command("worker", "--once")
    return passage


def test_from_a_question_without_an_answer_to_the_reopened_case(
    visitor: Program, dana: Program, live_server: LiveServer
) -> None:
    code = secret_code()
    case = refer(visitor, code)
    assert case["view"] == "customer"
    assert case["due_on"] > case["received_on"]
    passage = reply(dana, case["reference"])
    seen = visitor.reads("cases.case", case["reference"])["entries"][-1]
    assert (seen["kind"], seen["citations"][0]["passage"]) == ("reply", passage)
    assert seen["citations"][0]["citation"] == CITATION

    dana.does("cases.resolve", case=case["reference"], code="answered")
    assert visitor.reads("cases.case", case["reference"])["status"] == "resolved"
    visitor.does("cases.add", case=case["reference"], text="It happened again.")
    reopened = visitor.reads("cases.case", case["reference"])
    assert [entry["kind"] for entry in reopened["entries"]] == WHOLE_STORY
    assert dana.reads("cases.case", case["reference"])["status"] == "open"

    stranger = visitor_at(live_server.url)
    stranger.reads("cases.case", case["reference"], expected=404)
    stranger.does("cases.follow", expected=404, reference=case["reference"], access_code=secret_code())
    stranger.does("cases.follow", reference=case["reference"], access_code=code)
    assert stranger.reads("cases.case", case["reference"])["entries"] == reopened["entries"]
