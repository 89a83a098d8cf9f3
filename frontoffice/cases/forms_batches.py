"""The shape of what is typed about batches of paper forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.forms import Keyed, ManyFiles, ManyFilesInput

FIELDS_HINT = _("One a line, for example: Fee paid: number *   County: choice (Adams, Cook)   Born: date")


class PaperFormForm(Keyed):
    name = forms.CharField(label=_("Name of the form"), max_length=120, strip=True)
    fields_text = forms.CharField(
        label=_("Fields"), help_text=FIELDS_HINT, max_length=10_000, widget=forms.Textarea, strip=True
    )
    sum_field = forms.CharField(
        label=_("Field that is added up"),
        help_text=_("Its label. Empty: none."),
        max_length=80,
        required=False,
        strip=True,
    )


class BatchForm(Keyed):
    form = forms.ChoiceField(label=_("Form"))
    title = forms.CharField(label=_("What the bundle is called"), max_length=200, strip=True)
    count = forms.IntegerField(label=_("How many sheets"), min_value=1, max_value=500)
    total = forms.DecimalField(
        label=_("Total on the header"), required=False, max_digits=14, decimal_places=2
    )
    received_on = forms.DateField(
        label=_("Date received"),
        help_text=_("When the office had it. Empty: today."),
        required=False,
        widget=forms.DateInput,
    )
    topic = forms.ChoiceField(label=_("Open a case for each about"), required=False)
    twice = forms.BooleanField(label=_("Keyed a second time by somebody else"), required=False)
    files = ManyFiles(label=_("Images, in order"), required=False, widget=ManyFilesInput)  # type: ignore[assignment]

    def __init__(self, *args: Any, forms_: list[tuple[str, str]], topics: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["form"].choices = forms_  # type: ignore[attr-defined]
        self.fields["topic"].choices = [("", _("No case")), *topics]  # type: ignore[attr-defined]


class GiveForm(Keyed):
    member = forms.ChoiceField(label=_("Who"))
    turn = forms.ChoiceField(label=_("Turn"), choices=[("1", _("First keying")), ("2", _("Second keying"))])
    first = forms.IntegerField(label=_("From sheet"), min_value=1, max_value=500)
    last = forms.IntegerField(label=_("To sheet"), min_value=1, max_value=500)

    def __init__(self, *args: Any, people: list[Any], twice: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["member"].choices = [("", ""), *people]  # type: ignore[attr-defined]
        if not twice:
            self.fields["turn"].choices = [("1", _("First keying"))]  # type: ignore[attr-defined]


class CloseBatchForm(Keyed):
    reason = forms.CharField(label=_("Why it differs"), max_length=1_000, required=False, strip=True)
