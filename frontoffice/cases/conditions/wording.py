"""Conditions and values of fields in words. Pure."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from frontoffice.cases.conditions.fields import Field, Fields
from frontoffice.cases.conditions.kinds import Takes
from frontoffice.cases.conditions.trees import Group, Test, Tree

Offered = Mapping[str, Any]


def said(tree: Tree, fields: Fields, offered: Offered) -> str:
    """The whole in one line: "Status is New or Open; Due is within the next 2 days"."""
    parts = [said_of(test, fields, offered) for test in tree.tests]
    parts += [f"({_group(group, fields, offered)})" for group in tree.groups if group.tests]
    return _joined(tree.match, parts) if parts else _("every case")


def _group(group: Group, fields: Fields, offered: Offered) -> str:
    return _joined(group.match, [said_of(test, fields, offered) for test in group.tests])


def _joined(match: str, parts: list[str]) -> str:
    return f" {_('and') if match == 'all' else _('or')} ".join(parts)


def said_of(test: Test, fields: Fields, offered: Offered) -> str:
    """One test in words; of a field that is gone, its path."""
    field = fields.get(test.field)
    operator = field.operator(test.op) if field is not None else None
    if field is None or operator is None:
        return f"{test.field} {test.op}"
    if operator.takes == Takes.NOTHING:
        return f"{field.label} {operator.label}"
    values = f" {_('or')} ".join(label_of(field, value, offered) for value in test.values)
    if operator.takes == Takes.DAYS:
        return f"{field.label} {str(operator.label).replace('…', values)}"
    return f"{field.label} {operator.label} {values}"


def label_of(field: Field, value: str, offered: Offered) -> str:
    """A choice in words."""
    known = dict(field.choices) or dict(offered.get(field.offered, ()))
    return str(known.get(value, value))
