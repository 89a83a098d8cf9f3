"""How sure we are that the best passage answers: one number from how much speaks for it.

A logistic curve over two figures: the evidence that the best passage has gathered, and the same for each
word asked. The weights were fitted on questions with known answers and questions without
(benchmarks/answers.md says how well they do on data that they were not fitted on); the threshold is where
few questions from outside the agency's business pass.
"""

import math

from frontoffice.knowledge.queries.ranking import SATURATION
from frontoffice.knowledge.queries.telling import Counts

INTERCEPT = -1.5
EVIDENCE = 2.4
EVIDENCE_A_WORD = 1.6
THRESHOLD = 0.5


def confidence(best: float, *, words: int, counts: Counts) -> float:
    """A share from 0 to 1. `best` is the score of the best passage, `words` how many different words were asked.

    The score is measured in perfect matches of the rarest word, so that small and large collections compare.
    """
    if best <= 0 or words == 0 or counts.passages == 0:
        return 0.0
    evidence = best / (counts.greatest_rarity * (SATURATION + 1))
    worth = INTERCEPT + EVIDENCE * math.log1p(evidence) + EVIDENCE_A_WORD * math.log1p(evidence / words)
    return 1 / (1 + math.exp(-worth))
