"""What waits for somebody on a list of its own, told on My work with how much there is and the way to it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from frontoffice.authority.middleware import ActingRequest


@dataclass(frozen=True)
class Elsewhere:
    """A list of a room: `count` says how much of it waits for the viewer, in few queries; low `order` is first."""

    name: str
    label: str | Promise
    icon: str
    url: str
    order: int
    count: Callable[[ActingRequest], int]

    @property
    def address(self) -> str:
        return reverse(self.url)


_lists: dict[str, Elsewhere] = {}


def add_list(one: Elsewhere) -> None:
    """Make a list known; rooms do so when their app is ready. The same name again replaces it."""
    _lists[one.name] = one


def waiting(request: ActingRequest) -> list[tuple[Elsewhere, int]]:
    """Those on which something waits."""
    ordered = sorted(_lists.values(), key=lambda one: (one.order, one.name))
    return [(one, number) for one in ordered if (number := one.count(request))]
