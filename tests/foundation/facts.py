"""Facts and reactions that only tests know, taken out of the product's lists again at the end of each test."""

from collections.abc import Iterator
from contextlib import contextmanager

from frontoffice.foundation import events


@contextmanager
def of_our_own() -> Iterator[None]:
    """Whatever is declared inside is forgotten afterwards."""
    facts, reactions = dict(events.FACTS), dict(events.REACTIONS)
    try:
        yield
    finally:
        for there, before in ((events.FACTS, facts), (events.REACTIONS, reactions)):
            there.clear()
            there.update(before)  # type: ignore[arg-type]
