"""Which rows count where both files have one: the chosen side's; the others are set aside until the merge is undone."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from frontoffice.customers.models import (
    Address,
    AddressRole,
    ContactPoint,
    Flag,
    Identifier,
    Merge,
    NameKind,
    Particular,
    ParticularKind,
    PartyName,
    Preferences,
    Side,
)
from frontoffice.customers.queries.together import below

NAME, PREFERENCES = "name", "preferences"
ROLES = tuple(AddressRole.values)
DATES = tuple(ParticularKind.values)
FIELDS = (NAME, PREFERENCES, *ROLES, *DATES)
SET_ASIDE: tuple[type[Any], ...] = (
    PartyName,
    Address,
    ContactPoint,
    Identifier,
    Preferences,
    Particular,
    Flag,
)


def rows_of(field: str, files: Collection[int], today: dt.date) -> "QuerySet[Any]":
    """The rows of these files that count, and between which a choice in the field decides."""
    theirs = Q(party__in=files, set_aside_in__isnull=True)
    if field == NAME:
        kinds = [NameKind.LEGAL, NameKind.PREFERRED]
        return PartyName.objects.filter(theirs, kind__in=kinds, until_on__isnull=True)
    if field == PREFERENCES:
        return Preferences.objects.filter(theirs)
    if field in DATES:
        return Particular.objects.filter(theirs, kind=field)
    lasting = Q(until_on__isnull=True) | Q(until_on__gt=today)
    return Address.objects.filter(theirs, lasting, role=field, ended_on__isnull=True)


def decided(
    sides: dict[str, Side], kept: Collection[int], joined: Collection[int], today: dt.date
) -> dict[str, str]:
    """By field the side that counts, where both have something; of names always."""
    return {
        field: sides[field].value
        for field in FIELDS
        if field == NAME or (rows_of(field, kept, today).exists() and rows_of(field, joined, today).exists())
    }


def set_aside(merge: Merge, kept: Collection[int], joined: Collection[int], today: dt.date) -> None:
    """What was not chosen counts no more while the merge stands."""
    for field, side in merge.choices.items():
        losing = joined if side == Side.SURVIVOR else kept
        rows_of(field, losing, today).update(set_aside_in=merge)


def give_back(merge: Merge, kept: Collection[int], parted: Collection[int], standing: list[Merge]) -> None:
    """Let count again what was set aside for this merge, on both sides; what a later merge decides stays decided.

    `standing` are the merges among all these files without this one.
    """
    inner = [one.pk for one in standing if one.other_id in parted]
    later = [one for one in standing if one.pk > merge.pk and one.other_id in kept]
    for model in SET_ASIDE:
        theirs = model._default_manager.filter(party__in=parted, set_aside_in__isnull=False)
        theirs.exclude(set_aside_in__in=inner).update(set_aside_in=None)
        for row in model._default_manager.filter(party__in=kept, set_aside_in=merge):
            row.set_aside_in = _lost_in(row, later, standing)
            row.save(update_fields=["set_aside_in"])


def _lost_in(row: Any, later: list[Merge], standing: list[Merge]) -> Merge | None:
    field = _field_of(row)
    for one in later:
        chosen = one.choices.get(field)
        mine = Side.OTHER if row.party_id in below(one.other_id, standing) else Side.SURVIVOR
        if chosen is not None and chosen != mine:
            return one
    return None


def _field_of(row: Any) -> str:
    """The field that decides on the row; empty where each row was kept or left out by itself."""
    if isinstance(row, PartyName):
        return NAME
    if isinstance(row, Preferences):
        return PREFERENCES
    if isinstance(row, Particular):
        return str(row.kind)
    return str(row.role) if isinstance(row, Address) else ""
