"""Conflicts of interest of the person on the object (STF-4): own, a relative's, a subordinate's, about oneself.

Rooms say with `@belongs_to(Model)` to which objects one of their things belongs: a case to its customer, a payment to
its account, its drawer session and its day. An interest in one of these is one in the thing.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from frontoffice.authority import lookups
from frontoffice.authority.models import Interest, Relation
from frontoffice.foundation.models import Actor

Key = tuple[str, int]
Owners = Callable[[Any], Iterable[Key]]
OwnersType = TypeVar("OwnersType", bound=Owners)
BELONGS: dict[type[models.Model], Owners] = {}
PEOPLE: set[str] = set()
_DAYS = 10_000_000  # an office's id and a day's ordinal in one number


def belongs_to(model: type[models.Model]) -> Callable[[OwnersType], OwnersType]:
    """Declare `f(thing) -> [(label, id), …]`: the objects that a thing of this model belongs to."""

    def declare(function: OwnersType) -> OwnersType:
        BELONGS[model] = function
        return function

    return declare


def people(label: str) -> None:
    """Declare that objects of this kind are people: duties are parted on their matters, not on them."""
    PEOPLE.add(label)


def parted_keys(arguments: Mapping[str, Any]) -> set[Key]:
    """The objects, sessions and days that two people's parts must differ on; a person only where the act is on them."""
    named = {(thing._meta.label_lower, thing.pk) for thing in _things(arguments.values())}
    return {key for key in keys_in(arguments) if key[0] not in PEOPLE or key in named}


def _things(values: Iterable[Any]) -> list[models.Model]:
    found: list[models.Model] = []
    for value in values:
        found += value if isinstance(value, list | tuple) else [value]
    return [thing for thing in found if isinstance(thing, models.Model)]


def office_day(office_id: int, day: dt.date) -> Key:
    """One office on one day, as an object that acts can be parted on."""
    return "foundation.officeday", office_id * _DAYS + day.toordinal()


def keys_of(thing: Any) -> set[Key]:
    """The thing itself and what it belongs to; nothing for what is not a stored row."""
    if isinstance(thing, list | tuple):
        return set().union(*(keys_of(item) for item in thing))
    if not isinstance(thing, models.Model) or thing.pk is None:
        return set()
    belongs = BELONGS.get(type(thing))
    owners = {(kind, pk) for kind, pk in belongs(thing) if pk is not None} if belongs else set()
    return {(thing._meta.label_lower, thing.pk), *owners}


def keys_in(arguments: Mapping[str, Any]) -> set[Key]:
    """The keys of everything that a call is about."""
    return set().union(*(keys_of(value) for value in arguments.values()))


def _among(keys: Iterable[Key]) -> Q:
    found = Q(pk__in=[])
    for kind, pk in sorted(keys):
        found |= Q(kind=kind, object_id=pk)
    return found


def live_interests(*, at: dt.datetime) -> "models.QuerySet[Interest]":
    """Interests in force at the instant."""
    return Interest.objects.filter(from_at__lte=at).filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at))


def interest_of(by: Actor, keys: set[Key], *, at: dt.datetime) -> Interest | None:
    """The interest that keeps this person from acting on these objects, if any: own, or of somebody they supervise.

    One query; none where there are no keys.
    """
    if not keys or by.pk is None:
        return None
    return lookups.interest_of(by.pk, keys, at=at)


def conflicted(keys: set[Key], *, at: dt.datetime) -> set[int]:
    """Ids of all actors who must keep out of these objects. One query."""
    if not keys:
        return set()
    rows = live_interests(at=at).filter(_among(keys))
    kept: set[int] = set()
    for actor, relation, supervisor in rows.values_list(
        "actor_id", "relation", "actor__staff_member__supervisor__actor_id"
    ):
        kept.add(actor)
        if relation == Relation.SELF and supervisor is not None:
            kept.add(supervisor)
    return kept
