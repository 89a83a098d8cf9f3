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
class Signs:
    """`evidence` and `a_word` are logarithms of what the best passage gathered, in all and for each word asked.

    `sentence` is the share (0 to 1, rare words count more) of the question that one sentence holds, `lead` how far the
    best passage is ahead of the best of another article (0 to 1). `nearness` (-1 to 1) is the likeness in meaning of
    question and passage; None where passages are found by their words alone. `agreement` (0 to 1) is the share of the
    other passages of its article that each of the best ten by their words has among them, on average.
    """

    evidence: float
    a_word: float
    sentence: float
    lead: float
    nearness: float | None = None
    agreement: float = 0.0

    def named(self) -> dict[str, float]:
        """The figures by name; without the nearness where there is none."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Found:
    """Up to ten passages, best first. `confidence` (0 to 1) says how sure we are that they answer.

    `understood` is false where the question holds no telling word ("Thank you!"): there is nothing to look for, and the
    person is asked to say more. `choices` are the best passages of articles that fit alike: the person is asked which
    is meant. `answerable` is false below the threshold: then a representative is offered.
    """

    passages: tuple[FoundPassage, ...]
    confidence: float
    understood: bool
    answerable: bool
    choices: tuple[FoundPassage, ...] = ()
    signs: Signs | None = None

    @property
    def asks_back(self) -> bool:
        """Whether the person has to say more before anything can be answered or referred."""
        return not self.understood or bool(self.choices)
