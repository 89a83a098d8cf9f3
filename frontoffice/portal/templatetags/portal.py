"""Dates in full words, in the order of each language, and where a passage can be read for good."""

from datetime import date

from django import template

from frontoffice.cases import queries as cases
from frontoffice.cases.models import Topic
from frontoffice.knowledge.models import ArticleVersion, Passage
from frontoffice.knowledge.queries import page_address, version_address
from frontoffice.portal import conversations, wording

register = template.Library()


@register.filter
def name_of_topic(topic: Topic) -> str:
    """In the language of the page, where the agency translated it."""
    return cases.name_of_topic(topic, conversations.language())


@register.filter
def with_weekday(day: date) -> str:
    """Tuesday, November 24, 2026."""
    return wording.with_weekday(day)


@register.filter
def in_words(day: date) -> str:
    """November 24, 2026."""
    return wording.in_words(day)


@register.filter
def without_year(day: date) -> str:
    """Tuesday, November 24."""
    return wording.without_year(day)


@register.filter
def permanent_address(passage: Passage) -> str:
    """The public page of the passage as it was when it was cited (INQ-4)."""
    return page_address(passage)


@register.filter
def dated_address(version: ArticleVersion) -> str:
    """The public page of the version, whatever comes after it."""
    return version_address(version)
