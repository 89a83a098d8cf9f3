"""A translation is tied to the text that it was made from, and stale once that one has changed (INQ-6)."""

import datetime as dt
from typing import Any

import pytest

from frontoffice.knowledge.actions.publishing import withdraw
from frontoffice.knowledge.models import ArticleVersion
from frontoffice.knowledge.queries.translations import ahead_of, newer_source
from tests import factories
from tests.factories import NOW
from tests.knowledge.writing import article

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def english(fee: str = "$36.00", since: str = "2026-01-01", **told: Any) -> ArticleVersion:
    return article("renew", f"It costs {fee}.", effective_from=since, **told)


def spanish(since: str = "2026-01-01", **told: Any) -> ArticleVersion:
    return article("renew", "Cuesta $36.00.", language="es", effective_from=since, **told)


def test_an_import_ties_a_translation_to_the_text_in_force_on_its_first_day() -> None:
    first = english()
    second = english("$42.00", "2026-06-01")
    assert spanish("2026-03-01").source == first
    assert spanish("2026-07-01").source == second


def test_inq_6_it_is_behind_once_its_source_has_a_newer_text_in_force() -> None:
    english()
    translation = spanish()
    assert newer_source(translation, on=TODAY) is None
    newer = english("$42.00", "2026-06-01")
    assert newer_source(translation, on=TODAY) == newer
    assert newer_source(translation, on=dt.date(2026, 5, 31)) is None


def test_a_newer_translation_follows() -> None:
    english()
    old = spanish()
    english("$42.00", "2026-06-01")
    new = spanish("2026-06-01", title="Renovar")
    assert set(ahead_of([old, new], on=TODAY)) == {old.pk}


def test_only_other_words_leave_no_translation_behind() -> None:
    english()
    translation = spanish()
    english("thirty-six dollars ($36.00)", "2026-06-01", change="wording")
    assert newer_source(translation, on=TODAY) is None
    meant = english("$42.00", "2026-07-01")
    assert newer_source(translation, on=TODAY) == meant


def test_a_correction_from_the_same_day_leaves_it_behind() -> None:
    english("$63.00")
    translation = spanish()
    right = english("$36.00", change="correction")
    assert newer_source(translation, on=TODAY) == right


def test_a_source_that_was_withdrawn_leaves_it_behind() -> None:
    source = english()
    translation = spanish()
    withdraw(version=source, reason="Struck down.", by=factories.supervisor().actor, at=NOW)
    assert newer_source(translation, on=TODAY) == source


def test_an_internal_text_does_not_leave_a_public_translation_behind() -> None:
    english()
    translation = spanish()
    english("$1.00", "2026-06-01", audience="internal")
    assert newer_source(translation, on=TODAY) is None


def test_the_queries_do_not_grow(django_assert_num_queries: Any) -> None:
    english()
    made = [spanish()]
    for number in range(3):
        article(f"other-{number}", "One.", effective_from="2026-01-01")
        made.append(article(f"other-{number}", "Uno.", language="es", effective_from="2026-01-01"))
    with django_assert_num_queries(2):
        ahead_of(made, on=TODAY)
    with django_assert_num_queries(2):
        ahead_of(made[:1], on=TODAY)
