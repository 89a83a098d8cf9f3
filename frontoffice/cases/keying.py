"""The fields of a paper form: written one a line, and what is keyed read by them."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.refusals import BadInput

MOST_FIELDS = 60
LONGEST = 500
KINDS = ("text", "number", "date", "choice")
LINE = re.compile(
    r"^(?P<label>[^:]{1,80}?)\s*(?::\s*(?P<kind>\w+)\s*(?:\((?P<choices>[^)]*)\))?)?\s*(?P<star>\*)?$"
)
UNTIDY = re.compile(r"[^a-z0-9]+")


class FieldsUnusable(BadInput):
    message = _(
        "Write one field a line: a label, its kind (text, number, date or choice), and * where it must be."
    )
    field = "fields"


class WronglyKeyed(BadInput):
    """A value that its field does not take; `field` names it."""

    message = _("This can't be what stands there.")


@dataclass(frozen=True)
class FormField:
    """A field of a form, as it is stored in `PaperForm.fields`."""

    name: str
    label: str
    kind: str
    required: bool
    choices: tuple[str, ...] = ()

    def stored(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "label": self.label,
            "kind": self.kind,
            "required": self.required,
            "choices": list(self.choices),
        }


def fields_of(stored: list[dict[str, Any]]) -> list[FormField]:
    return [FormField(**{**one, "choices": tuple(one["choices"])}) for one in stored]


def read_fields(text: str) -> list[FormField]:
    """From `Fee paid: number *` and `County: choice (Adams, Cook)`, one a line. Raises FieldsUnusable."""
    found: list[FormField] = []
    for line in [line.strip() for line in text.splitlines() if line.strip()]:
        read = LINE.match(line)
        if read is None:
            raise FieldsUnusable
        kind = (read["kind"] or "text").lower()
        choices = tuple(one.strip() for one in (read["choices"] or "").split(",") if one.strip())
        name = UNTIDY.sub("_", read["label"].lower()).strip("_")[:40]
        if kind not in KINDS or not name or (kind == "choice") != bool(choices):
            raise FieldsUnusable
        found.append(FormField(name, read["label"].strip(), kind, bool(read["star"]), choices))
    names = {one.name for one in found}
    if not found or len(found) > MOST_FIELDS or len(names) < len(found):
        raise FieldsUnusable
    return found


def read_values(fields: list[FormField], keyed: Mapping[str, Any]) -> dict[str, str]:
    """What was keyed, tidy and as text: numbers without commas, dates as 2026-11-17. Raises WronglyKeyed."""
    return {field.name: _read(field, str(keyed.get(field.name, "") or "")) for field in fields}


def _read(field: FormField, keyed: str) -> str:
    value = " ".join(keyed.split())
    if not value:
        if field.required:
            raise WronglyKeyed(_("%(label)s has to be there.") % {"label": field.label}, field=field.name)
        return ""
    if len(value) > LONGEST:
        raise WronglyKeyed(field=field.name)
    reads = {"number": _number, "date": _date, "choice": _choice}
    return reads[field.kind](field, value) if field.kind in reads else value


def _number(field: FormField, value: str) -> str:
    try:
        number = Decimal(value.replace(",", "").replace("$", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal("1e12"):
        raise WronglyKeyed(_("%(label)s is a number.") % {"label": field.label}, field=field.name)
    return str(number.quantize(Decimal("0.01")) if number % 1 else number.quantize(Decimal(1)))


def _date(field: FormField, value: str) -> str:
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%m%d%Y", "%m/%d/%y", "%m-%d-%Y"):
        try:
            return dt.datetime.strptime(value, form).date().isoformat()  # noqa: DTZ007 - a date
        except ValueError:
            continue
    words = _("%(label)s is a date: 11172026 or 11/17/2026.") % {"label": field.label}
    raise WronglyKeyed(words, field=field.name)


def _choice(field: FormField, value: str) -> str:
    """A choice is keyed by its first letters."""
    begun = [one for one in field.choices if one.lower().startswith(value.lower())]
    exact = [one for one in begun if one.lower() == value.lower()]
    if len(exact or begun) != 1:
        words = _("%(label)s is one of: %(choices)s.") % {
            "label": field.label,
            "choices": ", ".join(field.choices),
        }
        raise WronglyKeyed(words, field=field.name)
    return (exact or begun)[0]
