"""Fitting the confidence to questions whose right answers are known: a logistic regression, small enough to do by hand.

Plain Newton steps with a little pull to zero, in pure Python: a handful of signs and some hundred questions take less
than a second, and the same questions give the same weights on every machine.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from frontoffice.knowledge.queries.confidence import INTERCEPT, Weights

STEPS = 30
PULL = 1.0  # on the weight of each sign, measured in its own standard deviations
FOLDS = 5
FEWEST = 20
FEWEST_OF_A_KIND = 5


@dataclass(frozen=True)
class Sample:
    """A question with its signs and whether what was found answers it; `group` stays in one fold (a conversation)."""

    signs: Mapping[str, float]
    right: bool
    group: Hashable
    weight: float = 1.0


class TooFew(ValueError):
    """There are not enough questions of both kinds to fit on."""


def enough(samples: Sequence[Sample]) -> bool:
    """Whether there are questions of both kinds to fit on."""
    right = sum(one.right for one in samples)
    return len(samples) >= FEWEST and min(right, len(samples) - right) >= FEWEST_OF_A_KIND


def fit(samples: Sequence[Sample]) -> Weights:
    """The weights of the signs that all samples have. Raises TooFew."""
    right = sum(one.right for one in samples)
    if not 0 < right < len(samples):
        raise TooFew
    names = sorted(set.intersection(*(set(one.signs) for one in samples)))
    columns = [[one.signs[name] for one in samples] for name in names]
    scales = [(fmean(column), pstdev(column) or 1.0) for column in columns]
    rows = [
        [
            1.0,
            *(
                (column[place] - mean) / spread
                for column, (mean, spread) in zip(columns, scales, strict=True)
            ),
        ]
        for place in range(len(samples))
    ]
    worth = _newton(rows, [float(one.right) for one in samples], [one.weight for one in samples])
    weights = {name: worth[place] / scales[place - 1][1] for place, name in enumerate(names, start=1)}
    shift = sum(weights[name] * mean for name, (mean, _spread) in zip(names, scales, strict=True))
    return {
        INTERCEPT: round(worth[0] - shift, 4),
        **{name: round(value, 4) for name, value in weights.items()},
    }


def folds(samples: Sequence[Sample], *, number: int = FOLDS) -> list[int]:
    """The fold of each sample; a group is never in two, and the folds are the same each time."""
    groups = sorted({str(one.group) for one in samples})
    place = {group: at % number for at, group in enumerate(groups)}
    return [place[str(one.group)] for one in samples]


def out_of_fold(samples: Sequence[Sample]) -> list[Weights]:
    """For each sample the weights that were fitted on the other folds."""
    where = folds(samples)
    fitted = {
        fold: fit([one for one, other in zip(samples, where, strict=True) if other != fold])
        for fold in set(where)
    }
    return [fitted[fold] for fold in where]


def _newton(rows: Sequence[Sequence[float]], right: Sequence[float], weight: Sequence[float]) -> list[float]:
    size = len(rows[0])
    worth = [0.0] * size
    for _step in range(STEPS):
        slope = [-PULL * value if place else 0.0 for place, value in enumerate(worth)]
        bend = [[(PULL if at == place and at else 0.0) for at in range(size)] for place in range(size)]
        for row, target, heavy in zip(rows, right, weight, strict=True):
            told = 1 / (1 + math.exp(-max(-40.0, min(40.0, sum(map(float.__mul__, worth, row))))))
            error, curve = heavy * (target - told), heavy * max(told * (1 - told), 1e-9)
            for place, value in enumerate(row):
                slope[place] += error * value
                line = bend[place]
                for at, other in enumerate(row):
                    line[at] += curve * value * other
        step = _solve(bend, slope)
        worth = [value + change for value, change in zip(worth, step, strict=True)]
        if max(map(abs, step)) < 1e-9:
            break
    return worth


def _solve(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    """Gauss with the greatest pivot; the matrix is positive definite but for rounding."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for at in range(size):
        pivot = max(range(at, size), key=lambda place: abs(rows[place][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        head = rows[at][at] or 1e-12
        for place in range(at + 1, size):
            share = rows[place][at] / head
            rows[place] = [value - share * top for value, top in zip(rows[place], rows[at], strict=True)]
    found = [0.0] * size
    for at in reversed(range(size)):
        rest = sum(rows[at][place] * found[place] for place in range(at + 1, size))
        found[at] = (rows[at][size] - rest) / (rows[at][at] or 1e-12)
    return found
