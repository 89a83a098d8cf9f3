"""Passages get their vectors in the background, once each, a few at a time, while everything goes on."""

from pathlib import Path

import pytest

from frontoffice.foundation import schedules
from frontoffice.knowledge.actions import reading_meaning
from frontoffice.knowledge.actions.reading_meaning import parts, read_more
from frontoffice.knowledge.models import Passage, PassageVector, SentenceModel
from tests.factories import NOW
from tests.knowledge.writing import article, library
from tests.sentence_models import sentence_model

pytest.importorskip("onnxruntime")
pytestmark = pytest.mark.django_db
LONG = 10.0


@pytest.fixture(autouse=True)
def model(tmp_path: Path, settings: object) -> None:
    settings.SEMANTIC_MODEL = sentence_model(tmp_path)  # type: ignore[attr-defined]


def test_every_passage_is_read_once() -> None:
    library()
    assert read_more(LONG) == Passage.objects.count()
    assert read_more(LONG) == 0
    assert PassageVector.objects.values("passage").distinct().count() == Passage.objects.count()


def test_only_what_is_new_is_read_again() -> None:
    library()
    read_more(LONG)
    kept = set(PassageVector.objects.values_list("pk", flat=True))
    new = article("vehicle-title", "A title shows who owns the vehicle.")
    assert read_more(LONG) == 1
    assert PassageVector.objects.exclude(pk__in=kept).get().passage.version == new


def test_it_stops_in_time_and_goes_on_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_meaning, "AT_ONCE", 2)
    library()
    assert read_more(0) == 2
    assert SentenceModel.objects.get().passages == 2
    while read_more(0):
        pass
    assert SentenceModel.objects.get().passages == Passage.objects.count()


def test_another_model_reads_everything_anew(tmp_path: Path, settings: object) -> None:
    library()
    read_more(LONG)
    settings.SEMANTIC_MODEL = sentence_model(tmp_path / "other", (("license", "plates"),))  # type: ignore[attr-defined]
    assert read_more(LONG) == Passage.objects.count()
    assert SentenceModel.objects.count() == 2


def test_without_a_model_nothing_is_read(settings: object) -> None:
    settings.SEMANTIC_MODEL = ""  # type: ignore[attr-defined]
    library()
    assert read_more(LONG) == 0
    assert not PassageVector.objects.exists()


def test_a_long_passage_is_read_in_even_parts_that_begin_with_what_it_is_about() -> None:
    article("fees", " ".join(f"word{number}" for number in range(400)), title="What it costs")
    read = parts(Passage.objects.select_related("version").get())
    assert [len(text.split()) for text in read] == [203, 203]
    assert all(text.startswith("What it costs\n") for text in read)


def test_the_worker_reads() -> None:
    library()
    schedules.run_due(at=NOW)
    assert PassageVector.objects.exists()
