"""The shape of what is typed to move a case along, and to say how urgent and how complex it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.forms import LONGEST_REASON, Keyed


class MoveForm(Keyed):
    to = forms.CharField(max_length=40, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Note for colleagues"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea,
        required=False,
        strip=True,
    )


class WeighForm(Keyed):
    value = forms.ChoiceField(label=_("Set to"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea,
        strip=True,
        error_messages={"required": _("Say why, in a few words.")},
    )

    def __init__(self, *args: Any, choices: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["value"].choices = choices  # type: ignore[attr-defined]
