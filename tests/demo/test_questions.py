"""How the agency's articles answer the questions of people who never read them, through the portal's own search."""

import datetime as dt
import json
from typing import Any

import pytest

from demo import library
from frontoffice.knowledge.models import Audience
from frontoffice.knowledge.queries import Found, find

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_at")]
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line) for line in library.QUESTIONS.read_text(encoding="utf-8").splitlines()
]
LANGUAGES = ("en", "es")


def answers(loaded_at: dt.datetime, *, refer: bool, language: str) -> list[tuple[dict[str, Any], Found]]:
    """The questions of one kind in one language, each with what is found for it."""
    asked = [
        question
        for question in QUESTIONS
        if question.get("must_refer", False) is refer and question.get("language", "en") == language
    ]
    on = loaded_at.date()
    return [(q, find(q["question"], on=on, audience=Audience.PUBLIC, language=language)) for q in asked]


def cites(question: dict[str, Any], found: Found, first: int) -> bool:
    """Whether a right article is among the first passages."""
    right = {question["must_cite"], *question.get("or_cite", [])}
    return any(one.passage.version.article.slug in right for one in found.passages[:first])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_article_comes_first(loaded_at: dt.datetime, language: str) -> None:
    asked = answers(loaded_at, refer=False, language=language)
    wrong = [question["question"] for question, found in asked if not cites(question, found, first=1)]
    assert len(wrong) <= len(asked) * 7 / 45, wrong
    assert sum(cites(question, found, first=3) for question, found in asked) >= len(asked) * 40 / 45


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_articles_do_not_answer_is_referred_to_a_representative(
    loaded_at: dt.datetime, language: str
) -> None:
    asked = answers(loaded_at, refer=True, language=language)
    answered = [question["question"] for question, found in asked if found.answerable]
    assert len(answered) <= len(asked) * 2 / 15, answered


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_of_what_the_articles_answer_is_answered(loaded_at: dt.datetime, language: str) -> None:
    asked = answers(loaded_at, refer=False, language=language)
    referred = [q["question"] for q, found in asked if not found.answerable]
    assert len(referred) <= len(asked) * 16 / 45, referred


def test_no_passage_for_staff_is_found_for_the_public(loaded_at: dt.datetime) -> None:
    for refer in (True, False):
        for language in LANGUAGES:
            for _question, found in answers(loaded_at, refer=refer, language=language):
                assert {one.passage.version.audience for one in found.passages} <= {Audience.PUBLIC.value}


def test_each_question_names_a_public_article_or_says_that_there_is_none() -> None:
    public = {text.slug for text in library.documents() if text.audience == "public"}
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS) >= 160
    assert sum(question.get("must_refer", False) for question in QUESTIONS) >= 25
    for question in QUESTIONS:
        named = {question.get("must_cite", ""), *question.get("or_cite", [])} - {""}
        assert named <= public
        assert bool(named) != question.get("must_refer", False)


def test_each_public_article_but_the_rules_is_asked_for() -> None:
    named = {slug for q in QUESTIONS for slug in (q.get("must_cite", ""), *q.get("or_cite", []))}
    articles = {text.slug for text in library.documents() if text.audience == "public"}
    assert articles <= named
