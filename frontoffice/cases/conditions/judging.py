"""Conditions asked of a single case that is loaded: the same answer as `asking` gets from the database. Pure."""

import re
from typing import Any

from frontoffice.cases.conditions import kinds
from frontoffice.cases.conditions.asking import pattern
from frontoffice.cases.conditions.fields import Field, Fields, day_of
from frontoffice.cases.conditions.kinds import DENIES, OPPOSITE, Kind, span
from frontoffice.cases.conditions.standing import Standpoint
from frontoffice.cases.conditions.trees import Group, Test, Tree, problem_of
from frontoffice.cases.models import Case

# What a case is loaded with, so that judging asks nothing.
WITH = ("topic", "unit", "assignee", "type__type")


def holds(tree: Tree, fields: Fields, case: Case, stand: Standpoint) -> bool:
    """Whether the tree holds of the case, as it is loaded. What can't be asked any more is left out of it."""
    parts = _parts(tree, fields, case, stand)
    for group in tree.groups:
        inside = _parts(group, fields, case, stand)
        if inside:
            parts.append(_joined(group.match, inside))
    return _joined(tree.match, parts)


def _parts(group: Group, fields: Fields, case: Case, stand: Standpoint) -> list[bool]:
    return [one(test, fields, case, stand) for test in group.tests if not problem_of(test, fields)]


def _joined(match: str, parts: list[bool]) -> bool:
    if not parts:
        return True
    return all(parts) if match == "all" else any(parts)


def one(test: Test, fields: Fields, case: Case, stand: Standpoint) -> bool:
    """Whether one test holds; it can be asked."""
    field = fields[test.field]
    if field.own and case.type.type.code != field.type_code:
        return False
    found = _one(field, OPPOSITE.get(test.op, test.op), test, case, stand)
    return not found if test.op in DENIES else found


def _one(field: Field, code: str, test: Test, case: Case, stand: Standpoint) -> bool:
    if code == kinds.ME.code:
        return stand.member is not None and case.assignee_id == stand.member
    if code == kinds.MINE.code:
        return stand.unit is not None and case.unit_id == stand.unit
    value = field.read(case)
    empty = value in (None, "", [])
    if code == kinds.EMPTY.code:
        return empty
    if field.kind == Kind.YES_NO:
        return value is (code == kinds.YES.code)
    if empty and field.kind != Kind.TEXT:
        return False
    return _compared(field, code, value, test.values, stand)


def _compared(field: Field, code: str, value: Any, given: tuple[str, ...], stand: Standpoint) -> bool:
    if field.kind == Kind.DATE:
        day = day_of(value, field, stand.zone)
        first, end = span(code, given[0] if given else "", stand.today)
        return day is not None and (first is None or day >= first) and (end is None or day < end)
    if field.kind == Kind.TEXT:
        return value is not None and re.search(pattern(code, given[0]), value, re.IGNORECASE) is not None
    if field.kind == Kind.NUMBER:
        number = float(given[0])
        if code == kinds.AT_LEAST.code:
            return bool(value >= number)
        return bool(value <= number if code == kinds.AT_MOST.code else value == number)
    if field.kind == Kind.SEVERAL:
        return bool(set(value) & set(given))
    return str(value) in given
