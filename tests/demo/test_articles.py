"""The demonstration's articles say what FACTS.md says, each version at its time, in plain words."""

import datetime as dt
import itertools
import re
from collections import Counter

import pytest

from demo import agency, library
from frontoffice.knowledge.documents import Document

FACTS = (library.FOLDER.parent / "FACTS.md").read_text(encoding="utf-8")
TEXTS = library.documents()
BY_TEXT = {
    key: list(versions)
    for key, versions in itertools.groupby(TEXTS, key=lambda text: (text.slug, text.language))
}
ENGLISH = {slug: versions for (slug, language), versions in BY_TEXT.items() if language == "en"}
AMOUNT = re.compile(r"\$\d+(?:,\d{3})*(?:\.\d\d)?")


def amounts(text: str) -> set[str]:
    """Dollar amounts, written alike: $5,000.00 and $5,000 are one."""
    return {found.removesuffix(".00") for found in AMOUNT.findall(text)}


def each(texts: list[Document]) -> list[object]:
    return [pytest.param(text, id=f"{text.slug}-{text.language}@{text.effective_from}") for text in texts]


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
    assert text.audience in {"public", "internal"}


@pytest.mark.parametrize("text", each(TEXTS))
def test_an_article_is_of_substance_and_has_headings(text: Document) -> None:
    assert 230 <= len(text.body.split()) <= 1000
    assert len(re.findall(r"^## ", text.body, re.MULTILINE)) >= 3


@pytest.mark.parametrize("text", each(TEXTS))
def test_telephone_numbers_are_of_the_range_kept_for_fiction(text: Document) -> None:
    numbers = re.findall(r"(?<!Rule )(?<!Norma )\b\d{3}-\d{3}-\d{4}\b", text.body)
    assert all(number.startswith("202-555-01") for number in numbers)


@pytest.mark.parametrize("text", each(TEXTS))
def test_an_article_says_what_people_call_its_subject(text: Document) -> None:
    assert len(text.words.split(",")) >= 2
    assert len(text.words) <= 300


@pytest.mark.parametrize("text", each(TEXTS))
def test_an_article_names_no_form_that_the_facts_do_not_have(text: Document) -> None:
    named = set(re.findall(r"\b[A-Z]{2}-\d{1,2}\b", text.body))
    assert named <= set(re.findall(r"\b[A-Z]{2}-\d{1,2}\b", FACTS.partition("## Forms")[2]))
    assert all(slug.strip() in ENGLISH for slug in text.see_also.split(";") if slug.strip())


@pytest.mark.parametrize("text", each([text for text in TEXTS if text.language == "en"]))
def test_an_article_sends_nobody_to_a_page_that_is_not_there(text: Document) -> None:
    titles = {version.title for versions in ENGLISH.values() for version in versions}
    assert set(re.findall(r"Read \"([^\"]+?)\.?\"", text.body)) <= titles


@pytest.mark.parametrize("key", sorted(BY_TEXT), ids="-".join)
def test_on_each_day_at_most_one_version_is_in_force(key: tuple[str, str]) -> None:
    versions = BY_TEXT[key]
    for earlier, later in itertools.pairwise(versions):
        assert earlier.effective_to is not None
        assert earlier.effective_to + dt.timedelta(days=1) == later.effective_from
    assert versions[-1].effective_to is None


def test_there_are_articles_for_the_public_and_procedures_for_staff_and_some_said_something_else_before() -> (
    None
):
    audiences = [versions[-1].audience for versions in ENGLISH.values()]
    kinds = Counter(versions[-1].kind for versions in ENGLISH.values() if versions[-1].audience == "internal")
    assert audiences.count("public") >= 60
    assert kinds["procedure"] >= 5
    assert kinds["manual"] >= 1
    assert sum(len(versions) > 1 for versions in ENGLISH.values()) >= 12


def test_a_year_ago_the_agency_had_an_answer_too() -> None:
    year_ago = dt.date(2025, 11, 20)
    then = {
        slug
        for slug, versions in ENGLISH.items()
        for one in versions
        if one.effective_from
        and one.effective_from <= year_ago
        and not (one.effective_to and one.effective_to < year_ago)
    }
    assert len(then) >= 40


def test_the_fee_for_a_renewal_differs_by_the_day_that_is_asked_about() -> None:
    old, new = ENGLISH["renew-driver-license"]
    assert "| Driver license, 6 years | $32.00 |" in old.body
    assert "| Driver license, 6 years | $36.00 |" in new.body
