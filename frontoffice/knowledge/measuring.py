"""How well a confidence tells what is answered rightly: curve, coverage at a risk, calibration, with intervals."""

import itertools
import random
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import TypeVar

DRAWS = 2000
SEED = 20260301
BINS = 10
Judged = tuple[float, bool]  # how sure, and whether it was right
Item = TypeVar("Item")
Curve = list[tuple[float, float, float]]


def curve(judged: Sequence[Judged]) -> Curve:
    """(coverage, risk, threshold) from the surest question to the least sure; risk is the share of answers not right.

    Questions of the same confidence are answered or left together.
    """
    ordered = sorted(judged, key=lambda one: -one[0])
    points: Curve = []
    wrong = 0
    for place, (sure, right) in enumerate(ordered, start=1):
        wrong += not right
        if place == len(ordered) or ordered[place][0] < sure:
            points.append((place / len(ordered), wrong / place, sure))
    return points


def coverage_at(judged: Sequence[Judged], risk: float) -> float:
    """The greatest share of questions that can be answered with at most this share of wrong answers."""
    return max((coverage for coverage, met, _sure in curve(judged) if met <= risk), default=0.0)


def threshold_at(judged: Sequence[Judged], risk: float) -> float | None:
    """The lowest threshold that keeps the share of wrong answers at most at this; None where none does."""
    return min((sure for _coverage, met, sure in curve(judged) if met <= risk), default=None)


def area_under(judged: Sequence[Judged]) -> float:
    """The mean risk over all coverages: lower is better (AURC)."""
    points = curve(judged)
    before, area = 0.0, 0.0
    for coverage, risk, _sure in points:
        area += (coverage - before) * risk
        before = coverage
    return area


def bins(judged: Sequence[Judged]) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, how many) in up to ten groups of like size, from unsure to sure."""
    ordered = sorted(judged)
    cuts = [round(len(ordered) * at / BINS) for at in range(BINS + 1)]
    groups = [ordered[start:end] for start, end in itertools.pairwise(cuts) if end > start]
    return [(fmean(s for s, _ in group), fmean(float(r) for _, r in group), len(group)) for group in groups]


def calibration_error(judged: Sequence[Judged]) -> float:
    """How far confidence and share right are apart, on average (expected calibration error)."""
    return sum(abs(sure - right) * number for sure, right, number in bins(judged)) / max(1, len(judged))


def discrimination(judged: Sequence[Judged]) -> float | None:
    """The chance that a right answer is surer than a wrong one (AUROC); None without both kinds."""
    ordered = sorted(judged)
    rights = sum(right for _sure, right in ordered)
    wrongs = len(ordered) - rights
    if not rights or not wrongs:
        return None
    ranks, start = 0.0, 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end][0] == ordered[start][0]:
            end += 1
        ranks += (start + 1 + end) / 2 * sum(right for _sure, right in ordered[start:end])
        start = end
    return (ranks - rights * (rights + 1) / 2) / (rights * wrongs)


def interval(
    groups: Sequence[Sequence[Item]], measure: Callable[[Sequence[Item]], float | None]
) -> tuple[float, float] | None:
    """The 95 % interval of a measure by bootstrap over groups (conversations): 2,000 seeded draws."""
    draw = random.Random(SEED)  # noqa: S311 - statistics, not a secret
    found = []
    for _draw in range(DRAWS):
        drawn = [one for group in draw.choices(groups, k=len(groups)) for one in group]
        value = measure(drawn)
        if value is not None:
            found.append(value)
    if not found:
        return None
    found.sort()
    return found[int(len(found) * 0.025)], found[max(0, int(len(found) * 0.975) - 1)]
