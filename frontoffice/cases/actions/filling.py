"""Filling in what a case's type asks for: checked by its schema, each change kept with old and new (X2)."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions.recording import locked, note_of, save
from frontoffice.cases.events import FieldsChanged
from frontoffice.cases.models import Case, CaseChange, CaseTypeVersion, Note, Topic
from frontoffice.cases.permissions import unit_of_case
from frontoffice.cases.queries.types import general_type, type_offered
from frontoffice.cases.schemas import wrong_values
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput

LONGEST_FIELDS = 20_000


class UnknownType(BadInput):
    message = _("There is no case type with this code.")
    field = "type"


class WrongFields(BadInput):
    """`problems` says (field, what is wrong) for each."""

    message = _("Some of the fields are not as they should be.")
    field = "fields"

    def __init__(self, problems: list[tuple[str, str]] | None = None) -> None:
        self.problems = problems or []
        told = "; ".join(f"{name}: {why}" if name else why for name, why in self.problems)
        super().__init__(told or self.message)


@action("cases.fill_in", title=_("Fill in the fields of a case"), unit=unit_of_case)
def fill_in(
    *,
    case: Case,
    fields: Annotated[str, Field(max_length=LONGEST_FIELDS)],
    reason: Annotated[str, Field(max_length=2_000)] = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Set fields: a JSON object of those that change, null to empty one; checked by the version that the case has.

    A resolved case can be corrected too. Nothing changed, nothing recorded. Raises WrongFields.
    """
    case = locked(case)
    values = _with(case, read(fields))
    changed = [
        name for name in case.type.schema.get("properties", {}) if case.fields.get(name) != values.get(name)
    ]
    if not changed:
        return case
    note = note_of(case, reason, by=by, at=at)
    first = _record(case, values, changed, note, by=by, at=at)
    case.fields = values
    save(case, "fields")
    said = note.pk if note is not None else None
    event = FieldsChanged(case_id=case.pk, first_id=first, count=len(changed), note_id=said)
    announce(event, about=case, by=by, at=at)
    return case


def _with(case: Case, given: dict[str, Any]) -> dict[str, Any]:
    """The case's values with those that are given; what is required is not emptied. Raises WrongFields."""
    schema = case.type.schema
    values = checked(schema, {**case.fields, **given}, whole=False)
    emptied = [name for name in schema.get("required", ()) if name in given and name not in values]
    if emptied:
        raise WrongFields([(name, str(_("This has to be filled in."))) for name in emptied])
    return values


def _record(
    case: Case, values: dict[str, Any], names: list[str], note: Note | None, *, by: Actor, at: datetime
) -> int:
    """A row for each change, with the value before and after; the id of the first."""
    rows = [
        CaseChange.objects.create(
            case=case,
            path=f"fields.{name}",
            old=case.fields.get(name),
            new=values.get(name),
            note=note,
            by=by,
            at=at,
        )
        for name in names
    ]
    return rows[0].pk


def type_for(topic: Topic, code: str) -> CaseTypeVersion:
    """The type that is named, else the topic's, else the general one. Raises UnknownType."""
    if code:
        named = type_offered(code)
        if named is None:
            raise UnknownType
        return named
    own = topic.case_type
    if own is not None and own.active and own.current is not None:
        return own.current
    return general_type()


def read(text: str) -> dict[str, Any]:
    """A JSON object from its text; empty text is none. Raises WrongFields."""
    if not text.strip():
        return {}
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise WrongFields([("", str(_("This is not a JSON object.")))]) from None
    if not isinstance(found, dict):
        raise WrongFields([("", str(_("This is not a JSON object.")))])
    return found


def checked(schema: Mapping[str, Any], values: Mapping[str, Any], *, whole: bool) -> dict[str, Any]:
    """The values without the empty ones, as they are kept. Raises WrongFields."""
    kept = {name: value for name, value in values.items() if not is_empty(value)}
    problems = wrong_values(schema, kept, whole=whole)
    if problems:
        raise WrongFields(problems)
    return kept


def is_empty(value: Any) -> bool:
    """Whether a value says nothing; no and nought say something."""
    return value is None or value in ("", [])


def _no_constant(name: str) -> Any:
    raise ValueError(name)
