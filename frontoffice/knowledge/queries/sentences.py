"""Sentences of a passage, and the one that answers."""

import re

from frontoffice.foundation.search import stems
from frontoffice.knowledge.queries.telling import Counts

LONGEST = 60  # words; what runs on without a full stop (a menu, a list of links) is cut here
CARRIED = 0.3  # what words of earlier turns count for when the sentence is chosen
LONG = 40
_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[¿¡]?[A-ZÀ-ÞА-Я0-9$])|\s*\n\s*")
_WORD = re.compile(r"\S+")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|st|no|nos|sec|ch|art|vs|inc|co|dept|ave|blvd|rd|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct"
    r"|nov|dec|(?:[a-z]\.)*[a-z])\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand (from, to). A line is a sentence of its own."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if "\n" not in match.group() and _ABBREVIATED.search(text[start : match.end()].rstrip()):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    for first in range(0, len(words), LONGEST):
        part = words[first : first + LONGEST]
        found.append((part[0][0], part[-1][1]))


def answering(
    text: str, *, now: set[str], weights: dict[str, float], counts: Counts, language: str
) -> tuple[int, int]:
    """The sentence that holds most of what was asked; (0, 0) when none holds any of it."""
    best, where = 0.0, (0, 0)
    for start, end in sentences(text):
        held = stems(text[start:end], language, like=weights)
        worth = sum(
            (1.0 if stem in now else CARRIED) * weights[stem] * counts.rarity(stem)
            for stem in set(held)
            if stem in weights
        )
        worth /= max(1.0, len(held) / LONG)
        if worth > best:
            best, where = worth, (start, end)
    return where
