"""The shape of what staff write about messages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SettleForm(forms.Form):
    """Whether an inconclusive message went, and how somebody knows."""

    went = forms.TypedChoiceField(
        label=_("Did it go?"),
        choices=[("yes", _("Yes, it went")), ("no", _("No, it did not go"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it went.")},
    )
    reason = forms.CharField(
        label=_("How do you know?"),
        help_text=_("For example: the mail server's log has it, or the customer was asked on the telephone."),
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": _("Say how you found out, so that others can rely on it.")},
    )


class DraftForm(forms.Form):
    """A draft, written anew."""

    to_name = forms.CharField(label=_("Name"), max_length=200, required=False)
    to_address = forms.CharField(
        label=_("E-mail address"), max_length=254, required=False, widget=forms.EmailInput
    )
    subject = forms.CharField(label=_("Subject"), max_length=250)
    body = forms.CharField(label=_("Message"), max_length=100_000, widget=forms.Textarea)
    expected_version = forms.IntegerField(widget=forms.HiddenInput)
