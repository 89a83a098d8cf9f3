"""What a form field's component shows, worked out once from a Django field or from plain attributes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import slugify

TEXT_KINDS = frozenset(
    {"text", "email", "tel", "date", "time", "number", "url", "search", "password", "money"}
)
KINDS = TEXT_KINDS | {"textarea", "select", "combo", "radio", "tiles", "checkbox", "checkboxes", "file"}
GROUPS = frozenset({"radio", "tiles", "checkboxes"})
INPUT_MODES = {"money": "decimal", "number": "numeric", "tel": "tel", "email": "email"}

# The kind that shows a Django widget; the first match counts, so the narrower widgets come first.
WIDGET_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "textarea"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radio"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (forms.EmailInput, "email"),
    (forms.NumberInput, "number"),
    (forms.URLInput, "url"),
    (forms.DateInput, "date"),
    (forms.TimeInput, "time"),
)


class UnknownKind(ValueError):
    """A template asked for a kind of field that the kit does not have."""


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen; `description` stands under a tile's label."""

    value: str
    label: str
    id: str
    chosen: bool
    description: str = ""


@dataclass(frozen=True)
class ChoiceGroup:
    """Choices under one heading of a select; the heading is empty for those outside any group."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class FieldView:
    """Everything a field's template prints. `describedby` names the hint, error and counter that are there."""

    kind: str
    name: str
    id: str
    label: str
    hint: str
    value: str
    errors: tuple[str, ...]
    required: bool
    groups: tuple[ChoiceGroup, ...]
    count: int | None
    describedby: str

    @property
    def template(self) -> str:
        """The template of the control."""
        if self.kind in TEXT_KINDS:
            return "ui/field/input.html"
        return f"ui/field/{'radio' if self.kind == 'tiles' else self.kind}.html"

    @property
    def input_type(self) -> str:
        return "text" if self.kind == "money" else self.kind

    @property
    def input_mode(self) -> str:
        return INPUT_MODES.get(self.kind, "")

    @property
    def grouped(self) -> bool:
        """Whether the field is several controls under one legend."""
        return self.kind in GROUPS

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(choice for group in self.groups for choice in group.choices)

    @property
    def focus_id(self) -> str:
        """Where a link to this field must lead."""
        return f"{self.id}-0" if self.grouped else self.id


def from_bound(bound: BoundField, given: dict[str, Any]) -> FieldView:
    """The view of a Django field; attributes given in the template win over the form's."""
    field = bound.field
    kind = given.get("kind") or kind_of(field.widget)
    return _view(
        kind=kind,
        name=bound.html_name,
        id=given.get("id") or bound.auto_id or bound.html_name,
        label=given.get("label") or str(bound.label or ""),
        hint="" if given.get("hint") is False else given.get("hint") or str(bound.help_text or ""),
        value="" if kind in {"file", "password"} else bound.value(),
        errors=tuple(str(error) for error in bound.errors),
        required=field.required if given.get("required") in ("", None) else bool(given["required"]),
        options=given.get("options") or getattr(field, "choices", None) or (),
        count=_whole(given.get("count")),
    )


def from_attributes(given: dict[str, Any]) -> FieldView:
    """The view of a field that no Django form stands behind."""
    error = given.get("error") or ()
    return _view(
        kind=given.get("kind") or "text",
        name=given.get("name") or "",
        id=given.get("id") or f"id_{slugify(given.get('name') or '')}",
        label=given.get("label") or "",
        hint=given.get("hint") or "",
        value=given.get("value"),
        errors=(str(error),) if isinstance(error, str) else tuple(str(one) for one in error),
        required=bool(given.get("required")),
        options=given.get("options") or (),
        count=_whole(given.get("count")),
    )


def kind_of(widget: forms.Widget) -> str:
    """The kit's kind for a Django widget."""
    return next((kind for shape, kind in WIDGET_KINDS if isinstance(widget, shape)), "text")


def _view(
    *,
    kind: str,
    name: str,
    id: str,
    label: str,
    hint: str,
    value: Any,
    errors: tuple[str, ...],
    required: bool,
    options: Iterable[Any],
    count: int | None,
) -> FieldView:
    if kind not in KINDS:
        raise UnknownKind(f"{kind} is not a kind of field; there are {', '.join(sorted(KINDS))}")
    parts = [f"{id}-hint"] if hint else []
    parts += [f"{id}-error"] if errors else []
    parts += [f"{id}-count"] if count else []
    return FieldView(
        kind=kind,
        name=name,
        id=id,
        label=label,
        hint=hint,
        value=_written(value),
        errors=errors,
        required=required,
        groups=_groups(options, value, id),
        count=count,
        describedby=" ".join(parts),
    )


def _groups(options: Iterable[Any], value: Any, id: str) -> tuple[ChoiceGroup, ...]:
    chosen = {str(one) for one in value} if isinstance(value, list | tuple | set) else {_written(value)}
    groups: list[ChoiceGroup] = []
    loose: list[Choice] = []
    place = 0
    for option in options:
        first, rest = option[0], option[1]
        if isinstance(rest, list | tuple):
            inside = tuple(_choice(one, chosen, f"{id}-{place + step}") for step, one in enumerate(rest))
            place += len(inside)
            groups.append(ChoiceGroup(str(first), inside))
        else:
            loose.append(_choice(option, chosen, f"{id}-{place}"))
            place += 1
    return ((ChoiceGroup("", tuple(loose)),) if loose else ()) + tuple(groups)


def _choice(option: Any, chosen: set[str], id: str) -> Choice:
    value, label = option[0], option[1]
    description = str(option[2]) if len(option) > 2 else ""
    written = _written(value)
    return Choice(value=written, label=str(label), id=id, chosen=written in chosen, description=description)


def _written(value: Any) -> str:
    if value is None or value is False:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _whole(value: Any) -> int | None:
    return int(value) if value not in ("", None) else None
