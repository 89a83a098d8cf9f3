"""The demonstration's articles say what FACTS.md says, each version at its time, in plain words."""

import datetime as dt
import itertools
import json
import re
from pathlib import Path

import pytest

from demo import agency, library
from frontoffice.knowledge.documents import Document

FACTS = (library.FOLDER.parent / "FACTS.md").read_text(encoding="utf-8")
TEXTS = library.documents()
BY_SLUG = {slug: list(versions) for slug, versions in itertools.groupby(TEXTS, key=lambda text: text.slug)}
AMOUNT = re.compile(r"\$\d[\d,]*(?:\.\d\d)?")


def amounts(text: str) -> set[str]:
    """Dollar amounts, written alike: $5,000.00 and $5,000 are one."""
    return {found.removesuffix(".00") for found in AMOUNT.findall(text)}


def each(texts: list[Document]) -> list[object]:
    return [pytest.param(text, id=f"{text.slug}@{text.effective_from}") for text in texts]


@pytest.mark.parametrize("text", each(TEXTS))
def test_an_article_names_no_amount_that_the_facts_do_not_have(text: Document) -> None:
    assert amounts(text.body) <= amounts(FACTS)


@pytest.mark.parametrize("text", each(TEXTS))
def test_an_article_cites_what_the_facts_give_it(text: Document) -> None:
    assert f"| {text.slug} | {text.citation} |" in FACTS


@pytest.mark.parametrize("text", each(TEXTS))
def test_an_article_belongs_to_a_unit_and_a_topic_of_the_agency(text: Document) -> None:
    assert text.owner in {unit.code for unit in agency.UNITS}
    assert text.topic in {topic.code for topic in agency.TOPICS}
    assert text.kind in {"article", "regulation"}
    assert text.audience in {"public", "internal"}


@pytest.mark.parametrize("text", each(TEXTS))
def test_an_article_is_of_substance_and_has_headings(text: Document) -> None:
    assert 350 <= len(text.body.split()) <= 900
    assert len(re.findall(r"^## ", text.body, re.MULTILINE)) >= 5


@pytest.mark.parametrize("text", each(TEXTS))
def test_telephone_numbers_are_of_the_range_kept_for_fiction(text: Document) -> None:
    numbers = re.findall(r"(?<!Rule )\b\d{3}-\d{3}-\d{4}\b", text.body)
    assert all(number.startswith("202-555-01") for number in numbers)


def test_there_are_twenty_articles_and_two_of_them_in_two_versions() -> None:
    assert len(BY_SLUG) >= 20
    assert sum(1 for versions in BY_SLUG.values() if len(versions) == 2) >= 2
    assert sum(1 for versions in BY_SLUG.values() if versions[-1].audience == "internal") >= 2


@pytest.mark.parametrize("slug", sorted(BY_SLUG))
def test_on_each_day_at_most_one_version_is_in_force(slug: str) -> None:
    versions = BY_SLUG[slug]
    for earlier, later in itertools.pairwise(versions):
        assert earlier.effective_to is not None
        assert earlier.effective_to + dt.timedelta(days=1) == later.effective_from
    assert versions[-1].effective_to is None


def test_the_fee_for_a_renewal_differs_by_the_day_that_is_asked_about() -> None:
    old, new = BY_SLUG["renew-driver-license"]
    assert "| Driver license, 6 years | $32.00 |" in old.body
    assert "| Driver license, 6 years | $36.00 |" in new.body


def test_sixty_questions_name_an_article_or_say_that_there_is_none() -> None:
    questions = [
        json.loads(line) for line in Path(library.QUESTIONS).read_text(encoding="utf-8").splitlines()
    ]
    public = {slug for slug, versions in BY_SLUG.items() if versions[-1].audience == "public"}
    assert len(questions) == len({question["id"] for question in questions}) == 60
    assert sum(question.get("must_refer", False) for question in questions) == 15
    for question in questions:
        named = {question.get("must_cite", ""), *question.get("or_cite", [])} - {""}
        assert named <= public
        assert bool(named) != question.get("must_refer", False)
