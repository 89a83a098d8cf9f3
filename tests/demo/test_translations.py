"""The Spanish texts say what the English versions say that they are translations of."""

import re
from typing import Final

import pytest

from demo import library
from frontoffice.knowledge.documents import Document

TEXTS: Final = library.documents()
SOURCES = {(text.slug, text.effective_from): text for text in TEXTS if text.language == "en"}
TRANSLATIONS = [text for text in TEXTS if text.language == "es"]
STALE = {"refunds"}  # one is left behind, so that there is something to see
AMOUNT = re.compile(r"\$\d+(?:,\d{3})*(?:\.\d\d)?")
TELEPHONE = re.compile(r"\b\d{3}-\d{3}-\d{4}\b")
PAGE = re.compile(r"cdrl\.example(?:/\w+)?")
FORM = re.compile(r"\b[A-Z]{2}-\d{1,2}\b")
PERCENT = re.compile(r"\d+(?:\.\d+)?%")
EACH = [pytest.param(text, id=f"{text.slug}@{text.effective_from}") for text in TRANSLATIONS]


def shape(body: str) -> tuple[int, int, int]:
    """How many headings, rows of tables and items of lists a text has."""
    return (
        len(re.findall(r"^#+ ", body, re.MULTILINE)),
        len(re.findall(r"^\|", body, re.MULTILINE)),
        len(re.findall(r"^(?:-|\d+\.) ", body, re.MULTILINE)),
    )


@pytest.mark.parametrize("text", EACH)
def test_a_translation_is_of_the_version_that_began_on_the_same_day(text: Document) -> None:
    source = SOURCES[text.slug, text.effective_from]
    same = ("kind", "audience", "citation", "owner", "topic")
    assert [getattr(text, name) for name in same] == [getattr(source, name) for name in same]
    assert text.title != source.title
    assert text.effective_to == source.effective_to or text.slug in STALE


@pytest.mark.parametrize("pattern", [AMOUNT, TELEPHONE, PAGE, FORM, PERCENT], ids=lambda one: one.pattern)
@pytest.mark.parametrize("text", EACH)
def test_a_translation_names_the_same_amounts_numbers_pages_and_forms(
    text: Document, pattern: re.Pattern[str]
) -> None:
    source = SOURCES[text.slug, text.effective_from]
    assert sorted(pattern.findall(text.body)) == sorted(pattern.findall(source.body))


@pytest.mark.parametrize("text", EACH)
def test_a_translation_has_the_sections_tables_and_lists_of_its_source(text: Document) -> None:
    assert shape(text.body) == shape(SOURCES[text.slug, text.effective_from].body)


@pytest.mark.parametrize("text", EACH)
def test_a_translation_sends_nobody_to_a_page_that_is_not_there_in_spanish(text: Document) -> None:
    titles = {one.title for one in TRANSLATIONS}
    assert set(re.findall(r"[Ll]ea «([^»]+)»", text.body)) <= titles


@pytest.mark.parametrize("text", EACH)
def test_a_translation_is_in_spanish(text: Document) -> None:
    words = re.findall(r"\w+", text.body.lower())
    english = [word for word in words if word in {"the", "and", "you", "your", "with", "of", "is", "are"}]
    assert len(english) <= len(words) / 100, english
    assert sum(word in {"de", "la", "el", "que", "su", "en"} for word in words) > len(words) / 9


def test_each_public_article_is_there_in_spanish_and_one_of_them_is_behind() -> None:
    latest = {
        slug: day
        for (slug, day), text in SOURCES.items()
        if text.effective_to is None and text.audience == "public"
    }
    current = {text.slug: text.effective_from for text in TRANSLATIONS if text.effective_to is None}
    assert current.keys() == latest.keys()
    assert {slug for slug, day in current.items() if day != latest[slug]} == STALE
