"""Which sentences of which passages answer a question, word for word."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontoffice.foundation.search import stems
from frontoffice.knowledge.models import Passage
from frontoffice.knowledge.queries.found import FoundPassage
from frontoffice.knowledge.queries.sentences import sentences

MOST_SOURCES = 3  # for one question
AS_GOOD = 0.75  # of the best passage's score
MOST_SENTENCES = 4
NEARLY = 0.5  # of what the best sentence holds of the question


@dataclass(frozen=True)
class Quoted:
    """Characters `start` to `end` of a passage's text."""

    passage: Passage
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.passage.text[self.start : self.end]


def quoted(found: FoundPassage, question: str, *, language: str) -> list[Quoted]:
    """The answering sentence, and up to two others that hold nearly as much of what was asked, in the text's order.

    Empty where no sentence holds any of it.
    """
    text, best = found.passage.text, found.sentence
    if best == (0, 0):
        return []
    asked = set(stems(question, language))
    held = {span: len(asked & set(stems(text[slice(*span)], language))) for span in sentences(text)}
    enough = max(1.0, NEARLY * held.get(best, 1))
    others = [span for span, number in held.items() if span != best and number >= enough]
    others.sort(key=lambda span: (-held[span], abs(span[0] - best[0])))
    chosen = sorted([best, *others[: MOST_SENTENCES - 1]])
    return [Quoted(found.passage, start, end) for start, end in chosen]


def composed(passages: Sequence[FoundPassage], question: str, *, language: str) -> list[Quoted]:
    """The answer made of passages that may be sent, the best first: from the best and from those nearly as good.

    Empty where no sentence of any holds what was asked.
    """
    near = [one for one in passages if one.score >= AS_GOOD * passages[0].score]
    return [words for one in near[:MOST_SOURCES] for words in quoted(one, question, language=language)]


def as_said(sentences_of_one: list[Quoted]) -> str:
    """The sentences of one passage as one text: on lines of their own where they stand so in the source."""
    said = ""
    for before, one in zip([None, *sentences_of_one], sentences_of_one, strict=False):
        if before is not None:
            between = one.passage.text[before.end : one.start]
            said += "\n" if "\n" in between else " " if not between.strip() else " … "
        said += one.words
    return said
