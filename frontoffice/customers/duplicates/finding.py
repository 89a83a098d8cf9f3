"""Who may be the same as a customer: found by index only, whatever a million others are called."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from frontoffice.customers.duplicates.keys import keys_of
from frontoffice.customers.duplicates.traits import Traits, traits_of
from frontoffice.customers.duplicates.weighing import Pair, weigh
from frontoffice.customers.models import (
    Address,
    ContactPoint,
    Identifier,
    MatchKey,
    Particular,
    PointKind,
)

MOST_OF_A_KIND = 100  # a charity's address is a thousand people's: then the keys with a name tell them apart


def keep_keys(all_traits: Iterable[Traits]) -> None:
    """Write the keys of these customers anew. Three queries."""
    wanted = {(traits.pk, key) for traits in all_traits for key in keys_of(traits)}
    files = [traits.pk for traits in all_traits]
    there = set(MatchKey.objects.filter(party__in=files).values_list("party_id", "key"))
    gone = [key for _pk, key in there - wanted]
    if gone:
        rows = MatchKey.objects.filter(party__in=files, key__in=gone)
        MatchKey.objects.filter(
            pk__in=[row.pk for row in rows if (row.party_id, row.key) not in wanted]
        ).delete()
    fresh = [MatchKey(party_id=pk, key=key) for pk, key in sorted(wanted - there)]
    MatchKey.objects.bulk_create(fresh, ignore_conflicts=True)


def likely(traits: Traits) -> list[Pair]:
    """The customers that may be this one, those for whom most speaks first."""
    return weigh(traits, list(traits_of(candidates(traits) - {traits.pk}).values()))


def candidates(traits: Traits) -> set[int]:
    """The ids of files that share something it can be recognized by. Six queries at most, each by an index."""
    found: set[int] = set()
    found |= _first(MatchKey.objects.filter(key__in=keys_of(traits)), MOST_OF_A_KIND * 5)
    points = (
        *((PointKind.PHONE, each) for each in traits.phones),
        *((PointKind.EMAIL, each) for each in traits.emails),
    )
    for kind, normal in points:
        found |= _first(ContactPoint.objects.filter(kind=kind, normal=normal))
    for hashed in {hashed for _kind, hashed in traits.numbers}:
        found |= _first(Identifier.objects.filter(hashed=hashed))
    for normal in traits.addresses:
        found |= _first(Address.objects.filter(normal=normal))
    if traits.born is not None:
        found |= _first(Particular.objects.filter(day=traits.born, kind__in=_kinds()), MOST_OF_A_KIND * 5)
    return found


def _kinds() -> Collection[str]:
    return [kind for kind, _label in Particular._meta.get_field("kind").choices or ()]


def _first(rows: QuerySet[Any], most: int = MOST_OF_A_KIND) -> set[int]:
    """The newest of these: the older ones were compared with it when it came."""
    return set(rows.order_by("-pk").values_list("party_id", flat=True)[:most])
