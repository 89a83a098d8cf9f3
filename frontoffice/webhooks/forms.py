"""The shape of what is typed about subscriptions, and nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Keyed(forms.Form):
    """A form that knows itself again when it is sent twice."""

    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **given: Any) -> None:
        given.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **given)


class SubscriptionForm(Keyed):
    """Where what is sent."""

    name = forms.CharField(
        label=_("Name"), help_text=_("What the program is, in your words."), max_length=100
    )
    url = forms.CharField(label=_("Address"), help_text=_("It begins with https://."), max_length=2000)
    kinds = forms.MultipleChoiceField(label=_("What it is told"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]


class SecretForm(Keyed):
    """How long the earlier secret signs too."""

    both_for_hours = forms.IntegerField(
        label=_("Hours for which both secrets sign"), min_value=0, max_value=168, initial=24
    )
