"""One measurement: bring the corpus in, have it read, ask everything by words alone and, with a model, by both."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from frontoffice.foundation import clock
from frontoffice.foundation.meaning import encoder
from frontoffice.knowledge.models import Mode, Passage
from frontoffice.knowledge.queries.days import office_day
from frontoffice.portal.benchmarking import comparing, running, scoring, trusting
from frontoffice.portal.benchmarking.hiding import hidden
from frontoffice.portal.benchmarking.tasks import Task
from frontoffice.portal.benchmarking.ways import WAYS

MODES = (str(Mode.LEXICAL), str(Mode.SEMANTIC))
SAID = 20
Say = Callable[[str], object]


class CanNotMeasure(ValueError):
    """Nothing to measure with, or nothing to measure on."""


def mode_of(asked: str | None) -> str:
    """The mode asked for, else what the installation does. Raises CanNotMeasure, UnusableModel."""
    if asked == Mode.SEMANTIC and encoder() is None:
        raise CanNotMeasure(
            "there is no sentence model: `make semantic`, or name a folder in FRONTOFFICE_SEMANTIC_MODEL"
        )
    return asked or (MODES[0] if encoder() is None else MODES[1])


def measure(corpus: Path, to_ask: Sequence[Task], *, mode: str, say: Say) -> dict[str, Any]:
    """All figures; those of `mode` at the top, those of the words alone under `lexical`. Raises CanNotMeasure."""
    loaded, seconds = running.bring_in(corpus, clock=clock.now)
    for problem in loaded.problems[:SAID]:
        say(str(problem))
    if not loaded.done:
        raise CanNotMeasure(f"{corpus}: nothing could be read")
    with words_alone():
        by_words = _asked(to_ask, "lexical", (), say)
    figures = by_words
    if mode == Mode.SEMANTIC:
        say("reading what the passages mean")
        read, worked = running.read_meaning()
        figures = _asked(to_ask, mode, tuple(WAYS), say) | {
            "lexical": by_words,
            "reading_seconds": round(read, 1),
            "reading_processor_seconds": round(worked, 1),
        }
    return figures | {
        "mode": mode,
        "passages": Passage.objects.count(),
        "unreadable": len(loaded.problems),
        "import_seconds": round(seconds, 1),
    }


def _asked(to_ask: Sequence[Task], mode: str, ways: Sequence[str], say: Say) -> dict[str, Any]:
    answers = []
    for answered in running.put(to_ask, clock=clock.now, compare=ways):
        answers.append(answered)
        if len(answers) % 50 == 0:
            say(f"{mode}: {len(answers)} of {len(to_ask)} questions")
    trusted = _trusted(to_ask) if any(task.answerability for task in to_ask) else None
    return scoring.score(answers, running.known_names()) | {
        "compared": comparing.compare(answers),
        "trusted": trusted,
    }


def _trusted(to_ask: Sequence[Task]) -> dict[str, Any]:
    """What is answered, referred and asked back, and what composed answers cite and say."""
    names = dict(Passage.objects.values_list("pk", "external_id"))
    on = office_day(clock.now())

    def told(task: Task, answerability: str) -> trusting.Told:
        return trusting.tell(
            task.question,
            task.history,
            group=task.group,
            answerability=answerability,
            gold=task.gold,
            reference=task.reference,
            names=names,
            on=on,
        )

    every = [told(task, task.answerability) for task in to_ask]
    without = []
    for task in to_ask:
        if task.gold and task.answerability in scoring.WITH_ANSWER:
            with hidden(task.gold, on=on):
                without.append(told(task, scoring.WITHOUT))
    return trusting.figures(every) | {"hidden": trusting.figures_of_hidden(every, without)}


@contextmanager
def words_alone() -> Iterator[None]:
    """As in an installation without a sentence model."""
    kept = settings.SEMANTIC_MODEL
    settings.SEMANTIC_MODEL = ""
    try:
        yield
    finally:
        settings.SEMANTIC_MODEL = kept
