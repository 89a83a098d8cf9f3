"""Asking the tasks of a benchmark as a visitor of the portal asks, and scoring what comes back."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.models import Channel
from frontoffice.foundation.actors import service, visitor
from frontoffice.knowledge.actions.asking import ask, note_exchange
from frontoffice.knowledge.loading import Loaded, load
from frontoffice.knowledge.models import Audience, Outcome, Passage, Question
from frontoffice.knowledge.queries import find
from frontoffice.portal.benchmarking.tasks import Task

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Answered:
    """What came back for a task: names of the passages, best first, how sure, whether shown, in how many ms.

    `alone` is the ranking for the question without the turns before it.
    """

    task: Task
    ranked: list[str]
    alone: list[str]
    confidence: float
    shown: bool
    ms: float


def bring_in(corpus: Path, *, clock: Clock) -> tuple[Loaded, float]:
    """Import the corpus by the product's own import; what came in, and the seconds it took."""
    started = time.perf_counter()
    steps = list(load(corpus, by=service("portal"), clock=clock))
    return steps[-1], time.perf_counter() - started


def put(tasks: Iterable[Task], *, clock: Clock) -> Iterable[Answered]:
    """Ask each task by the action behind the portal's question box, in a contact that has the task's history.

    Earlier turns are noted as they were held; the clock that `ms` is read from runs for the question alone.
    """
    for number, task in enumerate(tasks):
        by, at = visitor(f"benchmark {number}"), clock()
        contact = begin(channel=Channel.WEB, by=by, at=at)
        for asked, reply in task.history:
            note_exchange(contact=contact, question=asked, reply=reply, by=service("portal"), at=at)
        started = time.perf_counter()
        question = ask(question=task.question, contact=contact, by=by, at=at)
        ms = (time.perf_counter() - started) * 1000
        yield Answered(
            task=task,
            ranked=_names(question.ranked),
            alone=_names(_without_history(question)),
            confidence=question.confidence or 0.0,
            shown=question.outcome == Outcome.ANSWERED,
            ms=ms,
        )


def _without_history(question: Question) -> list[int]:
    found = find(question.text, on=question.on, audience=Audience.PUBLIC, language=question.language)
    return [one.passage.pk for one in found.passages]


def _names(ranked: list[int]) -> list[str]:
    """The passages' names in the corpus; one that was cut in two counts where its better half stands."""
    names = dict(Passage.objects.filter(pk__in=ranked).values_list("pk", "external_id"))
    return list(dict.fromkeys(names[pk] for pk in ranked))


def known_names() -> set[str]:
    """All names of passages that the corpus has."""
    return set(Passage.objects.exclude(external_id="").values_list("external_id", flat=True))
