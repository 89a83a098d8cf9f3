"""How long the whole action takes that answers a question, with what it writes: by words alone, and by meaning too;
and how long the worker takes to read what passages mean while everything goes on.
"""

import time
from collections.abc import Sequence
from statistics import mean
from typing import Any

from frontoffice.foundation.meaning import encoder
from frontoffice.foundation.schedules import run_due
from frontoffice.knowledge.models import Article, Passage, SentenceModel
from frontoffice.portal.benchmarking import running
from frontoffice.portal.benchmarking.measures import percentile
from frontoffice.portal.benchmarking.measuring import words_alone
from frontoffice.portal.benchmarking.tasks import Task

REST = 0.2  # seconds between two looks of the worker at what is due


def by_words(tasks: Sequence[Task], *, clock: running.Clock) -> dict[str, Any]:
    """Milliseconds of `knowledge.ask` by words alone, in the library as it is."""
    with words_alone():
        return _library() | {"words": _asked(tasks, clock)}


def by_meaning(tasks: Sequence[Task], *, clock: running.Clock) -> dict[str, Any]:
    """The same, beside those by words and meaning, after the worker has read everything; empty without a model."""
    if encoder() is None:
        return {}
    seconds = _read_in_background(clock)
    return by_words(tasks, clock=clock) | {"meaning": _asked(tasks, clock), "reading_seconds": seconds}


def _read_in_background(clock: running.Clock) -> float:
    """As the worker does it: by its schedules, each at its time, one after the other."""
    started = time.perf_counter()
    while SentenceModel.objects.filter(passages__gte=Passage.objects.count()).first() is None:
        if not run_due(at=clock()):
            time.sleep(REST)
    return time.perf_counter() - started


def _asked(tasks: Sequence[Task], clock: running.Clock) -> list[float]:
    """The first question is asked twice: what is loaded at the first is not of it."""
    times = [answered.ms for answered in running.put([*tasks[:1], *tasks], clock=clock, compare=())]
    return times[1:]


def _library() -> dict[str, int]:
    return {"articles": Article.objects.count(), "passages": Passage.objects.count()}


def lines(told: Sequence[dict[str, Any]]) -> list[str]:
    """The table of the whole action, a row for each library and way, and what reading took."""
    rows = [
        "The whole action `knowledge.ask`, with what it writes:",
        "",
        "| articles | passages | ms | mean | median | 95 % |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one in told:
        for way, title in (("words", "by words"), ("meaning", "by words and meaning")):
            if way in one:
                shown = (mean(one[way]), percentile(one[way], 0.5), percentile(one[way], 0.95))
                cells = " | ".join(f"{value:.1f}" for value in shown)
                rows.append(f"| {one['articles']:,} | {one['passages']:,} | {title} | {cells} |")
    for one in told:
        if "meaning" in one:
            more = percentile(one["meaning"], 0.95) - percentile(one["words"], 0.95)
            each = [meant - said for said, meant in zip(one["words"], one["meaning"], strict=True)]
            rows += [
                "",
                f"The meaning adds {more:.1f} ms at the 95 % of all, {mean(each):.1f} ms to a question on the average. "
                f"The worker read {one['passages']:,} passages in the background in {one['reading_seconds']:.0f} s.",
            ]
    return [*rows, ""]
