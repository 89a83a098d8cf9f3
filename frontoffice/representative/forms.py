"""The shape of what a person says of a draft."""

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.representative.models import RejectReason


class EditForm(forms.Form):
    """The reply as the editor would send it."""

    text = forms.CharField(
        label=_("Reply"),
        help_text=_(
            "It goes out in your name. A source is cited as long as its number in brackets stands in the text."
        ),
        max_length=20_000,
        widget=forms.Textarea,
        error_messages={"required": _("Write the reply.")},
    )


class RejectForm(forms.Form):
    """Why a draft is no answer."""

    reason = forms.ChoiceField(
        label=_("Why is this no answer?"),
        choices=RejectReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    comment = forms.CharField(
        label=_("What would be right?"),
        help_text=_("Optional. Whoever takes the case reads it."),
        max_length=900,
        required=False,
        widget=forms.Textarea,
    )
