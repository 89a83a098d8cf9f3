"""What findings come to: a score of 100 less the weights, failed where anything critical was found. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from frontoffice.supervision.models import ScorecardItem

PASSES_FROM = 70


@dataclass(frozen=True)
class Score:
    points: int
    passed: bool
    errors: int
    critical: int


def score(found: Collection[ScorecardItem]) -> Score:
    """The score of a look that found these (STF-7: a critical error fails regardless of the rest)."""
    critical = sum(item.critical for item in found)
    points = max(100 - sum(item.weight for item in found), 0)
    return Score(points, points >= PASSES_FROM and not critical, len(found), critical)
