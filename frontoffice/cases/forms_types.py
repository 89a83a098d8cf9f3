"""The shape of what is typed to draft a case type or a lifecycle."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases import field_lines
from frontoffice.cases.forms import Keyed
from frontoffice.cases.models import CaseTypeVersion, Complexity, LifecycleVersion, Priority

CODE = r"^[a-z0-9][a-z0-9._-]*$"


class TypeForm(Keyed):
    """`lines` is read into `schema`, with what lines can't say kept from the version before."""

    code = forms.RegexField(
        CODE, label=_("Code"), help_text=_("Small letters and hyphens; programs use it."), max_length=40
    )
    name = forms.CharField(label=_("Name"), max_length=120, strip=True)
    spanish = forms.CharField(label=_("Name in Spanish"), max_length=120, strip=True, required=False)
    lines = forms.CharField(
        label=_("What is asked"),
        help_text=_(
            "A line for each: title, a star where it must be filled in, a colon and what it takes: text, long text, "
            "number, whole number, yes or no, date, one of this, that – or some of this, that."
        ),
        widget=forms.Textarea,
        max_length=20_000,
        required=False,
    )
    lifecycle = forms.ChoiceField(label=_("Lifecycle"))
    priority = forms.TypedChoiceField(label=_("Priority"), choices=Priority.choices, coerce=int)
    complexity = forms.TypedChoiceField(label=_("Complexity"), choices=Complexity.choices, coerce=int)
    confidential = forms.BooleanField(label=_("Cases are confidential"), required=False)

    def __init__(
        self, *args: Any, lifecycles: list[Any], before: CaseTypeVersion | None = None, **options: Any
    ) -> None:
        options["initial"] = _of(before)
        super().__init__(*args, **options)
        self.before = before
        self.fields["lifecycle"].choices = lifecycles  # type: ignore[attr-defined]
        if before is not None:
            self.fields["code"].disabled = True

    def clean_lines(self) -> str:
        """As JSON Schema, in words where a line can't be read."""
        before = self.before.schema if self.before is not None else None
        try:
            return json.dumps(field_lines.read(self.cleaned_data["lines"], before=before))
        except field_lines.UnreadableLine as wrong:
            told = _("Line %(number)s: %(why)s") % {"number": wrong.number, "why": wrong.why}
            raise forms.ValidationError(told) from None


class LifecycleHead(Keyed):
    """What a lifecycle is called; its stages and ways are rows (lifecycle_forms)."""

    code = forms.RegexField(
        CODE, label=_("Code"), help_text=_("Small letters and hyphens; programs use it."), max_length=40
    )
    name = forms.CharField(label=_("Name"), max_length=120, strip=True)

    def __init__(
        self,
        *args: Any,
        before: LifecycleVersion | None = None,
        typed: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        given = {"code": before.lifecycle.code, "name": before.name} if before is not None else {}
        options["initial"] = given | (typed or {})
        super().__init__(*args, **options)
        if before is not None:
            self.fields["code"].disabled = True


class LifecycleForm(Keyed):
    """`definition` and `moves` as JSON, as programs send them."""

    code = forms.RegexField(
        CODE, label=_("Code"), help_text=_("Small letters and hyphens; programs use it."), max_length=40
    )
    name = forms.CharField(label=_("Name"), max_length=120, strip=True)
    definition = forms.CharField(
        label=_("Stages and ways, as JSON"), widget=forms.Textarea, max_length=60_000
    )
    moves = forms.CharField(
        label=_("Where cases go whose stage is taken out, as JSON"),
        help_text=_('For example {"review": "open"}.'),
        widget=forms.Textarea,
        max_length=10_000,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        before: LifecycleVersion | None = None,
        **options: Any,
    ) -> None:
        options["initial"] = _of_lifecycle(before) if before is not None else {}
        super().__init__(*args, **options)
        if before is not None:
            self.fields["code"].disabled = True


def _of(version: CaseTypeVersion | None) -> dict[str, Any]:
    if version is None:
        return {"priority": Priority.NORMAL, "complexity": Complexity.ROUTINE}
    return {
        "code": version.type.code,
        "name": version.name,
        "spanish": version.names.get("es", ""),
        "lines": field_lines.written(version.schema),
        "lifecycle": version.lifecycle.code,
        "priority": version.priority,
        "complexity": version.complexity,
        "confidential": version.confidential,
    }


def _of_lifecycle(version: LifecycleVersion) -> dict[str, Any]:
    return {
        "code": version.lifecycle.code,
        "name": version.name,
        "definition": json.dumps(version.definition, indent=1, ensure_ascii=False),
        "moves": json.dumps(version.moves) if version.moves else "",
    }
