"""The shape of what is typed about a customer, and nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import AddressRole, PartyKind, PointKind, ReviewDecision, Viewers


class PointForm(forms.Form):
    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=PointKind.choices)
    value = forms.CharField(label=_("Number or address"), max_length=500, strip=True)


class PartyForm(forms.Form):
    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    another = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.TypedChoiceField(
        label=_("Who is it?"),
        choices=PartyKind.choices,
        coerce=PartyKind,
        initial=PartyKind.PERSON,
        widget=forms.RadioSelect,
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
    address_roles = forms.TypedMultipleChoiceField(
        label=_("What the address is for"),
        choices=AddressRole.choices,
        coerce=AddressRole,
        required=False,
        initial=[AddressRole.RESIDENTIAL, AddressRole.MAILING],
        widget=forms.CheckboxSelectMultiple,
    )


class CautionForm(forms.Form):
    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"))
    text = forms.CharField(
        label=_("What colleagues have to know"),
        help_text=_("What happened and what to do; no judgment of the person, who may ask to read it."),
        max_length=1000,
        strip=True,
        widget=forms.Textarea,
    )
    viewers = forms.ChoiceField(label=_("Who sees it"), choices=Viewers.choices)
    review_by = forms.DateField(label=_("Review by"), widget=forms.DateInput)
    last = forms.DateField(label=_("Last day"), widget=forms.DateInput)
    told = forms.CharField(
        label=_("Was the person told?"),
        help_text=_("When and how, or why not."),
        max_length=500,
        required=False,
        strip=True,
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", ""), *kinds]  # type: ignore[attr-defined]


class ReviewCautionForm(forms.Form):
    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("What is decided?"), choices=ReviewDecision.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, strip=True, widget=forms.Textarea)
    review_by = forms.DateField(label=_("Review again by"), required=False, widget=forms.DateInput)


class IncidentForm(forms.Form):
    """`happened_on` and `happened_time` are the office's."""

    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    happened_on = forms.DateField(label=_("Day"), widget=forms.DateInput)
    happened_time = forms.TimeField(label=_("Time"), widget=forms.TimeInput)
    place = forms.CharField(label=_("Where"), max_length=200, strip=True)
    what = forms.CharField(label=_("What happened"), max_length=10_000, strip=True, widget=forms.Textarea)
    present = forms.CharField(label=_("Who was there"), max_length=1000, required=False, strip=True)
    injured = forms.BooleanField(label=_("Somebody was hurt"), required=False)
    injuries = forms.CharField(label=_("Who, and how"), max_length=1000, required=False, strip=True)
    measures = forms.CharField(
        label=_("What was done"), max_length=10_000, required=False, strip=True, widget=forms.Textarea
    )
