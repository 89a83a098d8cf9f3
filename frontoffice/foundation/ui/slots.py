"""Places on a room's screens where rooms above put something of their own, in the order that they give."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

Context = dict[str, Any]
Fills = Callable[[HttpRequest, Any], Context | None]


@dataclass(frozen=True)
class Part:
    """A template and what it is given; nothing is shown where `context(request, about)` returns None."""

    name: str
    order: int
    template: str
    context: Fills


_parts: dict[str, dict[str, Part]] = {}
_in_order: dict[str, list[Part]] = {}


def add_part(slot: str, part: Part) -> None:
    """Fill a slot; rooms do so when their app is ready. The same name again replaces it."""
    _parts.setdefault(slot, {})[part.name] = part
    _in_order.pop(slot, None)


def parts_of(slot: str) -> list[Part]:
    """What fills the slot, low `order` first."""
    if slot not in _in_order:
        _in_order[slot] = sorted(_parts.get(slot, {}).values(), key=lambda part: (part.order, part.name))
    return _in_order[slot]
