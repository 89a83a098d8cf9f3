"""Announcing what happened: history, audit trail and what is owed to others, in one transaction.

A fact is a frozen dataclass in a room's `events.py`. `announce` writes it as an immutable `Event`, ties it to what it
is about, and inserts a `Delivery` for each reaction, beside the change itself, so that none of the three can be
there without the others.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from decimal import Decimal
from types import UnionType
from typing import (
    Any,
    Protocol,
    TypeVar,
    Union,
    cast,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from django.db import connection, models

from frontoffice.foundation import event_rows
from frontoffice.foundation.models import Actor, Event

__all__ = [
    "Acting",
    "Event",
    "Later",
    "Reaction",
    "Told",
    "acting",
    "announce",
    "fact",
    "reacts_to",
    "within",
]

CODE_LENGTH = 64
_PLAIN: frozenset[type] = frozenset({int, bool, str, Decimal, dt.date, dt.datetime, type(None)})

FactType = TypeVar("FactType", bound=type)
FACTS: dict[str, type] = {}
REACTIONS: dict[str, "Reaction"] = {}


@dataclass(frozen=True)
class Acting:
    """Under which action, on whose approval, because of what and standing in for whom an event is announced."""

    action: str = ""
    authorized_by: Actor | None = None
    caused_by: Event | None = None
    acting_for: Actor | None = None


acting: ContextVar[Acting] = ContextVar("acting", default=Acting())  # noqa: B039 - frozen


@contextmanager
def within(frame: Acting) -> Iterator[None]:
    """Everything announced inside names this action, approver and cause."""
    token = acting.set(frame)
    try:
        yield
    finally:
        acting.reset(token)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(name: str, *, version: int = 1) -> Callable[[FactType], FactType]:
    """Declare a fact. Its fields are ids, amounts, dates and short codes: an event holds no personal data."""

    def declare(cls: FactType) -> FactType:
        made: Any = dataclass(frozen=True, kw_only=True)(cls)
        for field, hint in get_type_hints(made).items():
            if field.startswith("_"):
                continue
            parts = set(get_args(hint)) if get_origin(hint) in {Union, UnionType} else {hint}
            if not parts <= _PLAIN:
                raise TypeError(f"{name}.{field}: an event holds ids, amounts, dates and codes, not {hint}.")
        if name in FACTS:
            raise TypeError(f"{name} is declared twice.")
        FACTS[name] = made
        made.fact_name, made.fact_version = name, version
        return cast(FactType, made)

    return declare


def _payload(happened: Any) -> dict[str, Any]:
    payload: dict[str, Any] = {}
    for field in fields(happened):
        value = getattr(happened, field.name)
        if isinstance(value, str) and (len(value) > CODE_LENGTH or " " in value):
            raise ValueError(f"{field.name} must be a short code; an event holds no text.")
        payload[field.name] = value if isinstance(value, int | bool | None) else str(value)
    return payload


def read(event: Event) -> Any:
    """The fact that an event row holds, as its dataclass. Raises LookupError for a name nobody declares any more."""
    made = FACTS.get(event.name)
    if made is None:
        raise LookupError(f"No room declares {event.name}.")
    values = {}
    for name, hint in get_type_hints(made).items():
        raw = event.payload.get(name)
        wanted = next(part for part in (get_args(hint) or (hint,)) if part is not type(None))
        if raw is None or wanted in {int, bool, str}:
            values[name] = raw
        elif wanted is Decimal:
            values[name] = Decimal(raw)
        else:
            values[name] = wanted.fromisoformat(raw)
    return made(**values)


def announce(
    happened: Any, *, about: models.Model | Sequence[models.Model], by: Actor, at: dt.datetime
) -> Event:
    """Record the fact, what it is about, and a delivery for each reaction. Must run inside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("announce() belongs inside the action's transaction.")
    frame = acting.get()
    event = Event(
        name=happened.fact_name,
        schema_version=happened.fact_version,
        payload=_payload(happened),
        action=frame.action,
        by=by,
        authorized_by=frame.authorized_by,
        caused_by=frame.caused_by,
        acting_for=frame.acting_for,
        at=at,
    )
    subjects = [about] if isinstance(about, models.Model) else list(about)
    named = sorted({(thing._meta.label_lower, thing.pk) for thing in subjects})
    owed = [reaction.name for reaction in REACTIONS.values() if reaction.fact is type(happened)]
    event_rows.write(event, named, owed, at=at)
    return event


@dataclass(frozen=True)
class Told:
    """What a reaction may need of its delivery. `key` is the same at each telling: the idempotency key for others."""

    delivery_id: int
    attempt: int
    event: Event

    @property
    def key(self) -> str:
        return f"delivery-{self.delivery_id}"


class Later(Exception):
    """Raised by a reaction that can't do its part yet and asks to be told again at `until`; it may ask so for ever."""

    def __init__(self, until: dt.datetime, reason: str = "") -> None:
        if until.tzinfo is None:
            raise ValueError("until must be an aware datetime")
        super().__init__(reason)
        self.until = until
        self.reason = reason


class ReactionFunction(Protocol):
    __module__: str
    __name__: str

    def __call__(self, event: Any, /, *, by: Actor, at: dt.datetime, told: Told) -> None: ...


@dataclass(frozen=True)
class Reaction:
    """A room's answer to a fact. `outside` marks one that speaks to an outside system and so runs in no transaction."""

    name: str
    room: str
    fact: type
    function: ReactionFunction
    outside: bool


ReactionType = TypeVar("ReactionType", bound=ReactionFunction)


def reacts_to(happened: type, *, outside: bool = False) -> Callable[[ReactionType], ReactionType]:
    """Declare a reaction. Unless `outside`, it commits together with its delivery: its effect happens exactly once.

    An `outside` reaction is told at least once and bears a second telling by `told.key`.
    """

    def declare(function: ReactionType) -> ReactionType:
        room = function.__module__.split(".")[1]
        name = f"{room}.{function.__name__}"
        if name in REACTIONS and REACTIONS[name].function is not function:
            raise TypeError(f"{name} is declared twice.")
        REACTIONS[name] = Reaction(name=name, room=room, fact=happened, function=function, outside=outside)
        return function

    return declare
