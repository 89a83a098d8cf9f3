"""What a customer is recognized by, read for many at once in a number of queries that does not grow."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from frontoffice.customers.identifier_kinds import SHIPPED
from frontoffice.customers.models import (
    Address,
    ContactPoint,
    Identifier,
    Particular,
    Party,
    PartyKind,
    PartyName,
    PointKind,
)
from frontoffice.foundation.search import words

SUFFIXES = {
    "jr": "2",
    "junior": "2",
    "ii": "2",
    "2nd": "2",
    "sr": "1",
    "senior": "1",
    "iii": "3",
    "3rd": "3",
    "iv": "4",
}
LEGAL_FORMS = {
    "llc",
    "inc",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "the",
    "and",
    "of",
    "pllc",
    "lp",
}
PARTICLES = {"de", "la", "del", "los", "las", "van", "von", "der", "da", "dos", "al", "el", "bin", "y"}


@dataclass(frozen=True)
class Name:
    """Folded words: given names (with those in the middle), family names, and which of the same name it is."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    suffix: str = ""


@dataclass
class Traits:
    """Everything is as it is compared: folded, normal, hashed."""

    pk: int
    kind: str = PartyKind.PERSON
    names: list[Name] = field(default_factory=list)
    born: date | None = None
    addresses: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    numbers: set[tuple[str, str]] = field(default_factory=set)  # kind and hash
    strong: dict[str, set[str]] = field(default_factory=dict)  # by kind with issuer, where one has only one


def name_of(row: PartyName, kind: str) -> Name:
    """The words of a name. An organization has no given name."""
    if kind != PartyKind.PERSON:
        said = [word for word in words(row.as_given) if word not in LEGAL_FORMS]
        return Name((), tuple(said or words(row.as_given)))
    suffix = next((SUFFIXES[word] for word in words(row.suffix) if word in SUFFIXES), "")
    given = [*words(row.given), *words(row.middle)]
    family = [word for word in words(row.family) if word not in SUFFIXES]
    # "Ana María de la Cruz Vega": particles tell nothing apart.
    kept = [word for word in family if word not in PARTICLES] or family
    return Name(tuple(given), tuple(kept), suffix)


def traits_of(ids: Collection[int]) -> dict[int, Traits]:
    """By the id of the party that goes on; what is on file of those merged into it is theirs too. Six queries."""
    going = _going(ids)
    found = {pk: Traits(pk, kind) for pk, kind in set(going.values())}
    files = {pk: found[owner] for pk, (owner, _kind) in going.items()}
    for row in PartyName.objects.filter(party__in=files):
        files[row.party_id].names.append(name_of(row, files[row.party_id].kind))
    for pk, day in _counting(Particular, files, "day"):
        files[pk].born = day
    for pk, normal in _counting(Address, files, "normal"):
        files[pk].addresses.add(normal)
    for pk, kind, normal in _counting(ContactPoint, files, "kind", "normal"):
        (files[pk].emails if kind == PointKind.EMAIL else files[pk].phones).add(normal)
    strong = {code for code, kind in SHIPPED.items() if kind.strong}
    for pk, kind, issuer, hashed, until_on in _counting(
        Identifier, files, "kind", "issuer", "hashed", "until_on"
    ):
        if until_on is not None:
            continue
        files[pk].numbers.add((kind, hashed))
        if kind in strong:
            files[pk].strong.setdefault(f"{kind} {issuer}", set()).add(hashed)
    return found


def _going(ids: Collection[int]) -> dict[int, tuple[int, str]]:
    rows = Party.objects.filter(pk__in=ids) | Party.objects.filter(merged_into__in=ids)
    return {pk: (into or pk, kind) for pk, into, kind in rows.values_list("pk", "merged_into", "kind")}


def _counting(model: type[Model], files: Collection[int], *names: str) -> list[tuple[Any, ...]]:
    """The party and these columns of the rows that were not set aside, the first one first.

    What was set aside is left out here: asked for in SQL, SQLite would walk all rows that were not.
    """
    rows = model._default_manager.filter(party__in=list(files))
    found = sorted(rows.values_list("pk", "set_aside_in_id", "party_id", *names), key=lambda row: row[0])
    return [row[2:] for row in found if row[1] is None]
