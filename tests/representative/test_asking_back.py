"""Where several texts fit an inquiry alike, the draft asks which is meant, as the portal would."""

import pytest

from frontoffice.knowledge.actions.asking import ask
from frontoffice.knowledge.models import KnowledgeGap
from frontoffice.knowledge.models import Outcome as Became
from frontoffice.representative.models import AutomatedPost, Outcome
from tests.factories import NOW, visitor
from tests.knowledge import writing
from tests.representative.making import FEE, attempt_at, inquiry

pytestmark = pytest.mark.django_db
UNSAID = "What about towing?"


def towing() -> None:
    """Two texts that hold the same of what is asked."""
    writing.article("lot-north", "Towing is done by day.", title="North lot")
    writing.article("lot-south", "Towing is done by day.", title="South lot")


def test_a_draft_asks_back_with_the_choices_that_the_portal_finds(post: AutomatedPost) -> None:
    towing()
    portal = ask(question=UNSAID, by=visitor(), at=NOW)
    assert portal.outcome == Became.ASKED_BACK
    attempt = attempt_at(inquiry(UNSAID, subject=""))
    assert (attempt.outcome, attempt.why) == (Outcome.DRAFTED, "")
    assert attempt.tried[0]["choices"] == portal.choices
    assert attempt.message is not None
    body = attempt.message.body
    assert "Which of these do you mean?" in body
    assert "- North lot [1]: " in body
    assert "- South lot [2]: " in body
    assert "what our published texts say" not in body
    assert [one.passage_id for one in attempt.message.citations.order_by("position")] == portal.choices
    assert not KnowledgeGap.objects.exists()


def test_what_the_customer_said_besides_answers_which_is_meant(post: AutomatedPost) -> None:
    towing()
    attempt = attempt_at(inquiry(UNSAID, subject="My car stood on the north lot"))
    assert attempt.tried[0]["choices"] == []


def test_a_text_that_must_not_be_sent_is_no_choice(post: AutomatedPost) -> None:
    writing.article("lot-north", "Towing is done by day.", title="North lot")
    writing.article("lot-south", "Towing is done by day.", title="South lot", review_by="2026-11-01")
    attempt = attempt_at(inquiry(UNSAID, subject=""))
    assert (attempt.outcome, attempt.why) == (Outcome.REFERRED, "not_sure")


def test_a_draft_without_choices_is_as_it_was(post: AutomatedPost) -> None:
    attempt = attempt_at(inquiry(FEE))
    assert attempt.message is not None
    assert "Which of these do you mean?" not in attempt.message.body
