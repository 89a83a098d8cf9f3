"""Measures of a ranking and of a confidence, as the literature defines them."""

import hashlib
import math
import random
from collections import Counter
from collections.abc import Collection, Sequence

DRAWS = 2000
SEED = 20260301


def recall(ranked: Sequence[str], gold: Collection[str], k: int) -> float:
    """The share of the gold passages among the first k."""
    return len(set(ranked[:k]) & set(gold)) / len(gold)


def ndcg(ranked: Sequence[str], gold: Collection[str], k: int = 10) -> float:
    """Normalized discounted cumulative gain with binary gains."""
    gained = sum(1 / math.log2(place + 2) for place, name in enumerate(ranked[:k]) if name in gold)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(k, len(gold))))
    return gained / ideal


def auroc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """The chance that one of `higher` is above one of `lower`; ties count half."""
    both = sorted([(value, True) for value in higher] + [(value, False) for value in lower])
    ranks = 0.0
    start = 0
    while start < len(both):
        end = start
        while end < len(both) and both[end][0] == both[start][0]:
            end += 1
        ranks += (start + 1 + end) / 2 * sum(is_higher for _value, is_higher in both[start:end])
        start = end
    return (ranks - len(higher) * (len(higher) + 1) / 2) / (len(higher) * len(lower))


def auroc_interval(higher: Sequence[float], lower: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of `auroc` by bootstrap: 2,000 seeded draws of both sides."""
    draw = random.Random(SEED)  # noqa: S311 - statistics, not a secret
    values = sorted(
        auroc(draw.choices(higher, k=len(higher)), draw.choices(lower, k=len(lower)))
        for _draw in range(DRAWS)
    )
    return values[int(DRAWS * 0.025)], values[int(DRAWS * 0.975) - 1]


def folds(groups: Sequence[str], number: int = 5) -> list[int]:
    """A fold for each question; those of one group are in the same, and the folds are of like size.

    Which group is in which depends on their names alone.
    """
    sizes = Counter(groups)
    mixed = sorted(sizes, key=lambda group: hashlib.sha256(group.encode(errors="replace")).digest())
    taken = [0] * number
    where: dict[str, int] = {}
    for group in sorted(mixed, key=lambda group: -sizes[group]):
        where[group] = taken.index(min(taken))
        taken[where[group]] += sizes[group]
    return [where[group] for group in groups]


def difference_interval(
    ours: Sequence[float], theirs: Sequence[float], groups: Sequence[str]
) -> tuple[float, float]:
    """The 95 % interval of the mean difference of pairs, by bootstrap over groups: 2,000 seeded draws."""
    draw = random.Random(SEED)  # noqa: S311 - statistics, not a secret
    by_group: dict[str, list[float]] = {}
    for one, other, group in zip(ours, theirs, groups, strict=True):
        by_group.setdefault(group, []).append(one - other)
    parts = [(sum(values), len(values)) for values in by_group.values()]
    means = []
    for _draw in range(DRAWS):
        drawn = draw.choices(parts, k=len(parts))
        means.append(sum(total for total, _size in drawn) / sum(size for _total, size in drawn))
    means.sort()
    return means[int(DRAWS * 0.025)], means[int(DRAWS * 0.975) - 1]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]
