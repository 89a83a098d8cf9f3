"""The shape of what is typed when one part of a customer's file is changed, and nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import (
    AddressRole,
    Format,
    Ground,
    Interpreter,
    NameKind,
    ParticularKind,
    PreferredChannel,
    Requester,
)


class Keyed(forms.Form):
    """A form that knows itself again when it is sent twice."""

    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


def date_field(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, required=False, widget=forms.DateInput)


def _text(label: Any, length: int, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=length, required=required, strip=True)


def _language(label: Any, *, required: bool = True) -> forms.RegexField:
    return forms.RegexField(
        label=label,
        help_text=_("Two or three letters: en, es, vi."),
        regex=r"^[a-z]{2,3}$",
        required=required,
        error_messages={"invalid": _("Write the language in two or three small letters, like en.")},
    )


class NameForm(Keyed):
    name = _text(_("Name"), 200, required=True)
    kind = forms.TypedChoiceField(label=_("What kind of name"), choices=NameKind.choices, coerce=NameKind)
    from_on = date_field(_("Since"), _("Empty: from today on."))
    evidence = _text(_("What was looked at"), 200, _("A marriage certificate, a court’s order."))


class AddressForm(Keyed):
    roles = forms.TypedMultipleChoiceField(
        label=_("Which address changes?"),
        choices=AddressRole.choices,
        coerce=AddressRole,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say which address changes.")},
    )
    address = forms.CharField(label=_("New address"), max_length=500, strip=True, widget=forms.Textarea)
    effective_on = date_field(_("Counts from"), _("Empty: from today on."))
    until_on = date_field(_("Only until"), _("For a time, such as the winter. Empty: from then on."))
    happened_on = date_field(_("Moved on"))
    received_on = date_field(_("We had the request on"), _("Empty: today."))
    ground = forms.TypedChoiceField(
        label=_("What shows that it comes from them"),
        choices=[(one.value, one.label) for one in (Ground.IN_CONTACT, Ground.SIGNED_REQUEST)],
        coerce=Ground,
        widget=forms.RadioSelect,
        initial=Ground.IN_CONTACT,
    )
    evidence = _text(
        _("Where the request is, and what was looked at"), 200, _("Needed for a signed request.")
    )
    requester = forms.TypedChoiceField(
        label=_("Who asks for it"), choices=Requester.choices, coerce=Requester, initial=Requester.CUSTOMER
    )
    requester_name = _text(_("Their name, where it is not the customer"), 200)
    confidential = forms.BooleanField(label=_("Keep it confidential"), required=False)


class NumberForm(Keyed):
    kind = forms.ChoiceField(label=_("Kind"))
    value = forms.CharField(
        label=_("Number"),
        max_length=60,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("It is kept sealed and shown by its last four characters."),
    )
    issuer = _text(_("Who gave it"), 60, _("A state or a country, where there are several."))
    expires_on = date_field(_("Valid until"))
    evidence = _text(_("What was looked at"), 200)

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", ""), *kinds]  # type: ignore[attr-defined]


class PreferencesForm(Keyed):
    language = _language(_("Language"))
    interpreter = forms.TypedChoiceField(
        label=_("Interpreter"), choices=Interpreter.choices, coerce=Interpreter, initial=Interpreter.NONE
    )
    interpreter_language = _language(_("Interpreter for"), required=False)
    format = forms.TypedChoiceField(
        label=_("Letters and forms"), choices=Format.choices, coerce=Format, initial=Format.STANDARD
    )
    channel = forms.TypedChoiceField(
        label=_("Best reached by"),
        choices=PreferredChannel.choices,
        coerce=PreferredChannel,
        initial=PreferredChannel.ANY,
    )
    note = _text(_("Note"), 200)


class MemberForm(Keyed):
    member = _text(
        _("Who belongs to it"), 200, _("Reference, telephone number or the whole name."), required=True
    )
    role = _text(_("As what"), 60, _("Head, spouse, child, grandparent."))
    since = date_field(_("Since"), _("Empty: from today on."))


class ParticularForm(Keyed):
    kind = forms.TypedChoiceField(label=_("What"), choices=ParticularKind.choices, coerce=ParticularKind)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    evidence = _text(_("What was looked at"), 200)


class FlagForm(Keyed):
    kind = forms.ChoiceField(label=_("Flag"))
    note = _text(_("What colleagues have to know"), 500)
    evidence = _text(_("What it rests on"), 200, _("A death certificate, a court’s order."))
    from_on = date_field(_("Since"), _("Empty: from today on."))
    until_on = date_field(_("Until"))

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", ""), *kinds]  # type: ignore[attr-defined]


class EndForm(Keyed):
    until_on = date_field(_("From which day on"), _("Empty: from today on."))


class EndWithReasonForm(Keyed):
    reason = _text(_("Reason"), 200, required=True)
    until_on = date_field(_("From which day on"), _("Empty: from today on. Its first day: it never counted."))
