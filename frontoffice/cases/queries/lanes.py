"""Where a list begins to be read: the index that its conditions enter by, so that no list reads all there is.

A *lane* is what an index gives by itself: what is not resolved of a colleague, of a unit or of everybody, what is
resolved of a unit, or the newest cases. What else a list asks is looked at row by row along the lane.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from frontoffice.cases.conditions import kinds
from frontoffice.cases.conditions.asking import asked
from frontoffice.cases.conditions.fields import Fields
from frontoffice.cases.conditions.standing import Standpoint
from frontoffice.cases.conditions.trees import Test, Tree, problem_of
from frontoffice.cases.models import CASE_PARTS, Case, Status
from frontoffice.cases.models.cases import UNRESOLVED
from frontoffice.foundation.search import FEWEST_LETTERS, holding

FEW = 500
HOLDING = frozenset({kinds.CONTAINS.code, kinds.BEGINS.code, kinds.EQUALS.code})
RESOLVED = Q(status=Status.RESOLVED)


@dataclass(frozen=True)
class Lane:
    """The cases that an index gives, in the order in which it gives them (empty: any); `rest` is still to be asked.

    `words` are a column and letters that stand in it for every case of the list, where there are such.
    """

    cases: QuerySet[Case]
    order: tuple[str, ...]
    rest: Q | None
    words: tuple[str, str] | None = None

    @property
    def found(self) -> QuerySet[Case]:
        """The cases of the list."""
        return self.cases.filter(self.rest) if self.rest is not None else self.cases


def lane_of(
    tree: Tree,
    fields: Fields,
    stand: Standpoint,
    *,
    seen: QuerySet[Case],
    units: frozenset[int] | None,
    codes: dict[str, int],
) -> Lane:
    """The lane of a tree among the cases that are `seen`: those of `units` (ids), or all where None.

    `codes` are the ids of the units that trees name by their code.
    """
    told = _told(tree, fields)
    used: list[Test] = []
    done = _state(told, used)
    unit = _unit(told, used, stand, codes)
    mine = next((test for test in told if test.op == kinds.ME.code and stand.member is not None), None)
    if unit is None and units is not None and len(units) == 1:
        unit = next(iter(units))
    conditions = Q() if unit is None else Q(unit=unit)
    if done is not None:
        conditions &= RESOLVED if done else UNRESOLVED
    if done is False and mine is not None:
        conditions &= Q(assignee=stand.member)
        used.append(mine)
    # What several units hold has no order of its own in any index.
    one_index = units is None or unit is not None or (done is False and mine is not None)
    order = _order(done, of_unit=unit is not None) if one_index else ()
    everything = not tree.groups and len(used) == len(list(tree.every_test()))
    rest = None if everything else asked(tree, fields, stand)
    return Lane(seen.filter(conditions), order, rest, _words(told, fields))


def narrowed(lane: Lane) -> QuerySet[Case]:
    """The cases of the list, for reading pages of it: where few hold its words, these alone are looked at.

    One query where it asks for words. Where many hold them a page is soon full, so it is read along its order.
    """
    if lane.words is None:
        return lane.found
    column, letters = lane.words
    ids = holding(CASE_PARTS, column, letters, most=FEW + 1, among=lane.cases)
    return lane.found if len(ids) > FEW else lane.found.filter(pk__any_of=ids)


def _words(told: list[Test], fields: Fields) -> tuple[str, str] | None:
    """The longest of the words that are asked for in a column that has an index of letters."""
    found = [
        (field.lookup, test.values[0].strip())
        for test in told
        if (field := fields[test.field]).kind == kinds.Kind.TEXT
        and field.lookup in CASE_PARTS.columns
        and test.op in HOLDING
        and len(test.values[0].strip()) >= FEWEST_LETTERS
    ]
    return max(found, key=lambda one: len(one[1]), default=None)


def _order(done: bool | None, *, of_unit: bool) -> tuple[str, ...]:
    """The order of the index by which the lane is entered."""
    if done is False:
        return ("due_on", "pk")
    return ("-resolved_at", "-pk") if done and of_unit else ("-pk",)


def units_named(trees: list[Tree]) -> set[str]:
    """Codes of the units by which a lane could begin."""
    found = (
        test for tree in trees for test in tree.tests if test.field == "unit" and test.op == kinds.IS.code
    )
    return {test.values[0] for test in found if len(test.values) == 1}


def _told(tree: Tree, fields: Fields) -> list[Test]:
    """The tests that hold of every case of the list."""
    alone = len(tree.tests) == 1 and not tree.groups
    if tree.match != "all" and not alone:
        return []
    return [test for test in tree.tests if not problem_of(test, fields)]


def _state(told: list[Test], used: list[Test]) -> bool | None:
    """Whether all of them are resolved (True) or none (False); None where both may be."""
    for test in told:
        if test.field != "status":
            continue
        resolved = Status.RESOLVED in test.values
        if test.op == kinds.IS.code and (not resolved or len(set(test.values)) == 1):
            if resolved:
                used.append(test)
            return resolved
        if test.op == kinds.IS_NOT.code and resolved:
            if len(set(test.values)) == 1:
                used.append(test)
            return False
    return None


def _unit(told: list[Test], used: list[Test], stand: Standpoint, codes: dict[str, int]) -> int | None:
    for test in told:
        if test.field != "unit":
            continue
        found = stand.unit if test.op == kinds.MINE.code else None
        if test.op == kinds.IS.code and len(test.values) == 1:
            found = codes.get(test.values[0])
        if found is not None:
            used.append(test)
            return found
    return None
