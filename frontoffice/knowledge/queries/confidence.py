"""How sure we are that what is found answers: one number from what speaks for it.

A logistic curve over the signs. The weights that are shipped were fitted on two public collections of questions, each
question asked twice: as it is, and with the texts that answer it hidden (decisions/0027; benchmarks/answers.md says how
well they do). 0.5 is as likely answered as not where half of the questions have no answer. An agency fits its own on
its labeled questions, on the page of trust; those that it adopted last count, as data.
"""

import math
from collections.abc import Mapping

from frontoffice.knowledge.models import Calibration, Mode, Threshold
from frontoffice.knowledge.queries.found import Signs

Weights = Mapping[str, float]
INTERCEPT = "intercept"
SHIPPED: dict[str, Weights] = {
    Mode.LEXICAL: {INTERCEPT: -3.23, "evidence": 2.58, "a_word": 3.91, "agreement": 0.79},
    Mode.SEMANTIC: {INTERCEPT: -3.63, "evidence": 1.78, "a_word": 3.58, "nearness": 2.33, "agreement": 0.65},
}
SHIPPED_THRESHOLD = 0.28  # nine of ten questions that the collections answer are above it, fold by fold


def confidence(signs: Signs | None, weights: Weights) -> float:
    """A share from 0 to 1; 0 where nothing speaks for an answer."""
    if signs is None or signs.evidence <= 0:
        return 0.0
    worth = weights[INTERCEPT] + sum(weights.get(name, 0.0) * sign for name, sign in signs.named().items())
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, worth))))


def weights_for(mode: str) -> Weights:
    """The weights that the agency adopted last, else those that are shipped. One query."""
    adopted = Calibration.objects.filter(mode=mode, adopted_at__isnull=False).order_by("-adopted_at", "-pk")
    own: Weights | None = adopted.values_list("weights", flat=True).first()
    return own or SHIPPED[mode]


def threshold_for(topic: str) -> float:
    """From which confidence on a question of the topic is answered. One query."""
    newest: dict[str, float | None] = {}
    rows = Threshold.objects.filter(topic__in={topic, ""}).order_by("pk").values_list("topic", "value")
    newest.update(rows)
    for value in (newest.get(topic), newest.get("")):
        if value is not None:
            return value
    return SHIPPED_THRESHOLD
