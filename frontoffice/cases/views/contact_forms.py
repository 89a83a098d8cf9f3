"""The shape of what is typed on the screen of a contact."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.forms import LANGUAGES, Keyed
from frontoffice.contacts.models import Help

ALONE, STARTS, JOINS, CALL_BACK = "alone", "starts", "joins", "call_back"
THEN = [
    (ALONE, _("Stands alone")),
    (STARTS, _("Starts a case")),
    (JOINS, _("Joins a case")),
    (CALL_BACK, _("Call-back promised")),
]


class ContactForm(Keyed):
    """How a contact is logged. `topic` may be left empty once purposes are named."""

    topic = forms.ChoiceField(label=_("What they want"), required=False)
    wrap_up = forms.ChoiceField(label=_("How it ended"))
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For a case: what the customer said."),
        max_length=10_000,
        widget=forms.Textarea,
        required=False,
        strip=True,
    )
    then = forms.ChoiceField(
        label=_("This contact"), choices=THEN, initial=ALONE, widget=forms.RadioSelect, required=False
    )
    case = forms.CharField(label=_("Case number"), max_length=40, required=False, strip=True)
    name = forms.CharField(label=_("Name, if they say"), max_length=200, required=False, strip=True)
    call_on = forms.DateField(label=_("Call back on"), required=False, widget=forms.DateInput)
    call_at = forms.TimeField(label=_("at"), required=False, widget=forms.TimeInput)
    number = forms.CharField(label=_("Number"), max_length=40, required=False, strip=True)

    def __init__(
        self, *args: Any, topics: list[Any], wrap_ups: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **({"auto_id": "contact-%s"} | options))
        self.fields["topic"].choices = [("", ""), *topics]  # type: ignore[attr-defined]
        self.fields["wrap_up"].choices = wrap_ups  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        then = given.get("then") or ALONE
        given["then"] = then
        if then == STARTS and not given.get("note"):
            self.add_error("note", _("Write what the customer said: it opens the case."))
        if then == JOINS and not given.get("case"):
            self.add_error("case", _("Which case? Its number is enough."))
        if then == CALL_BACK and not (given.get("call_on") and given.get("call_at")):
            self.add_error("call_on", _("Say on which day and at what time."))
        return given

    def call_back_at(self, zone: dt.tzinfo) -> dt.datetime | None:
        """The promised instant, typed in the office's time."""
        given = self.cleaned_data
        if given["then"] != CALL_BACK:
            return None
        return dt.datetime.combine(given["call_on"], given["call_at"], tzinfo=zone)


class InterpreterForm(Keyed):
    kind = forms.ChoiceField(label=_("Who helps"), choices=Help.choices)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="es")
    provider = forms.CharField(
        label=_("Provider, name or number"), max_length=120, required=False, strip=True
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"auto_id": "interpreter-%s"} | options))


class PassOnForm(Keyed):
    """`to` is `unit:code` or `member:reference`, empty where a number is given."""

    to = forms.ChoiceField(label=_("To whom"), required=False)
    number = forms.CharField(label=_("Or a number outside"), max_length=40, required=False, strip=True)
    warm = forms.BooleanField(label=_("I told them who is calling, and why"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, strip=True)

    def __init__(self, *args: Any, whom: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [("", ""), *whom]  # type: ignore[attr-defined]
