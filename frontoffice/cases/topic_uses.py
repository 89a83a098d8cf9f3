"""What hangs on a topic, told before it is retired. Rooms above say what of theirs does, when their app is ready."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from frontoffice.cases.models import Topic


@dataclass(frozen=True)
class Use:
    """One sentence of what hangs on it, and where it is changed. While one `stops`, the topic can't be retired."""

    words: str
    url: str = ""
    stops: bool = False


Finds = Callable[[Topic], Iterable[Use]]
_finds: dict[str, Finds] = {}


def add_uses(name: str, finds: Finds) -> None:
    """Say what hangs on topics; the same name again replaces it. One query each."""
    _finds[name] = finds


def uses_of(topic: Topic) -> list[Use]:
    """All that rooms say, what stops first."""
    found = [use for name in sorted(_finds) for use in _finds[name](topic)]
    return sorted(found, key=lambda use: not use.stops)
