"""The shape of what is typed about accounts, and nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import AtWord, RoleKind
from frontoffice.customers.part_forms import EndWithReasonForm, Keyed, date_field


class OpenAccountForm(Keyed):
    kind = forms.ChoiceField(label=_("Kind of account"))
    opened_on = date_field(_("Counts from"), _("Empty: from today on."))
    received_on = date_field(_("We had the request on"), _("Empty: today."))
    note = forms.CharField(label=_("Note"), max_length=500, required=False, strip=True)

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", ""), *kinds]  # type: ignore[attr-defined]


class ChangeAccountForm(Keyed):
    """`asked_by` is the reference of one of those on the account; empty where the agency decides."""

    reason = forms.ChoiceField(label=_("Reason"))
    at_word = forms.TypedChoiceField(
        label=_("At whose word"),
        choices=AtWord.choices,
        coerce=AtWord,
        widget=forms.RadioSelect,
        initial=AtWord.OWN,
    )
    asked_by = forms.ChoiceField(label=_("Who asked for it"), required=False)
    evidence = forms.CharField(
        label=_("Where the signed request is, and what it was matched with"),
        max_length=200,
        required=False,
        strip=True,
    )
    effective_on = date_field(_("Counts from"), _("Empty: from today on."))
    received_on = date_field(_("We had the request on"), _("Empty: today."))
    note = forms.CharField(label=_("Note"), max_length=500, required=False, strip=True)

    def __init__(
        self, *args: Any, reasons: list[tuple[str, Any]], people: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].choices = [("", ""), *reasons]  # type: ignore[attr-defined]
        self.fields["asked_by"].choices = [("", _("Nobody")), *people]  # type: ignore[attr-defined]


class GiveRoleForm(Keyed):
    party = forms.CharField(
        label=_("Who"),
        help_text=_("Reference, telephone number or the whole name."),
        max_length=200,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.TypedChoiceField(
        label=_("As what"),
        choices=RoleKind.choices,
        coerce=RoleKind,
        initial=RoleKind.REPRESENTATIVE,
        widget=forms.RadioSelect,
    )
    scopes = forms.MultipleChoiceField(
        label=_("What a representative may do"), required=False, widget=forms.CheckboxSelectMultiple
    )
    evidence_kind = forms.ChoiceField(label=_("What shows that they may"))
    evidence = forms.CharField(label=_("Where it is to be found"), max_length=200, required=False, strip=True)
    from_on = date_field(_("First day"), _("Empty: today."))
    last_on = date_field(_("Last day"), _("Empty: until it is ended."))
    received_on = date_field(_("We had it on"), _("Empty: today."))

    def __init__(
        self, *args: Any, scopes: list[tuple[str, Any]], shows: list[tuple[str, Any]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["scopes"].choices = scopes  # type: ignore[attr-defined]
        self.fields["evidence_kind"].choices = [("", ""), *shows]  # type: ignore[attr-defined]


__all__ = ["ChangeAccountForm", "EndWithReasonForm", "GiveRoleForm", "OpenAccountForm"]
