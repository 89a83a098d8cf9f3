"""What a list shows of a case in a column: the value of a field as people read it. Pure."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from frontoffice.cases.conditions.fields import Field, day_of
from frontoffice.cases.conditions.kinds import Kind
from frontoffice.cases.forms import LANGUAGES
from frontoffice.cases.lifecycles import stage_of
from frontoffice.cases.models import Case

# What is loaded with the cases, so that no cell asks anything.
WITH = ("topic", "unit", "assignee__actor", "type__type", "type__lifecycle__current")
_NAMES: dict[str, Callable[[Case], Any]] = {
    "assignee": lambda case: case.assignee.actor.name if case.assignee is not None else "",
    "unit": lambda case: case.unit.name,
    "topic": lambda case: case.topic.name,
    "type": lambda case: case.type.name,
    "stage": lambda case: stage_of(case).label,
    "language": lambda case: dict(LANGUAGES).get(case.language.split("-")[0], case.language),
}


def value_of(field: Field, case: Case, zone: dt.tzinfo) -> Any:
    """A text, a date, a number, or None where there is nothing."""
    if field.path in _NAMES:
        return str(_NAMES[field.path](case)) or None
    if field.own and case.type.type.code != field.type_code:
        return None
    value = field.read(case)
    if value in (None, "", []):
        return None
    if field.kind == Kind.DATE:
        return day_of(value, field, zone)
    if field.kind == Kind.YES_NO:
        return _("Yes") if value else _("No")
    words = dict(field.choices)
    if field.kind == Kind.SEVERAL:
        return ", ".join(str(words.get(one, one)) for one in value)
    return str(words[str(value)]) if str(value) in words else value
