"""The shape of what is typed about a customer, and nothing else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import PartyKind, PointKind


class PointForm(forms.Form):
    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=PointKind.choices)
    value = forms.CharField(label=_("Number or address"), max_length=500, strip=True)


class PartyForm(forms.Form):
    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Who is it?"), choices=PartyKind.choices, initial=PartyKind.PERSON, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name"), max_length=200, strip=True)
    language = forms.RegexField(
        label=_("Language"),
        help_text=_("Two or three letters: en, es, vi."),
        regex=r"^[a-z]{2,3}$",
        initial="en",
        error_messages={"invalid": _("Write the language in two or three small letters, like en.")},
    )
    email = forms.CharField(
        label=_("E-mail"), max_length=254, required=False, strip=True, widget=forms.EmailInput
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False, strip=True)
    address = forms.CharField(
        label=_("Address"), max_length=500, required=False, strip=True, widget=forms.Textarea
    )
