"""Conditions as they are kept: tests in groups, at most two deep, checked against the fields that there are. Pure."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from frontoffice.cases.conditions.fields import Field as CaseField
from frontoffice.cases.conditions.fields import Fields
from frontoffice.cases.conditions.kinds import MOST_DAYS, Operator, Takes

MOST_TESTS = 30
LONGEST = 200
MOST_IN_TYPES, MOST_IN_COLUMNS = 1e12, 30_000
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2200, 1, 1)
Value = Annotated[str, Field(max_length=LONGEST)]


class Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Test(Plain):
    """One question: a field's path, an operator's code, and what to compare with (texts; none, one or several)."""

    __test__ = False  # no test of ours: pytest looks for the name
    field: Annotated[str, Field(min_length=1, max_length=120)]
    op: Annotated[str, Field(min_length=1, max_length=20)]
    values: Annotated[tuple[Value, ...], Field(max_length=100)] = ()


class Group(Plain):
    """Several questions of which all or any have to hold; one without any holds always."""

    match: Literal["all", "any"] = "all"
    tests: Annotated[tuple[Test, ...], Field(max_length=MOST_TESTS)] = ()


class Tree(Group):
    """The whole: tests, and groups of tests beside them."""

    groups: Annotated[tuple[Group, ...], Field(max_length=8)] = ()

    def every_test(self) -> Iterator[Test]:
        yield from self.tests
        for group in self.groups:
            yield from group.tests

    @property
    def says_nothing(self) -> bool:
        return next(self.every_test(), None) is None


def read(kept: Any) -> Tree | None:
    """A tree from its JSON; None where it has not that form."""
    try:
        return Tree.model_validate(kept)
    except (ValidationError, RecursionError):
        return None


def kept(tree: Tree) -> dict[str, Any]:
    """The JSON of a tree, without groups in which nothing is asked."""
    groups = tuple(group for group in tree.groups if group.tests)
    return tree.model_copy(update={"groups": groups}).model_dump(mode="json")


def problem_of(test: Test, fields: Fields, *, stands: bool = True) -> str:
    """Why this can't be asked, in a sentence; empty where it can. Without `stands` nobody is "me"."""
    field = fields.get(test.field)
    if field is None:
        return str(_("This field is gone."))
    operator = field.operator(test.op)
    if operator is None:
        return str(_("This can't be asked of it any more."))
    if operator.stands and not stands:
        return str(_("There is nobody here whom “me” could mean: name somebody."))
    return str(_wrong(field, operator, test.values))


def problems(tree: Tree, fields: Fields, *, stands: bool = True) -> list[tuple[Test, str]]:
    """All tests that can't be asked, with why."""
    found = ((test, problem_of(test, fields, stands=stands)) for test in tree.every_test())
    return [(test, why) for test, why in found if why]


def _wrong(field: CaseField, operator: Operator, values: tuple[str, ...]) -> str | Promise:
    if operator.takes == Takes.NOTHING:
        return ""
    if operator.takes == Takes.CHOICES:
        if not values:
            return _("Choose at least one.")
        known = {value for value, _label in field.choices}
        return "" if not known or set(values) <= known else _("One of these is no longer there.")
    value = values[0] if len(values) == 1 else ""
    if not value.strip():
        return _("Fill this in.")
    if operator.takes == Takes.NUMBER:
        return _wrong_number(value, field)
    checks = {Takes.TEXT: _wrong_text, Takes.DATE: _wrong_date, Takes.DAYS: _wrong_days}
    return checks[operator.takes](value)


def _wrong_text(value: str) -> str | Promise:
    return _("This can't be looked for.") if "\x00" in value else ""


def _wrong_number(value: str, field: CaseField) -> str | Promise:
    try:
        number = float(value)
    except ValueError:
        return _("A number is needed.")
    if not abs(number) < (MOST_IN_TYPES if field.own else MOST_IN_COLUMNS):
        return _("This number is too large.")
    return _("A whole number is needed.") if field.whole and not number.is_integer() else ""


def _wrong_date(value: str) -> str | Promise:
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return _("A date is needed, as 2026-11-30.")
    return "" if len(value) == 10 and FIRST_DAY <= day <= LAST_DAY else _("This date is too far off.")


def _wrong_days(value: str) -> str | Promise:
    whole = value.isascii() and value.isdecimal() and len(value) < 6
    return "" if whole and int(value) <= MOST_DAYS else _("A number of days is needed, at most 3650.")
