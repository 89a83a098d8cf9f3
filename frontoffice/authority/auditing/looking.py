"""Recording looks, searches, exports and prints (REC-5): one insert each, without personal data of customers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from frontoffice.authority.auditing.watching import Known, of_whom, sensitivity
from frontoffice.authority.models import AccessKind, AccessRecord, Edge
from frontoffice.foundation.crypto import keyed_hash
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor

NOTHING_SAID = Known()


@dataclass(frozen=True)
class Origin:
    """By which way and from which screen somebody looks; the network address only as a keyed hash."""

    edge: str = Edge.COMMAND
    screen: str = ""
    address_hash: str = ""

    @classmethod
    def of(cls, edge: str, screen: str, address: str) -> "Origin":
        hashed = keyed_hash(address, purpose="origin") if address else ""
        return cls(edge=edge, screen=screen[:120], address_hash=hashed)


_origin: ContextVar[Callable[[], Origin]] = ContextVar("origin", default=Origin)


@contextmanager
def coming_from(origin: Callable[[], Origin]) -> Iterator[None]:
    """What is looked at inside is recorded with the origin that this gives; edges set it."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def looked(
    thing: models.Model,
    *,
    by: Actor,
    at: datetime,
    kind: AccessKind = AccessKind.VIEW,
    of: models.Model | None = None,
    known: Known = NOTHING_SAID,
) -> AccessRecord | None:
    """Record that somebody came to know a thing. Only staff are recorded: customers look at what is their own.

    `of` is the customer whose it is, where the thing itself does not say so; `known` why it may be known.
    """
    if not by.is_staff or by.pk is None:
        return None
    whose = of if of is not None else of_whom(thing)
    work = known.work
    return _record(
        by,
        at,
        kind,
        object_kind=_label(thing),
        object_id=thing.pk,
        of_kind=_label(whose),
        of_id=whose.pk if whose is not None else None,
        confidentiality=max(sensitivity(thing), sensitivity(whose)),
        work_kind=_label(work),
        work_id=work.pk if work is not None else None,
        reason_code=known.reason_code,
        reason=known.reason,
        break_glass=known.break_glass,
    )


def searched(words: str, *, found: int, by: Actor, at: datetime) -> None:
    """Record a search by a keyed hash of its words, so that the same one is known again, and how many it found."""
    if by.is_staff and by.pk is not None:
        plain = " ".join(words.lower().split())
        hashed = keyed_hash(plain, purpose="search") if plain else ""
        _record(by, at, AccessKind.SEARCH, words_hash=hashed, found=found)


def opened_screen(screen: str, *, by: Actor, at: datetime) -> None:
    """Record that somebody read a screen that is made for others' work."""
    _record(by, at, AccessKind.VIEW, screen=screen[:120])


def exported(what: str, *, found: int, by: Actor, at: datetime) -> None:
    """Record that so many rows left the product in a file; `what` is a word of the code."""
    _record(by, at, AccessKind.EXPORT, words_hash=keyed_hash(what, purpose="search"), found=found)


def printed(thing: models.Model, *, by: Actor, at: datetime, known: Known = NOTHING_SAID) -> None:
    """Record that a thing was put on paper."""
    looked(thing, by=by, at=at, kind=AccessKind.PRINT, known=known)


def _label(thing: models.Model | None) -> str:
    return thing._meta.label_lower if thing is not None else ""


def _record(by: Actor, at: datetime, kind: str, **facts: Any) -> AccessRecord:
    origin = _origin.get()()
    facts.setdefault("screen", origin.screen)
    return insert(
        AccessRecord(actor=by, kind=kind, edge=origin.edge, origin_hash=origin.address_hash, at=at, **facts)
    )
