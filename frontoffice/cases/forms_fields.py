"""A form of what a case type asks for, made from its schema; and what was typed, as the schema's values."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.actions.filling import WrongFields
from frontoffice.cases.forms import LONGEST_REASON, Keyed
from frontoffice.cases.schemas import LONGEST_VALUE, Fields, Property, fields_of

PREFIX = "of_type_"
LONG = 200  # characters; what may be longer is written in a box of several lines
YES, NO = "yes", "no"


class FieldsForm(Keyed):
    """The fields of a case, filled with what stands there."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Where somebody will ask later. Colleagues read it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea,
        required=False,
        strip=True,
    )

    def __init__(self, *args: Any, schema: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.schema = fields_of(schema)
        add_fields(self, self.schema)

    @property
    def of_type(self) -> list[forms.BoundField]:
        """The fields that the type asks for, in its order."""
        return bound(self, self.schema)


def add_fields(form: forms.Form, fields: Fields, *, whole: bool = False) -> None:
    """Give the form a field for each of the type's; with `whole`, what the type needs can't be left empty.

    What is wrong, the action says.
    """
    for name, field in fields.properties.items():
        form.fields[f"{PREFIX}{name}"] = _field(field, needed=whole and name in fields.required)


def bound(form: forms.Form, fields: Fields) -> list[forms.BoundField]:
    """The form's fields of the type, in its order."""
    return [form[f"{PREFIX}{name}"] for name in fields.properties]


def as_typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values as a form begins with them."""
    said = {True: YES, False: NO}
    return {
        f"{PREFIX}{name}": said[value] if isinstance(value, bool) else value for name, value in values.items()
    }


def as_stored(typed: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """What was typed as values of the schema, None for what was left empty. A number that is none stays text."""
    return {name: _value(field, typed.get(f"{PREFIX}{name}")) for name, field in fields.properties.items()}


def tell(form: forms.Form, refusal: WrongFields) -> int:
    """Put what is wrong beside each field; the status to answer with."""
    for name, why in refusal.problems:
        place = f"{PREFIX}{name}"
        form.add_error(place if place in form.fields else None, why)
    if not refusal.problems:
        form.add_error(None, str(refusal))
    return refusal.status


def _field(field: Property, *, needed: bool) -> forms.Field:
    common: dict[str, Any] = {"label": field.label, "help_text": field.hint, "required": needed}
    common["error_messages"] = {"required": _("This has to be filled in.")}
    if field.type == "boolean":
        return forms.ChoiceField(choices=[("", _("Not said")), (YES, _("Yes")), (NO, _("No"))], **common)
    if field.type == "array":
        return forms.MultipleChoiceField(choices=field.choices, widget=forms.CheckboxSelectMultiple, **common)
    if field.enum:
        return forms.ChoiceField(choices=[("", _("Not said")), *field.choices], **common)
    if field.format == "date":
        return forms.CharField(max_length=10, widget=forms.DateInput, **common)
    if field.type in {"number", "integer"}:
        return forms.CharField(
            max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **common
        )
    long = (field.maxLength or LONGEST_VALUE) > LONG
    return forms.CharField(
        max_length=LONGEST_VALUE, strip=True, widget=forms.Textarea if long else forms.TextInput, **common
    )


def _value(field: Property, typed: Any) -> Any:
    if typed in (None, "", []):
        return None
    if field.type == "boolean":
        return typed == YES
    if field.type == "array":
        return list(typed)
    return _number(str(typed).strip()) if field.type in {"number", "integer"} else typed


def _number(typed: str) -> Any:
    """The number that is written there; as it was typed where it is none, for the schema to refuse."""
    try:
        return int(typed)
    except ValueError:
        pass
    try:
        found = float(typed)
    except ValueError:
        return typed
    return found if found - found == 0 else typed  # neither infinite nor not a number
