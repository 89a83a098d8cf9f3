"""From answers to the figures of a benchmark."""

from collections.abc import Sequence
from statistics import mean
from typing import Any

from frontoffice.portal.benchmarking.measures import auroc, auroc_interval, ndcg, percentile, recall
from frontoffice.portal.benchmarking.running import Answered

WITH_ANSWER = frozenset({"ANSWERABLE", "PARTIAL"})
WITHOUT = "UNANSWERABLE"


def score(answers: Sequence[Answered], known: set[str]) -> dict[str, Any]:
    """The figures, rounded. Retrieval over the turns with gold passages; a gold passage that the corpus
    lacks is missed.

    `auroc` is that of the confidence, answerable and partly answerable turns against unanswerable ones; turns of
    other kinds (thanks, greetings) are left out. Null where there is nothing to measure.
    """
    scored = [one for one in answers if one.task.gold]
    gold = {name for one in scored for name in one.task.gold}
    figures: dict[str, Any] = {
        "questions": len(answers),
        "scored": len(scored),
        "gold_missing": len(gold - known),
    }
    figures |= _retrieval(scored, "ranked", "")
    figures |= _retrieval(scored, "alone", "_without_history")
    figures |= _answerability(answers)
    times = [one.ms for one in answers]
    return figures | {
        "ms": round(mean(times), 1),
        "ms_p50": round(percentile(times, 0.5), 1),
        "ms_p95": round(percentile(times, 0.95), 1),
    }


def _retrieval(scored: Sequence[Answered], ranking: str, suffix: str) -> dict[str, float | None]:
    pairs = [(getattr(one, ranking), one.task.gold) for one in scored]
    figures: dict[str, float | None] = {}
    for k in (1, 5, 10):
        figures[f"recall@{k}{suffix}"] = _mean([recall(ranked, gold, k) for ranked, gold in pairs])
    figures[f"ndcg@10{suffix}"] = _mean([ndcg(ranked, gold) for ranked, gold in pairs])
    return figures


def _answerability(answers: Sequence[Answered]) -> dict[str, Any]:
    can = [one for one in answers if one.task.answerability in WITH_ANSWER]
    cannot = [one for one in answers if one.task.answerability == WITHOUT]
    figures: dict[str, Any] = {
        "answerable": len(can),
        "unanswerable": len(cannot),
        "answerable_shown": _mean([float(one.shown) for one in can]),
        "unanswerable_shown": _mean([float(one.shown) for one in cannot]),
        "auroc": None,
        "auroc_interval": None,
    }
    if can and cannot:
        sides = [one.confidence for one in can], [one.confidence for one in cannot]
        figures["auroc"] = round(auroc(*sides), 4)
        figures["auroc_interval"] = [round(bound, 4) for bound in auroc_interval(*sides)]
    return figures


def _mean(values: Sequence[float]) -> float | None:
    return round(mean(values), 4) if values else None
