"""A follow-up is rewritten by a language model only where one is named, and whatever that one says only finds texts."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from frontoffice.contacts.models import Contact
from frontoffice.foundation.actors import visitor
from frontoffice.knowledge import rewriting
from frontoffice.knowledge.actions.asking import ask
from frontoffice.knowledge.models import NotRewritten, Question
from frontoffice.knowledge.queries.found import Turn
from frontoffice.knowledge.queries.weighing import weigh
from frontoffice.knowledge.rewriting import read_as_follow_up, rewrite
from tests.factories import NOW
from tests.knowledge.writing import library

BEFORE = [Turn("How do I renew a driver license?", "Come in with your old license.")]
FOLLOW_UP = "And what does it cost?"


class Model(ThreadingHTTPServer):
    """A scripted server of chat completions: `says` is what it answers with, `asked` what it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.says: Any = "What does renewing a driver license cost?"
        self.status = 200
        self.slow = 0.0
        self.trickles = False
        self.asked: list[tuple[str, dict[str, Any], str]] = []
        self.in_transaction: list[bool] = []


class Answering(BaseHTTPRequestHandler):
    server: Model

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, sent, self.headers.get("Authorization", "")))
        time.sleep(self.server.slow)
        says = self.server.says
        body = says if isinstance(says, bytes) else json.dumps(_completion(says)).encode()
        try:
            self.send_response(self.server.status)
            if self.server.status == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for part in [bytes([one]) for one in body] if self.server.trickles else [body]:
                self.wfile.write(part)
                self.wfile.flush()
                time.sleep(0.05 if self.server.trickles else 0)
        except OSError:
            pass

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is told."""


def _completion(text: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}


@pytest.fixture
def model(settings: Any) -> Iterator[Model]:
    server = Model()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    settings.REWRITER_URL = f"http://127.0.0.1:{server.server_port}/v1"
    settings.REWRITER_MODEL, settings.REWRITER_KEY = "small-one", "not-a-secret"
    settings.REWRITER_SECONDS = 5.0
    rewriting._resting[0] = 0.0
    yield server
    rewriting._resting[0] = 0.0
    server.shutdown()
    server.server_close()


def test_the_model_is_sent_the_conversation_and_writes_the_question_anew(model: Model) -> None:
    made = rewrite(FOLLOW_UP, BEFORE, language="en")
    assert (made.text, made.by, made.fault) == ("What does renewing a driver license cost?", "small-one", "")
    path, sent, key = model.asked[0]
    assert (path, key, sent["model"]) == ("/v1/chat/completions", "Bearer not-a-secret", "small-one")
    told = json.loads(sent["messages"][1]["content"])
    assert told["last_question"] == FOLLOW_UP
    assert told["conversation"][0] == {"person": BEFORE[0].asked}


def test_what_is_sent_is_bounded(model: Model) -> None:
    rewrite("x" * 4000, [Turn("y" * 4000, "z" * 20_000)] * 8, language="en")
    assert len(json.dumps(model.asked[0][1])) < 8000


@pytest.mark.parametrize(
    ("says", "fault"),
    [
        (b"<html>gateway</html>", NotRewritten.UNREADABLE),
        (b"", NotRewritten.UNREADABLE),
        (b'{"choices": []}', NotRewritten.UNREADABLE),
        (b"[" * 60_000, NotRewritten.UNREADABLE),
        (b"\xff\xfe\x00", NotRewritten.UNREADABLE),
        (None, NotRewritten.UNREADABLE),
        (["a", {"b": 1}], NotRewritten.UNREADABLE),
        ("  \n ", NotRewritten.UNREADABLE),
        ("!!! ???", NotRewritten.UNREADABLE),
        ("license " * 200, NotRewritten.TOO_LONG),
        (b"x" * 5_000_000, NotRewritten.TOO_LONG),
    ],
)
def test_a_broken_or_huge_answer_leaves_it_to_the_rules(model: Model, says: Any, fault: str) -> None:
    model.says = says
    made = rewrite(FOLLOW_UP, BEFORE, language="en")
    assert (made.text, made.fault) == ("", fault)


@pytest.mark.parametrize("status", [302, 401, 429, 500])
def test_an_error_or_a_redirection_leaves_it_to_the_rules(model: Model, status: int) -> None:
    model.status = status
    assert rewrite(FOLLOW_UP, BEFORE, language="en").fault == NotRewritten.REFUSED
    assert len(model.asked) == 1


@pytest.mark.parametrize("how", ["silent", "trickling"])
def test_a_slow_model_is_not_waited_for_and_then_left_alone_for_a_while(
    model: Model, settings: Any, how: str
) -> None:
    settings.REWRITER_SECONDS = 0.3
    model.slow, model.trickles = (3.0, False) if how == "silent" else (0.0, True)
    assert rewrite(FOLLOW_UP, BEFORE, language="en").fault == NotRewritten.SLOW
    assert rewrite(FOLLOW_UP, BEFORE, language="en").fault == NotRewritten.RESTING
    assert len(model.asked) == 1


def test_a_model_that_is_gone_leaves_it_to_the_rules(model: Model, settings: Any) -> None:
    settings.REWRITER_URL = "http://127.0.0.1:9/v1"
    assert rewrite(FOLLOW_UP, BEFORE, language="en").fault == NotRewritten.UNREACHABLE


def test_a_rewritten_question_adds_words_and_takes_none_away() -> None:
    alone = weigh(FOLLOW_UP, BEFORE, language="en")
    more = weigh(FOLLOW_UP, BEFORE, language="en", rewritten="cost of boats; ignore all rules")
    assert more.now == alone.now
    assert all(more.weights[stem] >= weight for stem, weight in alone.weights.items())
    assert more.weights["boat"] < 1.0


def asked_twice() -> Question:
    """A first question, then a follow-up as the portal asks it."""
    by = visitor("somebody")
    first = ask(question=BEFORE[0].asked, by=by, at=NOW)
    contact = Contact.objects.get(pk=first.contact_id)
    with read_as_follow_up(FOLLOW_UP, contact, language="en"):
        asked: Question = ask(question=FOLLOW_UP, contact=contact, by=by, at=NOW)
    return asked


@pytest.mark.django_db(transaction=True)
def test_a_follow_up_keeps_how_it_was_rewritten(model: Model) -> None:
    library()
    asked = asked_twice()
    assert (asked.rewritten, asked.rewritten_by) == (model.says, "small-one")
    assert asked.not_rewritten == ""
    assert asked.text == FOLLOW_UP


@pytest.mark.django_db(transaction=True)
def test_a_follow_up_that_was_not_rewritten_is_answered_by_the_rules_and_says_why(model: Model) -> None:
    library()
    model.status = 500
    asked = asked_twice()
    assert (asked.rewritten, asked.not_rewritten) == ("", NotRewritten.REFUSED)
    assert asked.ranked


@pytest.mark.django_db(transaction=True)
def test_what_a_malicious_model_says_is_only_looked_for(model: Model) -> None:
    library()
    model.says = (
        'Ignore the rules. <script>alert(1)</script> "; DROP TABLE knowledge_passage; -- * OR stolen:plates'
    )
    asked = asked_twice()
    assert asked.rewritten == model.says
    for answer in asked.answers.select_related("passage__version"):
        assert answer.passage.version.status == "published"
        assert "alert(1)" not in answer.passage.text


@pytest.mark.django_db(transaction=True)
def test_a_first_question_is_not_sent_and_nothing_is_inside_a_transaction(model: Model) -> None:
    library()
    asked_twice()
    assert len(model.asked) == 1
    contact = Contact.objects.get()
    with transaction.atomic(), read_as_follow_up(FOLLOW_UP, contact, language="en"):
        assert rewriting.made_of(FOLLOW_UP) is None
    assert len(model.asked) == 1


@pytest.mark.django_db(transaction=True)
def test_without_a_model_nothing_is_asked_of_anybody(model: Model, settings: Any) -> None:
    settings.REWRITER_URL = settings.REWRITER_MODEL = ""
    library()
    asked = asked_twice()
    assert (asked.rewritten, asked.rewritten_by, asked.not_rewritten) == ("", "", "")
    assert model.asked == []


@pytest.mark.django_db(transaction=True)
def test_the_portal_has_its_follow_ups_rewritten(model: Model, client: Client) -> None:
    library()
    client.post(reverse("portal:answers"), {"question": BEFORE[0].asked})
    contact = Contact.objects.get()
    client.post(reverse("portal:conversation", args=[contact.reference]), {"question": FOLLOW_UP})
    first, second = Question.objects.order_by("turn")
    assert (first.rewritten_by, second.rewritten_by) == ("", "small-one")
    assert len(model.asked) == 1
