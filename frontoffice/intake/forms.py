"""The shape of what is typed about mails and mailboxes, and nothing else."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.intake.models import After, Security


class Keyed(forms.Form):
    """A form that knows itself again when it is sent twice."""

    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **given: Any) -> None:
        given.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **given)


class RouteForm(Keyed):
    """A case from a mail."""

    topic = forms.ChoiceField(label=_("Topic"))
    text = forms.CharField(
        label=_("What the customer wants"),
        help_text=_("Leave it empty to take the words of the mail."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, topics: Sequence[Any], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["topic"].choices = [("", ""), *topics]  # type: ignore[attr-defined]


class JoinForm(Keyed):
    """The case that a mail belongs to."""

    number = forms.CharField(label=_("Case number"), help_text=_("Like C-2026-000123."), max_length=40)


class AsideForm(Keyed):
    """Why nothing becomes of a mail."""

    reason = forms.CharField(label=_("Why does nothing become of it?"), max_length=500)


class MailboxForm(Keyed):
    """Where mail is fetched, and what becomes of it."""

    address = forms.EmailField(label=_("Address"), help_text=_("What customers write to."), max_length=254)
    topic = forms.ChoiceField(label=_("Topic of the cases"))
    host = forms.CharField(label=_("Mail server"), max_length=253)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    security = forms.ChoiceField(label=_("Encryption"), choices=Security.choices, initial=Security.TLS)
    user = forms.CharField(label=_("User"), max_length=254)
    secret = forms.CharField(
        label=_("Name of the password"),
        help_text=_("The password itself is kept outside: in FRONTOFFICE_MAILBOX_NAME or keys/mailbox_name."),
        max_length=60,
    )
    folder = forms.CharField(label=_("Folder"), max_length=200, initial="INBOX")
    after = forms.ChoiceField(
        label=_("Once a mail is taken in"),
        choices=After.choices,
        initial=After.MOVE,
        widget=forms.RadioSelect,
    )
    done_folder = forms.CharField(
        label=_("Folder for what was taken in"), max_length=200, required=False, initial="Taken in"
    )
    plus = forms.BooleanField(
        label=_("name+anything@… reaches it too"),
        help_text=_("Then the reference stands in the address for answers, else in the subject."),
        required=False,
        initial=True,
    )
    acknowledges = forms.BooleanField(
        label=_("Acknowledge mails that open a case"), required=False, initial=True
    )
    active = forms.BooleanField(label=_("Fetch mail"), required=False, initial=True)

    def __init__(self, *args: Any, topics: Sequence[Any], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["topic"].choices = [("", ""), *topics]  # type: ignore[attr-defined]
