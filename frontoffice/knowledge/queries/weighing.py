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
REWRITTEN = 0.7


@dataclass(frozen=True)
class Asked:
    """Stems of the question in order, and the weights of these (1) and of the stems carried over (less).

    `words` is how many different things are asked for; 0 where there is nothing telling in the question. `carried` says
    whether anything was said before that the question does not say itself.
    """

    now: tuple[str, ...]
    weights: dict[str, float]
    words: int
    carried: bool = False


def weigh(question: str, history: Sequence[Turn], *, language: str, rewritten: str = "") -> Asked:
    """The words to look for. `history` is in the order in which it was said.

    Words of a `rewritten` question count besides, less than those that the person said: they are another's reading.
    """
    now = stems(question, language)
    weights = dict.fromkeys(now, 1.0)
    cues = cued(question, language=language)
    _raise(weights, cues, WORTH)
    own = len(weights)
    weight = EARLIER
    for turn in reversed(history):
        _raise(weights, stems(turn.asked, language), weight)
        weight *= FADING
        if weight < LEAST:
            break
    if history and history[-1].reply:
        told = set(stems(history[-1].reply, language))
        _raise(weights, told, REPLY * min(1.0, REPLY_WORDS / max(1, len(told))))
    _raise(weights, stems(rewritten, language), REWRITTEN)
    return Asked(tuple(now), weights, words=len(set(now)) or min(1, len(cues)), carried=len(weights) > own)


def _raise(weights: dict[str, float], words: Sequence[str] | set[str], weight: float) -> None:
    for word in words:
        weights[word] = max(weights.get(word, 0.0), weight)
