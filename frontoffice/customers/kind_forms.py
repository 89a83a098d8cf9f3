"""The shape of what is typed when a kind of number, flag or caution is set up."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import Viewers
from frontoffice.customers.part_forms import Keyed

CODE = r"^[a-z][a-z0-9_]*$"


class KindForm(Keyed):
    """`taken` are the codes that a new kind can't have; None where one is changed, which keeps its code."""

    code = forms.RegexField(
        CODE,
        label=_("Code"),
        help_text=_("Small letters, digits and low lines; programs use it. It stays as it is."),
        max_length=40,
        error_messages={
            "invalid": _("Begin with a small letter, and use small letters, digits and low lines.")
        },
    )
    name = forms.CharField(label=_("Name"), max_length=120, strip=True)
    active = forms.BooleanField(
        label=_("It is offered"),
        help_text=_("What is on file of a kind that is offered no more stays on file."),
        required=False,
        initial=True,
    )
    field_order = ["code", "name"]

    def __init__(self, *args: Any, taken: Collection[str] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.taken = taken or ()
        self.fields["code"].disabled = taken is None

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code in self.taken:
            raise forms.ValidationError(
                _("There is such a kind already. Choose it in the list to change it.")
            )
        return code


class NumberKindForm(KindForm):
    validator = forms.CharField(
        label=_("Rule for its digits"),
        help_text=_("The name of a rule for check digits, such as us.ssn or imo. Empty where there is none."),
        max_length=60,
        strip=True,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    pattern = forms.CharField(
        label=_("Pattern"),
        help_text=_(
            "For numbers without a rule, a regular expression of capitals and digits: [0-9A-Z]{5,20}"
        ),
        max_length=200,
        strip=True,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    strong = forms.BooleanField(
        label=_("A customer has only one"),
        help_text=_("Two different ones then speak against two files being one customer’s."),
        required=False,
    )
    field_order = ["code", "name", "validator", "pattern", "strong", "active"]


class FlagKindForm(KindForm):
    handling = forms.CharField(
        label=_("What colleagues do"), max_length=300, strip=True, widget=forms.Textarea
    )
    viewers = forms.TypedChoiceField(label=_("Who sees it"), choices=Viewers.choices, coerce=Viewers)
    field_order = ["code", "name", "handling", "viewers", "active"]


class CautionKindForm(KindForm):
    """Nothing besides."""
