"""What is on file of customers, written out row by row: two of these are equal only where nothing differs."""

from typing import Any

from frontoffice.authority.models import Interest
from frontoffice.customers.merging.choosing import SET_ASIDE
from frontoffice.customers.models import Caution, Membership, Party
from frontoffice.customers.queries import addresses_on, points
from frontoffice.customers.queries.reading import (
    flags_on,
    household_of,
    identifiers_of,
    names_of,
    particulars_of,
    preferences_of,
)
from frontoffice.foundation.models import Actor
from tests.factories import NOW

Written = dict[str, Any]


def rows() -> Written:
    """Every row of every customer's file, and the interests that hold."""
    tables: Written = {model.__name__: _values(model) for model in (Party, *SET_ASIDE, Membership, Caution)}
    held = Interest.objects.filter(ended_at__isnull=True)
    for row in tables["Party"]:
        row.pop("to_compare")  # what changed is compared anew
    tables["Interest"] = sorted(held.values_list("actor_id", "object_id", "relation"))
    return tables


def seen(party: Party, by: Actor) -> Written:
    """What a colleague sees of one customer."""
    party = Party.objects.get(pk=party.pk)
    said, day = preferences_of(party), NOW.date()
    return {
        "party": (party.name, party.language, party.confidentiality, sorted(party.found_by.split())),
        "names": sorted((one.as_given, one.kind, str(one.until_on)) for one in names_of(party)),
        "points": [(one.value, one.preferred) for one in points(party)],
        "numbers": [one.pk for one in identifiers_of(party)],
        "dates": sorted((one.kind, one.day) for one in particulars_of(party)),
        "served": said.pk if said is not None else None,
        "flags": [one.pk for one in flags_on(party, day, by=by, at=NOW)],
        "household": [one.pk for one in household_of(party, day)],
        "addresses": {role: one.pk for role, one in addresses_on(party, day, by=by, at=NOW).items()},
    }


def _values(model: Any) -> list[Written]:
    found: list[Written] = list(model.objects.order_by("pk").values())
    for one in found:
        if "found_by" in one:
            one["found_by"] = sorted(one["found_by"].split())
    return found


def differences(before: Written, after: Written) -> list[tuple[str, Any, Any]]:
    """What differs, one value each: empty where nothing does."""
    found: list[tuple[str, Any, Any]] = []
    for table, rows_before in before.items():
        if rows_before == after[table] or not isinstance(rows_before, list):
            continue
        found += [
            (table, _left(one, two), _left(two, one))
            for one, two in zip(rows_before, after[table], strict=True)
            if one != two
        ]
    return found


def _left(one: Any, other: Any) -> Any:
    """Of a row what is not so in the other."""
    return {key: value for key, value in one.items() if other[key] != value} if isinstance(one, dict) else one
