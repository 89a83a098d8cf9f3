"""The places of the office: each room names its own, and each viewer sees those they may enter."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Place:
    """A page in the staff bar. `power` is the grant, or one of the grants, that opens it; `key` is its shortcut.

    Low `order` is first. `count` says how much waits there for the viewer: asked once a page, in one query.
    """

    name: str
    label: str | Promise
    url_name: str
    icon: str
    order: int
    power: str | tuple[str, ...] = ""
    key: str = ""
    count: Callable[[HttpRequest], int] | None = None


@dataclass(frozen=True)
class NavItem:
    """A place as a page shows it."""

    label: str
    url: str
    icon: str = ""
    key: str = ""
    current: bool = False
    count: int | None = None


class Places(list[NavItem]):
    """All places that a viewer may enter. The bar has room for `IN_THE_BAR`; the others stand in a menu beside it."""

    @property
    def bar(self) -> list[NavItem]:
        """The first ones; the one that is open is always among them."""
        if len(self) <= IN_THE_BAR:
            return list(self)
        first, rest = self[: IN_THE_BAR - 1], self[IN_THE_BAR - 1 :]
        here = [item for item in rest if item.current]
        return [*first, *(here or rest[:1])]

    @property
    def more(self) -> list[NavItem]:
        """Those that the bar has no room for."""
        shown = self.bar
        return [item for item in self if item not in shown]


IN_THE_BAR = 7
_places: dict[str, Place] = {}


def add_place(place: Place) -> None:
    """Put a place in the bar; rooms do so when their app is ready. The same name again replaces it."""
    _places[place.name] = place


def nav_items(request: HttpRequest, powers: Collection[str], *, counted: bool = True) -> Places:
    """The places this viewer may enter, in order; the one whose address begins this page's is current.

    Without `counted` nothing is asked of what waits there.
    """
    open_to_viewer = [place for place in _places.values() if _is_open(place, powers)]
    addresses = {place.name: reverse(place.url_name) for place in open_to_viewer}
    here = [address for address in addresses.values() if request.path.startswith(address)]
    current = max(here, key=len, default="")
    return Places(
        NavItem(
            label=str(place.label),
            url=addresses[place.name],
            icon=place.icon,
            key=place.key,
            current=addresses[place.name] == current,
            count=place.count(request) if counted and place.count is not None else None,
        )
        for place in sorted(open_to_viewer, key=lambda place: (place.order, place.name))
    )


def _is_open(place: Place, powers: Collection[str]) -> bool:
    wanted = (place.power,) if isinstance(place.power, str) else place.power
    return not place.power or any(power in powers for power in wanted)
