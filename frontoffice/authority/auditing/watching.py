"""What is opened on a need to know, what puts it on somebody's work, and how sensitive it is. Rooms declare it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

PROTECTED = 2  # confidentiality from which on opening breaks the glass
INTERNAL = 1
READS = "authority.read_screen"  # the power to read the screens of others' work

# What puts a thing on somebody's work: the case, contact or other thing that does so, or None.
ReasonFor = Callable[..., models.Model | None]
Whose = Callable[[Any], models.Model | None]
REASONS: dict[type[models.Model], list[ReasonFor]] = defaultdict(list)
WATCHED: dict[type[models.Model], Whose] = {}


@dataclass(frozen=True)
class Known:
    """Why somebody may know a thing: it is on their work, or they gave a reason."""

    work: models.Model | None = None
    reason_code: str = ""
    reason: str = ""
    break_glass: bool = False


def watched(model: type[models.Model], *, of: Whose) -> None:
    """Declare a model whose rows are opened on a need to know; `of` gives the customer whose a row is."""
    WATCHED[model] = of


def reason_for(model: type[models.Model]) -> Callable[[ReasonFor], ReasonFor]:
    """Declare `f(thing, *, by, at)`: what puts the thing on that person's work, or None."""

    def declare(function: ReasonFor) -> ReasonFor:
        REASONS[model].append(function)
        return function

    return declare


def of_whom(thing: models.Model | None) -> models.Model | None:
    """The customer whose a thing is, as far as its room says so."""
    whose = WATCHED.get(type(thing)) if thing is not None else None
    return whose(thing) if whose is not None else None


def sensitivity(thing: models.Model | None) -> int:
    """0 public, 1 internal, 2 confidential, 3 restricted; what says nothing of it is internal."""
    return int(getattr(thing, "confidentiality", INTERNAL)) if thing is not None else 0


def is_protected(thing: models.Model) -> bool:
    """Whether opening it without its being on one's work is told to the supervisor at once."""
    return max(sensitivity(thing), sensitivity(of_whom(thing))) >= PROTECTED
