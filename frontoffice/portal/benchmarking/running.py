"""Asking the tasks of a benchmark as a visitor of the portal asks, and keeping what comes back."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.models import Channel
from frontoffice.foundation.actors import service, visitor
from frontoffice.knowledge.actions.asking import ask, note_exchange
from frontoffice.knowledge.actions.reading_meaning import read_more
from frontoffice.knowledge.loading import Loaded, load
from frontoffice.knowledge.models import Audience, Outcome, Passage, Question
from frontoffice.knowledge.queries import Turn
from frontoffice.knowledge.queries.looking import look
from frontoffice.portal.benchmarking.tasks import Task
from frontoffice.portal.benchmarking.ways import WAYS

Clock = Callable[[], datetime]
ALONE = "alone"
LONG = 3600.0


@dataclass(frozen=True)
class Answered:
    """What came back for a task: names of the passages, best first, how sure, whether shown, in how many ms.

    `alone` is the ranking for the question without the turns before it; `ways` those by each way of ordering.
    """

    task: Task
    ranked: list[str]
    alone: list[str]
    confidence: float
    shown: bool
    ms: float
    ways: Mapping[str, list[str]] = field(default_factory=dict)


def bring_in(corpus: Path, *, clock: Clock) -> tuple[Loaded, float]:
    """Import the corpus by the product's own import; what came in, and the seconds it took."""
    started = time.perf_counter()
    steps = list(load(corpus, by=service("portal"), clock=clock))
    return steps[-1], time.perf_counter() - started


def read_meaning() -> tuple[float, float]:
    """Have the sentence model read everything, as the worker does; seconds by the clock, and of the processor."""
    started, worked = time.perf_counter(), time.process_time()
    while read_more(LONG):
        pass
    return time.perf_counter() - started, time.process_time() - worked


def put(tasks: Iterable[Task], *, clock: Clock, compare: Sequence[str]) -> Iterable[Answered]:
    """Ask each task by the action behind the portal's question box, in a contact that has the task's history.

    Earlier turns are noted as they were held; the clock that `ms` is read from runs for the question alone. `compare`
    names the ways of ordering that are tried besides.
    """
    names = dict(Passage.objects.values_list("pk", "external_id"))
    for number, task in enumerate(tasks):
        by, at = visitor(f"benchmark {number}"), clock()
        contact = begin(channel=Channel.WEB, by=by, at=at)
        for asked, reply in task.history:
            note_exchange(contact=contact, question=asked, reply=reply, by=service("portal"), at=at)
        started = time.perf_counter()
        question = ask(question=task.question, contact=contact, by=by, at=at)
        ms = (time.perf_counter() - started) * 1000
        found = _compared(question, task, compare)
        yield Answered(
            task=task,
            ranked=_named(question.ranked, names),
            alone=_named(found.pop(ALONE), names),
            confidence=question.confidence or 0.0,
            shown=question.outcome == Outcome.ANSWERED,
            ms=ms,
            ways={way: _named(ranked, names) for way, ranked in found.items()},
        )


def _compared(question: Question, task: Task, compare: Sequence[str]) -> dict[str, list[int]]:
    """The orders by each way, and that of the words of the question without the turns before."""
    where = {"on": question.on, "audience": Audience.PUBLIC, "language": question.language}
    alone = look(question.text, (), meaning=False, **where)  # type: ignore[arg-type]
    found = {ALONE: WAYS["words"](alone) if alone else []}
    if compare:
        turns = [Turn(asked, reply) for asked, reply in task.history]
        looked = look(question.text, turns, **where)  # type: ignore[arg-type]
        found |= {way: WAYS[way](looked) if looked else [] for way in compare}
    return found


def _named(ranked: Sequence[int], names: Mapping[int, str]) -> list[str]:
    """The passages' names in the corpus; one that was cut in two counts where its better half stands."""
    return list(dict.fromkeys(names[pk] for pk in ranked))


def known_names() -> set[str]:
    """All names of passages that the corpus has."""
    return set(Passage.objects.exclude(external_id="").values_list("external_id", flat=True))
