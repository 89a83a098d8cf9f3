"""Importing from the command line: new texts count at once; what would change or end one waits for a person."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from frontoffice.foundation.models import Actor
from frontoffice.knowledge.actions.bringing_in import bring_in, take_in
from frontoffice.knowledge.loading import Loaded, load_read
from frontoffice.knowledge.models import Difference, Import, ImportState
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.imports import held_against
from frontoffice.knowledge.sources import Problem, Source, read


@dataclass(frozen=True)
class Wish:
    """What is asked for: the source's name, whether these files are all of it, to `review` new texts too, or to say
    `yes` to everything.
    """

    source: str
    whole: bool = True
    review: bool = False
    yes: bool = False


def take(
    path: Path, wish: Wish, *, by: Actor, clock: Callable[[], datetime]
) -> Iterator[tuple[Loaded, Import | None]]:
    """Read the path and import it; yields how far it is, and at last the import where one was made."""
    read_all = list(read(path))
    sources = [one for one in read_all if isinstance(one, Source)]
    problems = [one for one in read_all if isinstance(one, Problem)]
    loaded = Loaded(found=len(sources), problems=problems)
    if sources and (wish.review or _changes(sources, wish, at=clock())):
        yield loaded, None
        yield _waiting(sources, loaded, wish, by=by, clock=clock)
        return
    for loaded in load_read(read_all, by=by, clock=clock):
        yield loaded, None
    if loaded.done:
        # So that the next import of this source can tell what is gone.
        _brought(sources, loaded, wish, by=by, at=clock())


def _changes(sources: Sequence[Source], wish: Wish, *, at: datetime) -> bool:
    held = held_against(
        [one.document for one in sources], source=wish.source, whole=wish.whole, on=office_day(at)
    )
    return any(one.difference in {Difference.CHANGED, Difference.GONE} for one in held)


def _waiting(
    sources: Sequence[Source], loaded: Loaded, wish: Wish, *, by: Actor, clock: Callable[[], datetime]
) -> tuple[Loaded, Import | None]:
    brought = _brought(sources, loaded, wish, by=by, at=clock())
    loaded.done = len(sources)
    if wish.yes and brought.state == ImportState.WAITING:
        gone = list(brought.texts.filter(difference=Difference.GONE))
        brought = take_in(brought=brought, withdraw=gone, by=by, at=clock())
        loaded.new = brought.texts.filter(made__isnull=False).count()
    return loaded, brought


def _brought(sources: Sequence[Source], loaded: Loaded, wish: Wish, *, by: Actor, at: datetime) -> Import:
    return bring_in(
        source=wish.source[:200],
        texts=[one.document.model_dump_json(exclude_defaults=True) for one in sources],
        problems=[str(problem) for problem in loaded.problems],
        whole=wish.whole,
        by=by,
        at=at,
    )
