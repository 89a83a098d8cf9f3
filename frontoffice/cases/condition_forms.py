"""Conditions as they are typed: rows of a form, by names alone, so that the builder works without a script.

`t0.field`, `t0.op` and `t0.value` are a test of the whole, `g0.t0.field` one of a group; `match` and `g0.match` say
whether all or any have to hold. `change` is the button that was pressed: `add`, `g0.add`, `group`, `drop:t0`,
`drop:g0.t0`, `drop:g0`; what is added is named by `add.field` and `g0.add.field`.
"""

import re
from dataclasses import dataclass
from typing import Any, Literal

from django.http import QueryDict
from django.utils.functional import Promise

from frontoffice.cases.conditions.fields import Field, Fields
from frontoffice.cases.conditions.kinds import NEXT, Operator, Takes
from frontoffice.cases.conditions.trees import LONGEST, MOST_TESTS, Group, Test, Tree, problem_of

MOST_GROUPS = 8
MOST_VALUES = 100
_TEST = re.compile(r"(?:g(\d{1,2})\.)?t(\d{1,2})\.field")
_GROUP = re.compile(r"g(\d{1,2})\.match")
DAYS = "2"


@dataclass(frozen=True)
class Row:
    """A test as the form shows it; `name` begins the names of its controls."""

    name: str
    path: str
    field: Field | None
    op: str
    operators: tuple[Operator, ...]
    takes: str
    values: tuple[str, ...]
    options: list[tuple[str, str | Promise]]
    error: str

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""


@dataclass(frozen=True)
class Rows:
    """A group of rows; `name` is empty for the whole."""

    name: str
    match: str
    rows: list[Row]

    @property
    def prefix(self) -> str:
        return f"{self.name}." if self.name else ""


def typed(post: QueryDict, fields: Fields) -> Tree:
    """What was typed, with what the pressed button changes. What can't be asked stays in it, to be mended."""
    groups = {
        int(found[1]): _group(post, f"g{found[1]}.", fields)
        for key in post
        if (found := _GROUP.fullmatch(key))
    }
    order = sorted(groups)[:MOST_GROUPS]
    change = post.get("change", "")
    whole = _group(post, "", fields)
    kept = [groups[place] for place in order if change != f"drop:g{place}"]
    if change == "group" and len(kept) < MOST_GROUPS:
        kept.append(Group(match="any"))
    return Tree(match=whole.match, tests=whole.tests, groups=tuple(kept))


def _group(post: QueryDict, prefix: str, fields: Fields) -> Group:
    change = post.get("change", "")
    places = sorted(
        int(found[2]) for key in post if (found := _TEST.fullmatch(key)) and key.startswith(prefix or "t")
    )
    tests = [
        _test(post, f"{prefix}t{place}", fields) for place in places if change != f"drop:{prefix}t{place}"
    ]
    added = fields.get(post.get(f"{prefix}add.field", ""))
    if change == f"{prefix}add" and added is not None:
        tests.append(fresh(added))
    match: Literal["all", "any"] = "any" if post.get(f"{prefix}match") == "any" else "all"
    return Group(match=match, tests=tuple(tests[:MOST_TESTS]))


def _test(post: QueryDict, name: str, fields: Fields) -> Test:
    path, op = post.get(f"{name}.field", "")[:120] or "-", post.get(f"{name}.op", "")[:20] or "-"
    values = tuple(value[:LONGEST] for value in post.getlist(f"{name}.value")[:MOST_VALUES] if value)
    field = fields.get(path)
    operator = field.operator(op) if field is not None else None
    if operator is None:
        return Test(field=path, op=op, values=values)
    if operator.takes == Takes.NOTHING:
        values = ()
    elif operator.takes == Takes.DAYS and not (values and values[0].isdecimal()):
        values = (DAYS,) if not values or "-" in values[0] else values
    elif operator.takes == Takes.DATE and values and values[0].isdecimal():
        values = ()
    return Test(field=path, op=op, values=values)


def fresh(field: Field) -> Test:
    """A new row: what is asked most often of such a field."""
    operator = field.operators[0]
    return Test(field=field.path, op=operator.code, values=(DAYS,) if operator == NEXT else ())


def rows_of(
    tree: Tree, fields: Fields, options: dict[str, Any], *, stands: bool = True, strict: bool = False
) -> tuple[Rows, list[Rows]]:
    """The rows of the whole, and of each group. With `strict` each says what is wrong with it."""

    def rows(group: Group, name: str) -> Rows:
        prefix = f"{name}." if name else ""
        found = [
            _row(test, f"{prefix}t{place}", fields, options, stands=stands, strict=strict)
            for place, test in enumerate(group.tests)
        ]
        return Rows(name, group.match, found)

    return rows(tree, ""), [rows(group, f"g{place}") for place, group in enumerate(tree.groups)]


def _row(
    test: Test, name: str, fields: Fields, options: dict[str, Any], *, stands: bool, strict: bool
) -> Row:
    field = fields.get(test.field)
    operator = field.operator(test.op) if field is not None else None
    choices = list(field.choices) or list(options.get(field.offered, [])) if field is not None else []
    if operator is not None and operator.takes == Takes.CHOICES:
        known = {value for value, _label in choices}
        choices += [(value, value) for value in test.values if value not in known]
    gone = field is None or operator is None
    return Row(
        name=name,
        path=test.field,
        field=field,
        op=test.op,
        operators=tuple(o for o in field.operators if stands or not o.stands) if field is not None else (),
        takes=operator.takes.value if operator is not None else "",
        values=test.values,
        options=choices,
        error=problem_of(test, fields, stands=stands) if strict or gone else "",
    )


def offers_of(tree: Tree, fields: Fields) -> set[str]:
    """Which choices have to be looked up to show the rows of the tree."""
    found = (fields.get(test.field) for test in tree.every_test())
    return {field.offered for field in found if field is not None and field.offered}
