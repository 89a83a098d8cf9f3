"""Conditions as a question to the database: the same answer as `judging` gives of each case."""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

from django.db.models import JSONField, Q
from django.db.models.fields.json import KeyTransform

from frontoffice.cases.conditions import kinds
from frontoffice.cases.conditions.fields import Field, Fields
from frontoffice.cases.conditions.kinds import DENIES, OPPOSITE, Kind, span
from frontoffice.cases.conditions.standing import Standpoint
from frontoffice.cases.conditions.trees import Group, Test, Tree, problem_of
from frontoffice.foundation import clock

NONE = Q(pk__in=[])
# How a field is compared: by the name of a lookup of the ORM, and the value.
Ask = Callable[[str, Any], Q]


def asked(tree: Tree, fields: Fields, stand: Standpoint) -> Q:
    """The cases for which the tree holds. What can't be asked any more is left out of it, as `judging` leaves it."""
    parts = _parts(tree, fields, stand)
    for group in tree.groups:
        inside = _parts(group, fields, stand)
        if inside:
            parts.append(_joined(group.match, inside))
    return _joined(tree.match, parts)


def _parts(group: Group, fields: Fields, stand: Standpoint) -> list[Q]:
    return [one(test, fields, stand) for test in group.tests if not problem_of(test, fields)]


def _joined(match: str, parts: list[Q]) -> Q:
    whole = Q()
    for part in parts:
        whole = whole & part if match == "all" else whole | part
    return whole


def one(test: Test, fields: Fields, stand: Standpoint) -> Q:
    """The cases for which one test holds; it can be asked."""
    field = fields[test.field]
    code = OPPOSITE.get(test.op, test.op)
    found = _found(field, code, test.values, stand)
    if test.op in DENIES:
        # Nobody is named: where another part joins people, the ORM takes them to be there, and NOT would be unknown.
        named = field.kind == Kind.PERSON and code != kinds.EMPTY.code
        found = _empty(field) | ~found if named else ~found
    return Q(type__type__code=field.type_code) & found if field.own else found


def _found(field: Field, code: str, values: tuple[str, ...], stand: Standpoint) -> Q:
    if code == kinds.ME.code:
        return Q(assignee=stand.member) if stand.member is not None else NONE
    if code == kinds.MINE.code:
        return Q(unit=stand.unit) if stand.unit is not None else NONE
    if code == kinds.EMPTY.code:
        return _empty(field)
    if not field.own:
        return _compared(field, code, values, stand, _of_column(field))
    # What a case type asks for is kept as JSON. That it is there is said first, so that no answer is unknown.
    return Q(fields__has_key=field.own) & _compared(field, code, values, stand, _of_key(field))


def _empty(field: Field) -> Q:
    if field.own:
        return ~Q(fields__has_key=field.own)
    if field.kind == Kind.PERSON:
        return Q(assignee__isnull=True)
    return Q(**{f"{field.lookup}__isnull": True}) if field.kind == Kind.DATE else Q(**{field.lookup: ""})


def _of_column(field: Field) -> Ask:
    return lambda how, value: Q(**{f"{field.lookup}__{how}": value})


def _of_key(field: Field) -> Ask:
    """By the key itself, since a name that the ORM takes for a lookup may be one of a field too."""

    def ask(how: str, value: Any) -> Q:
        key = KeyTransform(field.own, "fields", output_field=JSONField())
        return Q(key.get_lookups()[how](key, value))

    return ask


def _compared(field: Field, code: str, values: tuple[str, ...], stand: Standpoint, ask: Ask) -> Q:
    if field.kind == Kind.DATE:
        return _between(span(code, values[0] if values else "", stand.today), _written(field, stand), ask)
    if field.kind == Kind.TEXT:
        return ask("iregex", pattern(code, values[0]))
    if field.kind == Kind.NUMBER:
        number = float(values[0])
        how = {kinds.AT_LEAST.code: "gte", kinds.AT_MOST.code: "lte"}.get(code, "exact")
        return ask(how, int(number) if number.is_integer() else number)
    if field.kind == Kind.YES_NO:
        yes = code == kinds.YES.code
        return Q(customer__isnull=not yes) if field.path == "customer" else ask("exact", yes)
    if field.kind == Kind.SEVERAL:
        return ask("regex", listed(values))
    return ask("in", [int(value) if field.whole else value for value in values])


def _written(field: Field, stand: Standpoint) -> Callable[[dt.date], Any]:
    """How a day is written where the field is kept."""
    if field.own:
        return dt.date.isoformat
    return (lambda day: clock.start_of(day, stand.zone)) if field.instant else (lambda day: day)


def _between(days: kinds.Span, written: Callable[[dt.date], Any], ask: Ask) -> Q:
    first, end = days
    found = ask("gte", written(first)) if first is not None else Q()
    return found & ask("lt", written(end)) if end is not None else found


def pattern(code: str, text: str) -> str:
    """A text as a pattern that both databases and Python read alike; letters count whatever their case."""
    quoted = re.escape(text.strip())
    if code == kinds.EQUALS.code:
        return rf"\A{quoted}\Z"
    return rf"\A{quoted}" if code == kinds.BEGINS.code else quoted


def listed(values: tuple[str, ...]) -> str:
    """The pattern of a list in JSON that holds one of these, however the database writes it."""
    written = {json.dumps(value, ensure_ascii=plain) for value in values for plain in (True, False)}
    return "|".join(re.escape(one) for one in sorted(written))
