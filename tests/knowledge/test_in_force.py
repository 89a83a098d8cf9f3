"""What counted on a day, and what speaks against using a version (INQ-5)."""

import datetime as dt

import pytest

from frontoffice.foundation.actors import service
from frontoffice.knowledge.actions import recording_versions as recording
from frontoffice.knowledge.models import Audience
from frontoffice.knowledge.queries import (
    concerns,
    page_address,
    passages_in_force,
    version_in_force,
    versions_in_force,
)
from tests.factories import unit
from tests.knowledge.writing import article

pytestmark = pytest.mark.django_db


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("on", "body"),
    [
        ("2025-12-31", None),
        ("2026-01-01", "Old."),
        ("2026-06-30", "Old."),
        ("2026-07-01", "New."),
        ("2030-01-01", "New."),
    ],
)
def test_each_day_has_the_text_of_its_time(on: str, body: str | None) -> None:
    version = article(body="Old.")
    article(body="New.", effective_from="2026-07-01")
    found = version_in_force(version.article, on=day(on), audience=Audience.PUBLIC)
    assert (found.body if found else None) == body
    texts = passages_in_force(on=day(on), audience=Audience.PUBLIC, language="en").values_list(
        "text", flat=True
    )
    assert list(texts) == ([body] if body else [])


def test_internal_texts_are_for_staff_who_read_the_public_ones_too() -> None:
    article("public", "Public.")
    article("internal", "Internal.", audience="internal")
    slugs = {
        audience: set(
            versions_in_force(on=day("2026-02-01"), audience=audience).values_list("article__slug", flat=True)
        )
        for audience in Audience.values
    }
    assert slugs == {"public": {"public"}, "internal": {"public", "internal"}}


def test_a_language_that_is_missing_is_answered_in_another() -> None:
    version = article()
    spanish = article(body="Renueve su licencia.", language="es")
    told = {
        language: version_in_force(
            version.article, on=day("2026-02-01"), audience="public", language=language
        )
        for language in ("en", "es", "so")
    }
    assert told == {"en": version, "es": spanish, "so": version}


def test_what_was_withdrawn_counts_for_staff_alone_and_for_the_days_before() -> None:
    version = article()
    recording.withdraw(version, reason="Wrong fee.", by=service("knowledge"), on=day("2026-03-01"))
    recording.save_periods([version])

    def counted(on: str, audience: str) -> bool:
        return versions_in_force(on=day(on), audience=audience).exists()

    assert counted("2026-02-28", "internal")
    assert not counted("2026-03-01", "internal")
    assert not counted("2026-02-28", "public")


def test_a_text_that_was_corrected_from_its_first_day_counts_on_none() -> None:
    article(body="The fee is $30.00.")
    article(body="The fee is $36.00.")
    for audience in Audience.values:
        counted = versions_in_force(on=day("2026-02-01"), audience=audience).values_list("body", flat=True)
        assert list(counted) == ["The fee is $36.00."]


@pytest.mark.parametrize(
    ("told", "on", "found"),
    [
        ({}, "2026-02-01", []),
        ({}, "2025-12-31", ["not_yet"]),
        ({"effective_to": "2026-06-30"}, "2026-07-01", ["expired"]),
        ({"review_by": "2026-06-30"}, "2026-06-30", []),
        ({"review_by": "2026-06-30"}, "2026-07-01", ["review_overdue"]),
    ],
)
def test_inq_5_a_version_is_warned_of(told: dict[str, str], on: str, found: list[str]) -> None:
    unit("licensing")
    version = article(owner="licensing", **told)
    assert [concern.value for concern in concerns(version, on=day(on))] == found


def test_inq_5_an_article_has_an_owner() -> None:
    assert [concern.value for concern in concerns(article(), on=day("2026-02-01"))] == ["no_owner"]


def test_a_passage_has_an_address_that_stays() -> None:
    old = article()
    passage = old.passages.get(anchor="what-it-costs")
    article(body="Changed.", effective_from="2026-07-01")
    passage.refresh_from_db()
    assert page_address(passage) == "/help/renew-a-license/?on=2026-01-01#what-it-costs"
    spanish = article(body="Renueve su licencia.", language="es").passages.get()
    assert "language=es" in page_address(spanish)
