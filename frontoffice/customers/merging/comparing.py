"""Two files side by side: what contradicts itself, and how weighty it is to say that they are one customer's."""

from collections.abc import Collection

from frontoffice.customers.identifier_kinds import compact, kinds, name_of, open_value
from frontoffice.customers.merging.following import is_busy
from frontoffice.customers.models import Identifier, Particular, Party
from frontoffice.customers.queries.together import counting, going_on

ORDINARY, BUSY, CONTRADICTS = 1, 2, 3


def clashes(one: Party, other: Party, without: Collection[int] = ()) -> list[str]:
    """The names of the kinds of numbers of which the two have different ones, though one has only one of each.

    `without`: the ids of those that are said to be wrong. Three queries at most.
    """
    strong = {code for code, kind in kinds().items() if kind.strong}
    mine, theirs = _numbers(one, strong, without), _numbers(other, strong, without)
    return [
        name_of(kind)
        for kind, issuer in sorted(mine.keys() & theirs.keys())
        if not mine[kind, issuer] & theirs[kind, issuer]
    ]


def dates_differ(one: Party, other: Party) -> bool:
    """Whether both have a date of the same kind, and not the same one. Two queries."""
    mine, theirs = _dates(one), _dates(other)
    return any(mine[kind] != theirs[kind] for kind in mine.keys() & theirs.keys())


def weight(one: Party, other: Party) -> int:
    """1 as usual; 2 where both have something that is not done; 3 where numbers or dates contradict each other."""
    if going_on(one) == going_on(other):
        return ORDINARY
    if clashes(one, other) or dates_differ(one, other):
        return CONTRADICTS
    return BUSY if is_busy(one) and is_busy(other) else ORDINARY


def _numbers(party: Party, strong: set[str], without: Collection[int]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    rows = counting(Identifier, party).filter(kind__in=strong, until_on__isnull=True).exclude(pk__in=without)
    for row in rows:
        found.setdefault((row.kind, row.issuer), set()).add(compact(open_value(row)))
    return found


def _dates(party: Party) -> dict[str, str]:
    return {row.kind: row.day.isoformat() for row in counting(Particular, party).order_by("pk")}
