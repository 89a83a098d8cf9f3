"""The fields of a case type: the part of JSON Schema 2020-12 that a form can be made of. Pure."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from frontoffice.cases.lifecycles import Names, in_language

Name = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z][a-z0-9_]*$")]
Choice = Annotated[str, Field(min_length=1, max_length=100)]
LONGEST_VALUE = 4_000
MOST_FIELDS = 40
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A pattern that can take for ever on a long text has no place in a form.
RISKY = re.compile(r"\([^)]*[+*][^)]*\)[+*{]")


class Items(BaseModel):
    """What a list of choices holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: Literal["string"] = "string"
    enum: Annotated[list[Choice], Field(min_length=1, max_length=100)]


class Property(BaseModel):
    """One field. `titles`, `descriptions` and `labels` (of choices) are ours: the words in other languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: Literal["string", "number", "integer", "boolean", "array"]
    title: Annotated[str, Field(min_length=1, max_length=120)]
    titles: Names = {}
    description: Annotated[str, Field(max_length=300)] = ""
    descriptions: Names = {}
    format: Literal["date", ""] = ""
    enum: Annotated[list[Choice], Field(max_length=100)] = []
    labels: dict[str, Names] = {}
    items: Items | None = None
    uniqueItems: bool = True
    minLength: Annotated[int | None, Field(ge=0, le=LONGEST_VALUE)] = None
    maxLength: Annotated[int | None, Field(ge=1, le=LONGEST_VALUE)] = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _fits(self) -> "Property":
        if (self.type == "array") != (self.items is not None):
            raise ValueError("an array has items with an enum, and nothing else has")
        if self.type != "string" and (self.enum or self.format or self.pattern):
            raise ValueError("enum, format and pattern are for strings")
        if self.type not in {"number", "integer"} and (self.minimum is not None or self.maximum is not None):
            raise ValueError("minimum and maximum are for numbers")
        _check_pattern(self.pattern)
        return self

    @property
    def label(self) -> str:
        return in_language(self.title, dict(self.titles))

    @property
    def hint(self) -> str:
        return in_language(self.description, dict(self.descriptions))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Values with their words."""
        values = self.items.enum if self.items is not None else self.enum
        return [(value, self.said(value)) for value in values]

    def said(self, value: str) -> str:
        """A choice in words."""
        words = dict(self.labels.get(value, {}))
        return in_language(words.get("en", value), words)


class Fields(BaseModel):
    """All fields of a type. `order` names them as they are asked: PostgreSQL keeps no order of an object's names."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: Literal["object"] = "object"
    properties: Annotated[dict[Name, Property], Field(max_length=MOST_FIELDS)] = {}
    required: list[str] = []
    order: Annotated[list[str], Field(max_length=MOST_FIELDS)] = []

    @model_validator(mode="before")
    @classmethod
    def _in_order(cls, given: Any) -> Any:
        named, order = given.get("properties"), given.get("order")
        if not isinstance(named, dict) or not isinstance(order, list):
            return given
        first = {name: named[name] for name in order if isinstance(name, str) and name in named}
        return {**given, "properties": {**first, **named}}

    @model_validator(mode="after")
    def _known(self) -> "Fields":
        unknown = set(self.required) - set(self.properties)
        if unknown:
            raise ValueError(f"required but not there: {', '.join(sorted(unknown))}")
        return self


def _check_pattern(pattern: str) -> None:
    if not pattern:
        return
    try:
        re.compile(pattern)
    except re.error as wrong:
        raise ValueError(f"not a pattern: {wrong}") from None
    if RISKY.search(pattern):
        raise ValueError("a pattern must not repeat what repeats")


def fields_of(schema: Mapping[str, Any]) -> Fields:
    """The fields that a stored schema describes; none where it is empty."""
    return Fields.model_validate(dict(schema) or {})


def problem_with(schema: Mapping[str, Any]) -> str:
    """What is wrong with it, in a sentence; empty where a form can be made of it."""
    try:
        fields_of(schema)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"{where}: {first['msg']}" if where else str(first["msg"])
    return ""


def strict(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The same in plain 2020-12: our own words left out, nothing beside the fields, no text without an end."""
    fields = fields_of(schema)
    plain: dict[str, Any] = {}
    for name, field in fields.properties.items():
        kept = field.model_dump(exclude={"titles", "descriptions", "labels"}, exclude_defaults=True)
        kept["type"] = field.type
        if field.items is not None:
            kept |= {"items": {"type": "string", "enum": field.items.enum}, "uniqueItems": True}
        if field.type == "string":
            kept.setdefault("maxLength", LONGEST_VALUE)
        plain[name] = kept
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": plain,
        "required": fields.required,
        "additionalProperties": False,
    }


def wrong_values(
    schema: Mapping[str, Any], values: Mapping[str, Any], *, whole: bool
) -> list[tuple[str, str]]:
    """(field, what is wrong) for each that does not fit; without `whole`, what is missing is left for later.

    It refuses what any validator of 2020-12 refuses by `strict(schema)`, and nothing else, but says it in words.
    """
    fields = fields_of(schema)
    wrong = [
        (name, str(_("There is no such field."))) for name in sorted(set(values) - set(fields.properties))
    ]
    for name, field in fields.properties.items():
        if name in values:
            why = _wrong(field, values[name])
            wrong += [(name, str(why))] if why else []
        elif whole and name in fields.required:
            wrong.append((name, str(_("This has to be filled in."))))
    return wrong


def _wrong(field: Property, value: Any) -> str | Promise:
    if field.type == "string":
        return _wrong_text(field, value)
    if field.type == "boolean":
        return "" if isinstance(value, bool) else _("Yes or no is needed.")
    if field.type == "array":
        return _wrong_list(field, value)
    return _wrong_number(field, value)


def _wrong_text(field: Property, value: Any) -> str | Promise:
    if not isinstance(value, str):
        return _("Text is needed.")
    if field.enum and value not in field.enum:
        return _("Choose one of those listed.")
    if field.format == "date" and not _is_date(value):
        return _("A date is needed, as 2026-11-30.")
    if field.minLength is not None and len(value) < field.minLength:
        return _("At least %(count)s characters are needed.") % {"count": field.minLength}
    longest = LONGEST_VALUE if field.maxLength is None else field.maxLength
    if len(value) > longest:
        return _("At most %(count)s characters fit.") % {"count": longest}
    if field.pattern and re.search(field.pattern, value) is None:
        return field.hint or _("This is not in the form that is needed.")
    return ""


def _wrong_number(field: Property, value: Any) -> str | Promise:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _("A number is needed.")
    if field.type == "integer" and isinstance(value, float) and not value.is_integer():
        return _("A whole number is needed.")
    if field.minimum is not None and value < field.minimum:
        return _("At least %(least)s is needed.") % {"least": f"{field.minimum:g}"}
    if field.maximum is not None and value > field.maximum:
        return _("At most %(most)s is possible.") % {"most": f"{field.maximum:g}"}
    return ""


def _wrong_list(field: Property, value: Any) -> str | Promise:
    known = field.items.enum if field.items is not None else []
    if not isinstance(value, list) or any(not isinstance(one, str) or one not in known for one in value):
        return _("Choose from those listed.")
    return "" if len(set(value)) == len(value) else _("Choose each once.")


def _is_date(value: str) -> bool:
    if DATE.fullmatch(value) is None:
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def shown(field: Property, value: Any) -> Any:
    """A value in words: choices by their labels, yes and no left to the template."""
    if isinstance(value, list):
        return ", ".join(field.said(str(one)) for one in value)
    return field.said(value) if field.enum and isinstance(value, str) else value
