"""The palette: what can be jumped to or done by typing a few letters; each room names its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """Something to choose. `part`: opens over the page of the case that is open; `presses`: a key of this very page."""

    label: str
    url: str
    detail: str = ""
    icon: str = "chevron_right"
    part: bool = False
    presses: str = ""


@dataclass(frozen=True)
class Asked:
    """What was typed, and the address of the page on which it was."""

    text: str
    here: str

    def is_in(self, *words: str) -> bool:
        """Whether each typed word begins a word of these."""
        begun = " ".join(words).casefold().split()
        return all(any(one.startswith(typed) for one in begun) for typed in self.text.casefold().split())


Finds = Callable[[HttpRequest, Asked], Sequence[Entry]]


@dataclass(frozen=True)
class Source:
    """A heading in the palette and what stands under it. Low `order` is first."""

    name: str
    label: str | Promise
    order: int
    find: Finds


@dataclass(frozen=True)
class Group:
    """Entries under their heading."""

    name: str
    label: str
    entries: Sequence[Entry]


_sources: dict[str, Source] = {}


def add_source(source: Source) -> None:
    """Fill the palette; rooms do so when their app is ready. The same name again replaces it."""
    _sources[source.name] = source


def found(request: HttpRequest, asked: Asked) -> list[Group]:
    """What there is for it; headings without entries are left out."""
    ordered = sorted(_sources.values(), key=lambda source: (source.order, source.name))
    groups = [Group(one.name, str(one.label), one.find(request, asked)) for one in ordered]
    return [group for group in groups if group.entries]
