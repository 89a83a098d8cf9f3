"""Words of a made-up language, some of them common and most rare, as in any language (Zipf's law)."""

import itertools
import random
from collections.abc import Sequence

ONSETS = (
    "b",
    "br",
    "c",
    "d",
    "dr",
    "f",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
)
NUCLEI = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
CODAS = ("", "l", "m", "n", "r", "x", "ck", "nd")
SIZE = 30_000
COMMON, MIDDLE = range(60), range(400, 1_500)
RARE = range(15_000, SIZE)


def words() -> list[str]:
    """All words, the most common first; the same in each run, and none that a stemmer shortens."""
    syllables = ["".join(parts) for parts in itertools.product(ONSETS, NUCLEI, CODAS)]
    draw = random.Random(11)  # noqa: S311 - text for a measurement
    made: dict[str, None] = {}
    while len(made) < SIZE:
        made["".join(draw.choices(syllables, k=2 if len(made) < 4_000 else 3)) + "k"] = None
    return list(made)


class Writer:
    """Draws texts: the word of rank r comes up about 1/r as often as the first."""

    def __init__(self, *, seed: int) -> None:
        self.words = words()
        self._draw = random.Random(seed)  # noqa: S311 - text for a measurement
        self._sums = list(itertools.accumulate(1 / (rank + 3) for rank in range(SIZE)))

    def text(self, length: int) -> str:
        """So many words."""
        return " ".join(self._draw.choices(self.words, cum_weights=self._sums, k=length))

    def name(self) -> str:
        """A first and a last name, both among the less common words."""
        first, last = self._draw.choices(self.words[1_000:20_000], k=2)
        return f"{first.capitalize()} {last.capitalize()}"


def asked(known: Sequence[str], *, seed: int) -> list[str]:
    """What is searched for: rare, middle and common words in turn, one or two at a time."""
    draw = random.Random(seed)  # noqa: S311 - questions of a measurement
    found = []
    for number in range(300):
        ranks = (RARE, MIDDLE, COMMON)[number % 3]
        found.append(" ".join(known[rank] for rank in draw.sample(ranks, k=1 + number // 3 % 2)))
    return found
