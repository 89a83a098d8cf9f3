"""The shape of what is typed about triggers, besides their conditions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.forms import Keyed
from frontoffice.cases.models import TriggerOn


class TriggerForm(Keyed):
    """When, and of which unit's cases. `days` count for what looks at the calendar."""

    name = forms.CharField(label=_("Name"), max_length=120, strip=True)
    on = forms.ChoiceField(label=_("When"), choices=TriggerOn.choices)
    days = forms.IntegerField(
        label=_("Days"),
        help_text=_("For what looks at the calendar: so many days before or after."),
        min_value=0,
        max_value=365,
        required=False,
    )
    unit = forms.ChoiceField(label=_("Cases of"), required=False)

    def __init__(self, *args: Any, units: list[Any], named: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = [("", _("Every unit")), *units]  # type: ignore[attr-defined]
        if named:
            self.fields["name"].widget = forms.HiddenInput()
