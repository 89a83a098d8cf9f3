"""How sure we are that the best passage answers: one number from how much speaks for it."""

import math

from frontoffice.knowledge.queries.ranking import SATURATION
from frontoffice.knowledge.queries.telling import Counts

INTERCEPT = -3.0
EVIDENCE = 1.0
EVIDENCE_A_WORD = 2.0
THRESHOLD = 0.5


def confidence(best: float, *, words: int, counts: Counts) -> float:
    """A share from 0 to 1. `best` is the score of the best passage, `words` the number of different words asked for.

    The score is measured in perfect matches of the rarest word, so that small and large collections compare.
    """
    if best <= 0 or words == 0 or counts.passages == 0:
        return 0.0
    evidence = best / (counts.greatest_rarity * (SATURATION + 1))
    worth = INTERCEPT + EVIDENCE * math.log(evidence) + EVIDENCE_A_WORD * math.log(evidence / words)
    return 1 / (1 + math.exp(-worth))
