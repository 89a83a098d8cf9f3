"""The shape of what is typed during a contact, and nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.contacts.models import Basis, Channel, Outcome, TryResult

PASSED, FAILED = "yes", "no"


class Keyed(forms.Form):
    """A form that knows itself again when it is sent twice."""

    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class BeginForm(Keyed):
    channel = forms.ChoiceField(label=_("How they reach us"), choices=Channel.choices, initial=Channel.PHONE)


class VerifyForm(Keyed):
    """`evidence` is `method:evidence`; `whom` the reference of another person, who is authorized by the customer."""

    evidence = forms.ChoiceField(
        label=_("What was looked at"), error_messages={"required": _("Choose what was looked at.")}
    )
    passed = forms.ChoiceField(
        label=_("Did it match?"),
        choices=[(PASSED, _("It matched")), (FAILED, _("It did not"))],
        widget=forms.RadioSelect,
        initial=PASSED,
    )
    whom = forms.CharField(
        label=_("Somebody else than the customer?"),
        help_text=_("The reference of the person who was verified, where the customer authorized them."),
        max_length=20,
        required=False,
        strip=True,
    )

    def __init__(self, *args: Any, ways: list[Any], **options: Any) -> None:
        super().__init__(*args, **({"auto_id": "verify-%s"} | options))
        self.fields["evidence"].choices = [("", ""), *ways]  # type: ignore[attr-defined]


class TellForm(Keyed):
    items = forms.MultipleChoiceField(
        label=_("What they want to know"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what to tell.")},
    )
    basis = forms.ChoiceField(label=_("Why it may be told"), choices=Basis.choices, initial=Basis.OWN)
    authority = forms.CharField(
        label=_("Where the authorization, law or order is to be found"),
        help_text=_("Not needed for their own record."),
        max_length=300,
        required=False,
        strip=True,
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str, str]], **options: Any) -> None:
        super().__init__(*args, **({"auto_id": "tell-%s"} | options))
        # What stands under each label is for the page; the field itself knows values and labels.
        self.offered = offered
        self.fields["items"].choices = [(code, label) for code, label, _why in offered]  # type: ignore[attr-defined]


class EndForm(Keyed):
    outcome = forms.ChoiceField(label=_("How it ended"), choices=Outcome.choices, initial=Outcome.ANSWERED)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"auto_id": "end-%s"} | options))


class TryForm(Keyed):
    """What came of a try to call back; `withdraw` with the reason in the note, where it is no longer wanted."""

    result = forms.ChoiceField(
        label=_("What came of it"),
        choices=[*TryResult.choices, ("withdraw", _("They no longer want it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False, strip=True)
    give_up = forms.BooleanField(label=_("Nobody tries again"), required=False)


class GoneForm(Keyed):
    """Why nobody has to take a customer who was passed on any more."""

    reason = forms.CharField(
        label=_("How do you know?"),
        max_length=300,
        strip=True,
        help_text=_("For example: hung up after two minutes."),
        error_messages={"required": _("Say how you know that they are gone.")},
    )


class AuditForm(Keyed):
    agrees = forms.ChoiceField(
        label=_("Does the claim hold?"),
        choices=[("yes", _("It was resolved")), ("no", _("It was not"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    note = forms.CharField(label=_("What was not resolved"), max_length=1000, required=False, strip=True)
