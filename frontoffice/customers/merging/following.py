"""What belongs to a customer in other rooms: they say how much there is, and what came after a merge.

This room knows neither cases nor contacts. What is theirs is seen under the customer that goes on without being moved;
what came after a merge is given to one of the two when the merge is undone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import Merge, Party
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput


class NothingOfTheKind(BadInput):
    message = _("One of these did not come after the merge.")
    field = "hand_over"


@dataclass(frozen=True)
class Amount:
    """How many there are of the customer, and how many of these are not done."""

    every: int
    open: int = 0


@dataclass(frozen=True)
class Came:
    """A thing that came after a merge: its reference, what it is called, its page."""

    reference: str
    label: str
    at: datetime
    url: str = ""


@dataclass(frozen=True)
class Following:
    """A kind of things that are a customer's. `hand_over(reference, to=, by=, at=)` gives one to who is parted."""

    name: str
    label: str | Promise
    order: int
    count: Callable[[Party], Amount]
    came: Callable[[Merge], Sequence[Came]] | None = None
    hand_over: Callable[..., None] | None = None


FOLLOWING: dict[str, Following] = {}


def add_following(following: Following) -> None:
    """Make a kind known; rooms do so when their app is ready. The same name again replaces it."""
    FOLLOWING[following.name] = following


def ordered() -> list[Following]:
    return sorted(FOLLOWING.values(), key=lambda one: (one.order, one.name))


def amounts(party: Party) -> list[tuple[str | Promise, Amount]]:
    """What there is of a customer, by kind."""
    return [(one.label, one.count(party)) for one in ordered()]


def is_busy(party: Party) -> bool:
    """Whether something of the customer's is not done, in any room."""
    return any(one.count(party).open for one in ordered())


def came_after(merge: Merge) -> list[tuple[Following, Sequence[Came]]]:
    """What came after a merge and can be given to either, by kind."""
    found = [(one, one.came(merge)) for one in ordered() if one.came is not None]
    return [(kind, things) for kind, things in found if things]


def hand_over(
    came: Sequence[tuple[Following, Sequence[Came]]],
    chosen: Iterable[str],
    *,
    to: Party,
    by: Actor,
    at: datetime,
) -> int:
    """Give these (`kind:reference`) of what came to the customer who is parted; how many. Raises NothingOfTheKind."""
    wanted = list(dict.fromkeys(chosen))
    there = {f"{kind.name}:{one.reference}": (kind.hand_over, one) for kind, things in came for one in things}
    for key in wanted:
        give, one = there.get(key, (None, None))
        if give is None or one is None:
            raise NothingOfTheKind
        give(one.reference, to=to, by=by, at=at)
    return len(wanted)
