"""How telling words are: counts from the vocabulary, and the nearest known word for one that nothing holds."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from frontoffice.knowledge.models import Word

MANY = 2000
SHORTEST_CORRECTED = 5
LIKENESS = 0.75
CORRECTED = 0.8


@dataclass(frozen=True)
class Counts:
    """In how many of `passages` passages each stem stands; `mean_length` is in stems.

    A library of a few articles is weighed as if it were part of one of a hundred passages: that a word stands in
    two of its three says nothing yet of how telling it is.
    """

    passages: int
    mean_length: float
    holding: dict[str, int]
    fewest: int = 100

    def rarity(self, stem: str) -> float:
        """Inverse document frequency, never negative; that of an unknown stem is the greatest."""
        held = self.holding.get(stem, 0)
        return math.log(1 + (self.size - held + 0.5) / (held + 0.5))

    @property
    def size(self) -> int:
        return max(self.passages, self.fewest)

    def among_many(self) -> "Counts":
        """The same as part of a library of 2,000 passages: what an agency speaks of all the time is telling there.

        In a small library "license" tells one article from another badly, but says well that a question is ours.
        """
        return replace(self, fewest=MANY)

    @property
    def greatest_rarity(self) -> float:
        return math.log(1 + (self.size + 0.5) / 0.5)


def count(stems: Iterable[str], *, language: str) -> Counts:
    """The counts for these stems. One query."""
    asked = {stem[:64] for stem in stems}
    rows = Word.objects.filter(language=language, stem__in=[*asked, ""])
    found = {word.stem: (word.passages, word.occurrences) for word in rows}
    passages, occurrences = found.pop("", (0, 0))
    holding = {stem: held for stem, (held, _occurrences) in found.items() if held}
    return Counts(passages, occurrences / passages if passages else 0.0, holding)


def correct(weights: dict[str, float], counts: Counts, *, language: str) -> tuple[dict[str, float], Counts]:
    """Where nothing holds a word of the question, look for the one it was likely meant to be. A query per such word."""
    better, holding = dict(weights), dict(counts.holding)
    for stem, weight in weights.items():
        if stem in counts.holding or weight < 1 or len(stem) < SHORTEST_CORRECTED or not stem.isalpha():
            continue
        known = Word.objects.filter(language=language, stem__gte=stem[0], stem__lt=chr(ord(stem[0]) + 1))
        held = dict(known.filter(passages__gt=0).values_list("stem", "passages"))
        meant = _nearest(stem, held)
        if meant is not None:
            better[meant] = max(better.get(meant, 0.0), weight * CORRECTED)
            holding[meant] = held[meant]
    return better, replace(counts, holding=holding)


def _nearest(stem: str, held: dict[str, int]) -> str | None:
    found = process.extract(
        stem, list(held), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=LIKENESS, limit=5
    )
    return max(found, key=lambda one: (one[1], held[one[0]]))[0] if found else None
