"""Dates as public pages write them: in words, so that no reader has to guess which number is the month."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import pgettext


def with_weekday(day: date) -> str:
    """Tuesday, November 24, 2026."""
    # Translators: a date format as Django writes them: weekday, month, day, year.
    return date_format(day, pgettext("date format with weekday", "l, F j, Y"))


def in_words(day: date) -> str:
    """November 24, 2026."""
    # Translators: a date format as Django writes them: month, day, year.
    return date_format(day, pgettext("date format in words", "F j, Y"))


def without_year(day: date) -> str:
    """Tuesday, November 24."""
    # Translators: a date format as Django writes them: weekday, month, day.
    return date_format(day, pgettext("date format without year", "l, F j"))
