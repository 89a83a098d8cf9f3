"""Putting made-up people on file in bulk, as the actions would have written them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from frontoffice.customers.benchmarking.people import Entry
from frontoffice.customers.duplicates.finding import keep_keys
from frontoffice.customers.duplicates.traits import traits_of
from frontoffice.customers.identifier_kinds import PURPOSE, compact
from frontoffice.customers.models import (
    Address,
    AddressRole,
    ContactPoint,
    Ground,
    Identifier,
    NameKind,
    Particular,
    ParticularKind,
    Party,
    PartyName,
    PointKind,
)
from frontoffice.customers.naming import parts_of
from frontoffice.customers.postal import standardize
from frontoffice.foundation import crypto
from frontoffice.foundation.actors import service
from frontoffice.foundation.references import new_reference

AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
AT_A_TIME = 500


def load(entries: Sequence[Entry]) -> dict[int, Entry]:
    """Everybody on file with their keys; the entry by the party's id."""
    found: dict[int, Entry] = {}
    for start in range(0, len(entries), AT_A_TIME):
        found |= _some(entries[start : start + AT_A_TIME])
    return found


def _some(entries: Sequence[Entry]) -> dict[int, Entry]:
    by = service("customers")
    parties = Party.objects.bulk_create(
        Party(reference=new_reference(), name=entry.name, since=AT.date(), registered_by=by)
        for entry in entries
    )
    both = list(zip(parties, entries, strict=True))
    dated: dict[str, Any] = {"recorded_at": AT, "recorded_by": by}
    PartyName.objects.bulk_create(
        PartyName(
            reference=new_reference(),
            party=party,
            kind=NameKind.LEGAL,
            as_given=entry.name,
            **parts_of(entry.name),
            from_on=AT.date(),
            **dated,
        )
        for party, entry in both
    )
    _born_and_living(both, dated)
    _reached_and_numbered(both, dated)
    keep_keys(list(traits_of([party.pk for party in parties]).values()))
    return {party.pk: entry for party, entry in both}


def _born_and_living(both: list[tuple[Party, Entry]], dated: dict[str, Any]) -> None:
    Particular.objects.bulk_create(
        Particular(party=party, kind=ParticularKind.BORN, day=entry.born, **dated)
        for party, entry in both
        if entry.born is not None
    )
    Address.objects.bulk_create(
        Address(
            reference=new_reference(),
            party=party,
            role=AddressRole.MAILING,
            as_given=entry.address,
            **vars(standardize(entry.address)),
            received_on=AT.date(),
            effective_on=AT.date(),
            ground=Ground.REGISTRATION,
            **dated,
        )
        for party, entry in both
        if entry.address
    )


def _reached_and_numbered(both: list[tuple[Party, Entry]], dated: dict[str, Any]) -> None:
    points = [
        ContactPoint(party=party, kind=kind, value=value, normal=value, from_at=AT)
        for party, entry in both
        for kind, value in (
            (PointKind.PHONE, f"+1{entry.phone}".replace("-", "")),
            (PointKind.EMAIL, entry.email),
        )
        if len(value) > 2
    ]
    ContactPoint.objects.bulk_create(points)
    Identifier.objects.bulk_create(
        Identifier(
            reference=new_reference(),
            party=party,
            kind="driver_license",
            issuer="CB",
            sealed="made up",
            hashed=crypto.keyed_hash(compact(entry.number), purpose=PURPOSE),
            from_on=AT.date(),
            **dated,
        )
        for party, entry in both
        if entry.number
    )
