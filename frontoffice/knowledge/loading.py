"""Bringing a file or folder in, batch by batch: what is in stays in, and a second run goes on where the first ended."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput
from frontoffice.knowledge.actions.importing import import_articles
from frontoffice.knowledge.sources import Problem, Source, read

BATCH = 100


@dataclass
class Loaded:
    """What came of a load so far, in articles. `problems` says what could not be read, and why."""

    found: int = 0
    done: int = 0
    new: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def unchanged(self) -> int:
        return self.done - self.new


def load(path: Path, *, by: Actor, clock: Callable[[], datetime]) -> Iterator[Loaded]:
    """Import everything in a file or folder; yields how far it is, after reading and after each batch.

    Each batch is an action of its own. One that is refused is tried again article by article, so that only the one
    at fault is left out. `clock` gives the instant of each batch.
    """
    yield from load_read(list(read(path)), by=by, clock=clock)


def load_read(
    read_all: Sequence[Source | Problem], *, by: Actor, clock: Callable[[], datetime]
) -> Iterator[Loaded]:
    """The same with what was read already."""
    sources = [one for one in read_all if isinstance(one, Source)]
    loaded = Loaded(found=len(sources), problems=[one for one in read_all if isinstance(one, Problem)])
    yield loaded
    for start in range(0, len(sources), BATCH):
        batch = sources[start : start + BATCH]
        try:
            loaded.new += _import(batch, by=by, at=clock())
        except BadInput:
            for source in batch:
                _import_alone(source, loaded, by=by, at=clock())
        loaded.done += len(batch)
        yield loaded


def _import(batch: Sequence[Source], *, by: Actor, at: datetime) -> int:
    documents = [source.document.model_dump_json() for source in batch]
    return len(import_articles(articles=documents, by=by, at=at))


def _import_alone(source: Source, loaded: Loaded, *, by: Actor, at: datetime) -> None:
    try:
        loaded.new += _import([source], by=by, at=at)
    except BadInput as refusal:
        loaded.problems.append(Problem(source.path, source.line, str(refusal)))
        loaded.done -= 1
