"""What a question asks for: its telling words with their weights, read with the turns before it.

A follow-up ("How do I apply?") leaves out what was said before. So the words of earlier questions count as well, the
less the longer ago, and so do those of the last reply, which share a small weight among them however long it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from frontoffice.foundation.search import stems
from frontoffice.knowledge.queries.cues import WORTH, cued
from frontoffice.knowledge.queries.found import Turn

EARLIER = 0.35
FADING = 0.6
REPLY = 0.2
REPLY_WORDS = 8
LEAST = 0.01


@dataclass(frozen=True)
class Asked:
    """Stems of the question in order, and the weights of these (1) and of the stems carried over (less).

    `words` is how many different things are asked for; 0 where there is nothing telling in the question. `carried` says
    whether the question is read with turns before it.
    """

    now: tuple[str, ...]
    weights: dict[str, float]
    words: int
    carried: bool = False


def weigh(question: str, history: Sequence[Turn], *, language: str) -> Asked:
    """The words to look for. `history` is in the order in which it was said."""
    now = stems(question, language)
    weights = dict.fromkeys(now, 1.0)
    cues = cued(question, language=language)
    _raise(weights, cues, WORTH)
    weight = EARLIER
    for turn in reversed(history):
        _raise(weights, stems(turn.asked, language), weight)
        weight *= FADING
        if weight < LEAST:
            break
    if history and history[-1].reply:
        told = set(stems(history[-1].reply, language))
        _raise(weights, told, REPLY * min(1.0, REPLY_WORDS / max(1, len(told))))
    return Asked(tuple(now), weights, words=len(set(now)) or min(1, len(cues)), carried=bool(history))


def _raise(weights: dict[str, float], words: Sequence[str] | set[str], weight: float) -> None:
    for word in words:
        weights[word] = max(weights.get(word, 0.0), weight)
