"""The shape of a macro as it is put together: its name, for whom it is, and a form for each step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.forms import LONGEST_REASON, LONGEST_TEXT
from frontoffice.cases.forms_desk import WhoseForm
from frontoffice.cases.macros import NAMES
from frontoffice.cases.models import Priority, ResolutionCode

Choices = list[Any]


class MacroForm(WhoseForm):
    """`do` holds the kinds of its steps in order, parted by blanks; each step's own fields are in its StepForm."""

    name = forms.CharField(label=_("Name"), max_length=120, strip=True)
    do = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)
    field_order = ["name", "whose"]


def _text(
    label: Any, *, required: bool = True, help_text: Any = "", most: int = LONGEST_TEXT
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        strip=True,
        widget=forms.Textarea,
        help_text=help_text,
    )


def _reason(label: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_REASON, required=required, strip=True)


class StepForm(forms.Form):
    """The fields of one step, under the prefix of its place."""

    def __init__(self, *args: Any, do: str, choices: dict[str, Choices], **options: Any) -> None:
        super().__init__(*args, **options)
        self.do = do
        self.title = NAMES[do]
        self.fields.update(_fields(do, choices))

    def given(self) -> dict[str, Any]:
        """The step as a macro holds it."""
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return {"do": self.do, **said}


def _fields(do: str, choices: dict[str, Choices]) -> dict[str, forms.Field]:
    """What a step of the kind is given."""
    return (_said(choices) | _changed(choices)).get(do, {})


def _said(choices: dict[str, Choices]) -> dict[str, dict[str, forms.Field]]:
    """Steps by which something is said."""
    none = ("", _("None: these words"))
    module = forms.ChoiceField(label=_("Text module"), required=False, choices=[none, *choices["module"]])
    ends = [
        ("wait", _("Wait for the customer")),
        ("stay", _("Keep working on it")),
        ("resolve", _("Resolve it")),
    ]
    return {
        "note": {"text": _text(_("Note"))},
        "reply": {
            "module": module,
            "text": _text(_("Or these words"), required=False),
            "then": forms.ChoiceField(label=_("Afterwards"), choices=ends),
        },
        "resolve": {
            "code": forms.ChoiceField(label=_("How did it end?"), choices=ResolutionCode.choices),
            "text": _text(_("In a sentence"), required=False, help_text=_("The customer sees this.")),
        },
    }


def _changed(choices: dict[str, Choices]) -> dict[str, dict[str, forms.Field]]:
    """Steps by which something of the case becomes another."""
    days = forms.IntegerField(label=_("Business days"), required=False, min_value=0, max_value=365)
    must = forms.BooleanField(label=_("Must be done before the case is resolved"), required=False)
    people = [("", ""), *choices["to"]]
    priority = forms.TypedChoiceField(label=_("Priority"), choices=Priority.choices, coerce=int)
    return {
        "assign": {
            "to": forms.ChoiceField(label=_("Colleague"), choices=people),
            "reason": _reason(_("Reason")),
        },
        "release": {"reason": _reason(_("Reason"))},
        "move": {
            "to": forms.ChoiceField(label=_("Stage"), choices=choices["stage"]),
            "note": _reason(_("Note")),
        },
        "priority": {"priority": priority, "reason": _reason(_("Reason"), required=True)},
        "topic": {
            "topic": forms.ChoiceField(label=_("Topic"), choices=choices["topic"]),
            "reason": _reason(_("Reason")),
        },
        "task": {
            "title": forms.CharField(label=_("What is to be done"), max_length=200, strip=True),
            "days": days,
            "mandatory": must,
        },
    }
