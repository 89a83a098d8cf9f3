"""The shape of what is typed about tasks and check lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.forms import Keyed

HERS = ("", _("Whoever has the case"))


class OwnerForm(Keyed):
    """`owner` is empty, `member:reference` or `unit:reference`."""

    owner = forms.ChoiceField(label=_("Who does it"), required=False)

    def __init__(self, *args: Any, owners: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].choices = [HERS, *owners]  # type: ignore[attr-defined]


class TaskForm(OwnerForm):
    title = forms.CharField(
        label=_("What is to be done"),
        max_length=200,
        strip=True,
        error_messages={"required": _("Say what is to be done.")},
    )
    details = forms.CharField(
        label=_("Details"), max_length=2_000, required=False, strip=True, widget=forms.Textarea
    )
    due = forms.DateField(label=_("By when"), required=False, widget=forms.DateInput)
    after = forms.ChoiceField(label=_("After"), required=False)
    mandatory = forms.BooleanField(label=_("Must be done before the case is resolved"), required=False)
    field_order = ["title", "details", "owner", "due", "after", "mandatory"]

    def __init__(self, *args: Any, others: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["after"].choices = [("", _("Nothing: at once")), *others]  # type: ignore[attr-defined]


class DropForm(Keyed):
    reason = forms.CharField(
        label=_("Why is it not needed?"),
        max_length=1_000,
        strip=True,
        widget=forms.Textarea,
        error_messages={"required": _("Say why it is not needed.")},
    )


class UseChecklistForm(Keyed):
    checklist = forms.ChoiceField(label=_("Check list"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, lists: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["checklist"].choices = lists  # type: ignore[attr-defined]


class ChecklistForm(Keyed):
    name = forms.CharField(label=_("Name"), max_length=120, strip=True)
    topic = forms.ChoiceField(label=_("For cases about"), required=False)
    on_opening = forms.BooleanField(label=_("Put it on each new case of the topic"), required=False)

    def __init__(self, *args: Any, topics: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["topic"].choices = [("", _("Any topic")), *topics]  # type: ignore[attr-defined]


class StepForm(Keyed):
    title = forms.CharField(label=_("What is to be done"), max_length=200, strip=True)
    details = forms.CharField(
        label=_("Details"), max_length=2_000, required=False, strip=True, widget=forms.Textarea
    )
    days = forms.IntegerField(
        label=_("Business days"),
        help_text=_("After it is put on the case. Empty: no date."),
        required=False,
        min_value=0,
        max_value=365,
    )
    after = forms.ChoiceField(label=_("After"), required=False)
    mandatory = forms.BooleanField(label=_("Must be done before the case is resolved"), required=False)

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["after"].choices = [("", _("Nothing: at once")), *steps]  # type: ignore[attr-defined]
