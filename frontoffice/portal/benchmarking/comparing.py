"""Comparing ways of ordering on the same questions: five folds by conversation, and what each way brought."""

from collections.abc import Sequence
from statistics import mean
from typing import Any

from frontoffice.portal.benchmarking.measures import difference_interval, folds, ndcg, recall
from frontoffice.portal.benchmarking.running import Answered
from frontoffice.portal.benchmarking.ways import SHARES

MEASURES = ("R@1", "R@5", "R@10", "nDCG@10")
CHOSEN = "chosen"
BASE = "words"


def compare(answers: Sequence[Answered]) -> dict[str, Any]:
    """For each way: its measures, what it brought over the words alone with the 95 % interval, and those of each fold.

    The way `chosen` takes in each fold the weight of the words that was best (nDCG@10) on the other four.
    """
    scored = [one for one in answers if one.task.gold and one.ways]
    if not scored:
        return {}
    groups = [one.task.group for one in scored]
    fold_of = folds(groups)
    rows = {way: [_measured(one, way) for one in scored] for way in scored[0].ways}
    if all(f"share {share}" in rows for share in SHARES):
        rows[CHOSEN] = _chosen(rows, fold_of)
    shown = {way: values for way, values in rows.items() if not way.startswith("share ")}
    return {
        "groups": len(set(groups)),
        "ways": {way: _summed(values, rows[BASE], groups, fold_of) for way, values in shown.items()},
    }


def _measured(one: Answered, way: str) -> tuple[float, ...]:
    ranked, gold = one.ways[way], one.task.gold
    return (*(recall(ranked, gold, k) for k in (1, 5, 10)), ndcg(ranked, gold))


def _chosen(rows: dict[str, list[tuple[float, ...]]], fold_of: Sequence[int]) -> list[tuple[float, ...]]:
    best = {}
    for fold in set(fold_of):
        others = [place for place, own in enumerate(fold_of) if own != fold]
        best[fold] = max(
            (f"share {share}" for share in SHARES),
            key=lambda way: sum(rows[way][place][-1] for place in others),
        )
    return [rows[best[fold]][place] for place, fold in enumerate(fold_of)]


def _summed(
    values: list[tuple[float, ...]],
    base: list[tuple[float, ...]],
    groups: Sequence[str],
    fold_of: Sequence[int],
) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for place, name in enumerate(MEASURES):
        ours, theirs = [one[place] for one in values], [one[place] for one in base]
        by_fold = [
            round(mean(own for own, at in zip(ours, fold_of, strict=True) if at == fold), 4)
            for fold in sorted(set(fold_of))
        ]
        low, high = difference_interval(ours, theirs, groups)
        told[name] = {
            "mean": round(mean(ours), 4),
            "more": round(mean(ours) - mean(theirs), 4),
            "low": round(low, 4),
            "high": round(high, 4),
            "folds": by_fold,
        }
    return told
