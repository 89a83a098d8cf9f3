"""What a question is read as when its meaning is looked for: the question alone, and with what was said before it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from frontoffice.foundation.meaning import Encoder, UnusableModel, encoder
from frontoffice.knowledge.models import Passage
from frontoffice.knowledge.queries.found import Turn
from frontoffice.knowledge.queries.nearness import Nearness, near

log = logging.getLogger(__name__)
ALONE, AFTER_QUESTION, AFTER_REPLY = 0.5, 0.25, 0.25
REPLY = 300  # characters of the last reply: what it begins with says what it is about
NEAREST = 100


def reader_for(language: str) -> Encoder | None:
    """The model that reads questions of the language; None where there is none, or it can't be used."""
    if language not in settings.SEMANTIC_LANGUAGES:
        return None
    try:
        return encoder()
    except UnusableModel as wrong:
        log.error("found by words alone: %s", wrong)
        return None


def readings(question: str, history: Sequence[Turn], rewritten: str = "") -> list[tuple[str, float]]:
    """Texts with their weights, which add up to 1. A `rewritten` question takes the place of what was said before."""
    if rewritten:
        return [(question, ALONE), (rewritten, 1 - ALONE)]
    if not history:
        return [(question, 1.0)]
    last = history[-1]
    read = [(question, ALONE), (f"{last.asked} {question}", AFTER_QUESTION)]
    if last.reply:
        return [*read, (f"{last.reply[:REPLY]} {question}", AFTER_REPLY)]
    return [(text, weight / (1 - AFTER_REPLY)) for text, weight in read]


@dataclass(frozen=True)
class Meant:
    """A question that is being read by the model, while its words are looked for."""

    reader: Encoder
    rows: Callable[[], Any]
    weights: Sequence[float]

    def wanted(self) -> Any:
        """The vector that is asked for: the readings by their weights. Waits until they are read."""
        import numpy as np

        return (self.rows() * np.asarray(self.weights, dtype=np.float32)[:, None]).sum(0)

    def nearness(self, *, among: QuerySet[Passage], besides: Sequence[int]) -> Nearness | None:
        """How near passages are to the question; None where no passage was read by a model. Three queries."""
        return near(self.reader, self.wanted, among=among, besides=besides, limit=NEAREST)


def begin_reading(
    question: str, history: Sequence[Turn], *, language: str, rewritten: str = ""
) -> Meant | None:
    """Start reading what the question means; None without a model for the language. No query."""
    reader = reader_for(language)
    if reader is None or not question.strip():
        return None
    read = readings(question, history, rewritten)
    return Meant(reader, reader.begin([text for text, _weight in read]), [weight for _text, weight in read])
