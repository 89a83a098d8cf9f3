"""The fields of a case that can be asked: a closed list, and what the published case types ask for beside it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.conditions.kinds import EMPTINESS, OPERATORS, Kind, Operator
from frontoffice.cases.models import (
    Attention,
    Case,
    CaseTypeVersion,
    Complexity,
    Priority,
    ResolutionCode,
    Status,
)
from frontoffice.cases.schemas import Property, fields_of
from frontoffice.contacts.models import Channel

Choices = tuple[tuple[str, str | Promise], ...]


@dataclass(frozen=True)
class Field:
    """One thing about a case. `lookup` is where the database has it, `read` how a loaded case gives it.

    `offered` names where the choices come from that only the database knows (topics, units, people, stages, types);
    `own` and `type_code` are set for a field of a case type: its name there. `instant`: a moment, asked by its day.
    """

    path: str
    label: str | Promise
    kind: Kind
    lookup: str
    read: Callable[[Case], Any]
    blank: bool = False
    choices: Choices = ()
    offered: str = ""
    whole: bool = False
    instant: bool = False
    type_code: str = ""
    own: str = ""

    @property
    def operators(self) -> tuple[Operator, ...]:
        return OPERATORS[self.kind] + (EMPTINESS if self.blank else ())

    def operator(self, code: str) -> Operator | None:
        """The one of that code, where it can be asked of this field."""
        return next((one for one in self.operators if one.code == code), None)


Fields = Mapping[str, Field]


def _choices(enum: Any) -> Choices:
    return tuple((str(value), label) for value, label in enum.choices if value != "")


def _person(case: Case) -> str | None:
    return case.assignee.reference if case.assignee is not None else None


_ALWAYS = (
    Field("status", _("Status"), Kind.CHOICE, "status", lambda c: c.status, choices=_choices(Status)),
    Field("due_on", _("Due"), Kind.DATE, "due_on", lambda c: c.due_on),
    Field(
        "assignee",
        _("Assigned to"),
        Kind.PERSON,
        "assignee__reference",
        _person,
        blank=True,
        offered="people",
    ),
    Field("unit", _("Unit"), Kind.UNIT, "unit__code", lambda c: c.unit.code, offered="units"),
    Field("topic", _("Topic"), Kind.CHOICE, "topic__code", lambda c: c.topic.code, offered="topics"),
    Field(
        "priority",
        _("Priority"),
        Kind.CHOICE,
        "priority",
        lambda c: c.priority,
        choices=_choices(Priority),
        whole=True,
    ),
    Field(
        "attention",
        _("Attention"),
        Kind.CHOICE,
        "attention",
        lambda c: c.attention,
        blank=True,
        choices=_choices(Attention),
    ),
    Field("channel", _("Channel"), Kind.CHOICE, "channel", lambda c: c.channel, choices=_choices(Channel)),
    Field(
        "type", _("Case type"), Kind.CHOICE, "type__type__code", lambda c: c.type.type.code, offered="types"
    ),
    Field("stage", _("Stage"), Kind.CHOICE, "stage", lambda c: c.stage, offered="stages"),
    Field("language", _("Language"), Kind.CHOICE, "language", lambda c: c.language, offered="languages"),
    Field(
        "complexity",
        _("Complexity"),
        Kind.CHOICE,
        "complexity",
        lambda c: c.complexity,
        choices=_choices(Complexity),
        whole=True,
    ),
    Field("confidential", _("Confidential"), Kind.YES_NO, "confidential", lambda c: c.confidential),
    Field("received_on", _("Received"), Kind.DATE, "received_on", lambda c: c.received_on),
    Field(
        "waiting_since",
        _("Waiting for the customer since"),
        Kind.DATE,
        "waiting_since",
        lambda c: c.waiting_since,
        blank=True,
    ),
    Field(
        "resolved_at",
        _("Resolved"),
        Kind.DATE,
        "resolved_at",
        lambda c: c.resolved_at,
        blank=True,
        instant=True,
    ),
    Field(
        "resolution_code",
        _("How it ended"),
        Kind.CHOICE,
        "resolution_code",
        lambda c: c.resolution_code,
        blank=True,
        choices=_choices(ResolutionCode),
    ),
    Field("reopened", _("Times reopened"), Kind.NUMBER, "reopened", lambda c: c.reopened, whole=True),
    Field("subject", _("Subject"), Kind.TEXT, "subject", lambda c: c.subject),
    Field("asker_name", _("Name of the asker"), Kind.TEXT, "asker_name", lambda c: c.asker_name, blank=True),
    Field("reply_to", _("E-mail of the asker"), Kind.TEXT, "reply_to", lambda c: c.reply_to, blank=True),
    Field(
        "customer",
        _("Customer is on file"),
        Kind.YES_NO,
        "customer",
        lambda c: c.customer_id is not None,
    ),
)
ALWAYS: dict[str, Field] = {field.path: field for field in _ALWAYS}


def fields_with(types: Iterable[CaseTypeVersion]) -> dict[str, Field]:
    """All that can be asked: what every case has, and what these types, loaded with their code, ask for."""
    own = (
        _own(version, name, asked)
        for version in types
        for name, asked in fields_of(version.schema).properties.items()
    )
    return ALWAYS | {field.path: field for field in own}


def _own(version: CaseTypeVersion, name: str, asked: Property) -> Field:
    return Field(
        path=f"fields.{version.type.code}.{name}",
        label=f"{asked.label} ({version.name})",
        kind=_kind(asked),
        lookup="fields",
        read=lambda case: case.fields.get(name),
        blank=True,
        choices=tuple(asked.choices),
        whole=asked.type == "integer",
        type_code=version.type.code,
        own=name,
    )


def _kind(asked: Property) -> Kind:
    if asked.type == "array":
        return Kind.SEVERAL
    if asked.type == "boolean":
        return Kind.YES_NO
    if asked.type in {"number", "integer"}:
        return Kind.NUMBER
    if asked.format == "date":
        return Kind.DATE
    return Kind.CHOICE if asked.enum else Kind.TEXT


def day_of(value: Any, field: Field, zone: dt.tzinfo) -> dt.date | None:
    """The day that a date field of a case names: an instant by the office's clock, a case type's by its text."""
    if value in (None, ""):
        return None
    if field.own:
        return dt.date.fromisoformat(value)
    day: dt.date = value.astimezone(zone).date() if field.instant else value
    return day
