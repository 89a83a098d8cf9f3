"""The fields of a case type as lines that people write: `Amount in dispute * : number`. Pure.

A line holds a title, a star where it must be filled in, and after a colon what it takes: text (also without a word),
long text, number, whole number, yes or no, date, or after "one of" or "some of" the choices, parted by commas.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from frontoffice.cases.schemas import Property, fields_of

KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "maxLength": 200},
    "long text": {"type": "string"},
    "number": {"type": "number"},
    "whole number": {"type": "integer"},
    "yes or no": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}
ONE_OF, SOME_OF = "one of", "some of"
LONGEST_NAME = 60


class UnreadableLine(ValueError):
    """A line that says what no field can take; its number, from 1, and why."""

    def __init__(self, number: int, why: Any) -> None:
        self.number, self.why = number, why
        super().__init__(f"{number}: {why}")


def written(schema: Mapping[str, Any]) -> str:
    """The lines of a schema."""
    fields = fields_of(schema)
    return "\n".join(_line(field, name in fields.required) for name, field in fields.properties.items())


def read(text: str, *, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A schema from lines. A title that `before` has keeps its name, and what lines can't say.

    Raises UnreadableLine.
    """
    was = fields_of(before or {})
    by_title = {field.title.casefold(): (name, field) for name, field in was.properties.items()}
    properties: dict[str, Any] = {}
    required: list[str] = []
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    for number, line in lines:
        title, starred, kind = _parts(line)
        if not title:
            raise UnreadableLine(number, _("A field needs a title."))
        name, old = by_title.get(title.casefold(), (_name(title, properties), None))
        if name in properties:
            raise UnreadableLine(number, _("There are two fields of this title."))
        properties[name] = _kept(old, kind, number) | {"title": title}
        required += [name] if starred else []
    return {"type": "object", "properties": properties, "required": required}


def _parts(line: str) -> tuple[str, bool, str]:
    title, _colon, kind = line.partition(":")
    title = " ".join(title.split())
    starred = title.endswith("*")
    return title.rstrip("* ")[:120], starred, " ".join(kind.split())


def _kept(old: Property | None, kind: str, number: int) -> dict[str, Any]:
    """What the line says; a field that takes the same as before keeps bounds, hints and other languages."""
    said = _said(kind, number)
    if old is None or _kind(old).casefold() != kind.casefold():
        return said
    return old.model_dump(exclude_defaults=True) | {"type": old.type}


def _said(kind: str, number: int) -> dict[str, Any]:
    low = kind.casefold()
    for words, several in ((ONE_OF, False), (SOME_OF, True)):
        if low.startswith(words):
            choices = list(dict.fromkeys(one.strip() for one in kind[len(words) :].split(",") if one.strip()))
            if not choices:
                raise UnreadableLine(number, _("Name the choices, parted by commas."))
            if several:
                return {"type": "array", "items": {"enum": choices}}
            return {"type": "string", "enum": choices}
    if low and low not in KINDS:
        raise UnreadableLine(number, _("“%(kind)s” is nothing that a field can take.") % {"kind": kind[:40]})
    return dict(KINDS[low or "text"])


def _line(field: Property, required: bool) -> str:
    return f"{field.title}{' *' if required else ''}: {_kind(field)}"


def _kind(field: Property) -> str:
    if field.items is not None:
        return f"{SOME_OF} {', '.join(field.items.enum)}"
    if field.enum:
        return f"{ONE_OF} {', '.join(field.enum)}"
    if field.format == "date":
        return "date"
    if field.type == "string":
        return "text" if field.maxLength is not None and field.maxLength <= 200 else "long text"
    return {"number": "number", "integer": "whole number", "boolean": "yes or no"}[field.type]


def _name(title: str, taken: Mapping[str, Any]) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_NAME] or "field"
    name = name if name[0].isalpha() else f"field_{name}"[:LONGEST_NAME]
    found, number = name, 2
    while found in taken:
        found, number = f"{name[: LONGEST_NAME - 4]}_{number}", number + 1
    return found
