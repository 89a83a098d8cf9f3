"""What a search takes and gives."""

from dataclasses import dataclass

from frontoffice.knowledge.models import Passage


@dataclass(frozen=True)
class Turn:
    """An earlier exchange of the same contact: what was asked, and what the person was told (empty if nothing)."""

    asked: str
    reply: str = ""


@dataclass(frozen=True)
class FoundPassage:
    """A passage, how well it fits (comparable within one answer), and where in its text the answering sentence
    stands: (0, 0) where no sentence holds what was asked, and below the fifth passage.
    """

    passage: Passage
    score: float
    sentence: tuple[int, int]

    @property
    def sentence_text(self) -> str:
        return self.passage.text[slice(*self.sentence)]

    @property
    def around(self) -> tuple[str, str, str]:
        """The passage's text before the sentence, the sentence, and the text after it."""
        start, end = self.sentence
        return self.passage.text[:start], self.passage.text[start:end], self.passage.text[end:]


@dataclass(frozen=True)
class Found:
    """Up to ten passages, best first. `confidence` (0 to 1) says how sure we are that they answer.

    `understood` is false where the question holds no telling word ("Thank you!"): there is nothing to look for, and the
    person is asked to say more. `answerable` is false below the threshold: then a representative is offered.
    """

    passages: tuple[FoundPassage, ...]
    confidence: float
    understood: bool
    answerable: bool
