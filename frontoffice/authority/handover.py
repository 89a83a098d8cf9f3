"""What a deputy finds waiting: rooms above name what of the absent person's work is open, when their app is ready."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from frontoffice.authority.models import StaffMember
from frontoffice.foundation.models import Actor


@dataclass(frozen=True)
class Open:
    """One thing that waits: what it is, where it is, and a word on it (when it is due, who asked)."""

    name: str
    address: str
    note: str = ""


@dataclass(frozen=True)
class Part:
    """A list of the handover: `finds(absent, by, at)` gives the most urgent ones first, at most fifty."""

    name: str
    title: str | Promise
    order: int
    finds: Callable[[StaffMember, Actor, datetime], Sequence[Open]]


PARTS: dict[str, Part] = {}


def add_part(part: Part) -> None:
    """Put a list on the handover; the same name again replaces it."""
    PARTS[part.name] = part


def parts(absent: StaffMember, *, by: Actor, at: datetime) -> list[tuple[Part, Sequence[Open]]]:
    """Each list with what is in it now."""
    ordered = sorted(PARTS.values(), key=lambda part: (part.order, part.name))
    return [(part, part.finds(absent, by, at)) for part in ordered]
