"""Dates in full words, in the order of each language, and where a passage can be read for good."""

from datetime import date

from django import template

from frontoffice.knowledge.models import Passage
from frontoffice.knowledge.queries import page_address
from frontoffice.portal import wording

register = template.Library()


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
