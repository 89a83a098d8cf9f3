"""With a sentence model: what is asked in other words is found, of what the reader may see and the model has read."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.cache import cache

from frontoffice.foundation.actors import service
from frontoffice.knowledge.actions.reading_meaning import read_more
from frontoffice.knowledge.actions.testing_policy import write_test
from frontoffice.knowledge.models import Cause, Expected, PolicyRun, SentenceModel
from frontoffice.knowledge.queries import Found, Turn, find, nearness
from frontoffice.knowledge.queries.fusing import fuse
from frontoffice.knowledge.queries.meant import readings
from frontoffice.knowledge.queries.nearness import Nearness
from frontoffice.knowledge.queries.ranking import Ranked
from frontoffice.knowledge.schedules import read_what_passages_mean
from tests import factories
from tests.factories import NOW
from tests.knowledge.writing import article, library
from tests.sentence_models import sentence_model

pytest.importorskip("onnxruntime")
pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 17)
OTHER_WORDS = "extend my authorization"


@pytest.fixture(autouse=True)
def model(tmp_path: Path, settings: object) -> None:
    cache.clear()
    settings.SEMANTIC_MODEL = sentence_model(tmp_path)  # type: ignore[attr-defined]


def found(
    question: str, *history: Turn, audience: str = "public", on: dt.date = DAY, language: str = "en"
) -> Found:
    return find(question, history, on=on, audience=audience, language=language)


def slugs(told: Found) -> list[str]:
    return list(dict.fromkeys(one.passage.version.article.slug for one in told.passages))


def test_other_words_find_what_means_the_same() -> None:
    library()
    assert slugs(found(OTHER_WORDS)) == []
    read_more(10)
    assert slugs(found(OTHER_WORDS))[0] == "renew-a-license"
    assert slugs(found("robbed automobile tags"))[0] == "stolen-plates"


def test_a_model_that_has_read_everything_for_the_first_time_is_tested() -> None:
    library()
    test = {"question": OTHER_WORDS, "must_cite": ["renew-a-license"], "expected": Expected.ANSWER}
    write_test(**test, by=factories.senior().actor, at=NOW)
    read_what_passages_mean(by=service("knowledge"), at=NOW)
    run = PolicyRun.objects.get(cause=Cause.MODEL)
    assert run.about == SentenceModel.objects.get().name
    article("license-for-boats", "A license for a boat is a sheet of paper.")
    read_what_passages_mean(by=service("knowledge"), at=NOW)
    assert PolicyRun.objects.filter(cause=Cause.MODEL).count() == 1


def test_while_the_library_is_being_read_everything_is_found_by_its_words() -> None:
    library()
    read_more(10)
    article("license-for-boats", "A license for a boat is a sheet of paper.")
    told = slugs(found("a license for boats"))
    assert told[0] == "license-for-boats"
    assert "renew-a-license" in told


def test_words_and_meaning_both_count() -> None:
    read = Nearness({1: 0.9, 2: 0.5, 3: 0.1}, usual=0.1)
    assert [one.pk for one in fuse([Ranked(2, 8.0), Ranked(3, 6.0)], read, words=0.5)] == [2, 1, 3]
    assert [one.pk for one in fuse([Ranked(2, 8.0), Ranked(3, 6.0)], None)] == [2, 3]
    assert [one.pk for one in fuse([], read)] == [1, 2]


def test_the_public_is_not_told_of_internal_texts_that_are_near() -> None:
    article("landlord", "Accept any permission.", audience="internal")
    read_more(10)
    assert slugs(found("authorization")) == []
    assert slugs(found("authorization", audience="internal")) == ["landlord"]


def test_only_texts_in_force_on_the_day_are_near() -> None:
    article(body="The license costs $32.00.")
    article(body="The license costs $36.00.", effective_from="2026-07-01")
    read_more(10)
    texts = [
        [one.passage.text for one in found("price of an authorization", on=on).passages]
        for on in (dt.date(2026, 6, 30), dt.date(2026, 7, 1))
    ]
    assert texts == [["The license costs $32.00."], ["The license costs $36.00."]]


def test_what_is_in_force_is_found_behind_many_earlier_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    for month in range(1, 13):
        article(body=f"The license is renewed. Note {month}.", effective_from=f"2025-{month:02}-01")
    article("plates", "Plates of a car.")
    read_more(10)
    monkeypatch.setattr("frontoffice.knowledge.queries.meant.NEAREST", 1)
    assert slugs(found(OTHER_WORDS))[0] == "renew-a-license"


def test_a_language_that_the_model_was_not_made_for_is_found_by_its_words_alone() -> None:
    article(body="Renueve su licencia: license.", language="es")
    read_more(10)
    assert slugs(found("permission", language="es")) == []
    assert slugs(found("licencia", language="es")) == ["renew-a-license"]


def test_a_follow_up_means_what_was_said_before_too() -> None:
    library()
    read_more(10)
    assert slugs(found("price", Turn("robbed tags")))[0] == "stolen-plates"
    assert slugs(found("price", Turn("extend the authorization")))[0] == "renew-a-license"


def test_the_weights_of_the_readings_add_up() -> None:
    for history in ([], [Turn("before")], [Turn("before", "told")]):
        assert sum(weight for _text, weight in readings("now", history)) == pytest.approx(1)


def test_a_model_that_can_not_be_used_leaves_the_search_by_words(settings: object) -> None:
    library()
    settings.SEMANTIC_MODEL = "nowhere"  # type: ignore[attr-defined]
    assert slugs(found("driver license fee"))[0] == "renew-a-license"


def test_what_is_in_memory_is_of_this_database() -> None:
    library()
    read_more(10)
    found(OTHER_WORDS)
    (kept,) = nearness._shelves.values()
    assert kept.mark == SentenceModel.objects.get().mark


def test_queries_do_not_grow_with_the_library(django_assert_max_num_queries: object) -> None:
    for number in range(30):
        article(f"license-{number}", f"License number {number} is renewed at office {number}.")
    read_more(10)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert len(found("permission renewed at the office", Turn("a license")).passages) == 10
