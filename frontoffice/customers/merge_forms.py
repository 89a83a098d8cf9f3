"""The shape of what is chosen when two files are merged, or parted again, and nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import Side
from frontoffice.customers.part_forms import Keyed

CHOICES = ("name", "language", "preferences", "residential", "mailing", "billing", "service")


class MergeForm(Keyed):
    """One side for each field that differs; `keep` are the rows of both that count from now on."""

    other = forms.CharField(max_length=60, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("What shows that they are one customer"),
        help_text=_("Asked on the telephone; the same license number on two applications."),
        max_length=500,
        strip=True,
    )

    def __init__(self, *args: Any, differs: list[str], offered: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in (*CHOICES, "date"):
            self.fields[name] = forms.TypedChoiceField(
                choices=Side.choices,
                coerce=Side,
                required=name == "date" and name in differs,
                initial="" if name == "date" else Side.SURVIVOR,
                empty_value=None if name == "date" else Side.SURVIVOR,
                error_messages={"required": _("Say which day is right.")},
            )
        self.fields["keep"] = forms.MultipleChoiceField(
            choices=[(key, key) for key in offered], required=False, initial=offered
        )

    def left_out(self) -> list[str]:
        """The offered rows that were not ticked."""
        kept = set(self.cleaned_data["keep"])
        return [key for key, _label in self.fields["keep"].choices if key not in kept]  # type: ignore[attr-defined]


class UnmergeForm(Keyed):
    reason = forms.CharField(
        label=_("Why they are two customers"),
        max_length=500,
        strip=True,
        help_text=_("It stays in the history."),
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["hand_over"] = forms.MultipleChoiceField(
            label=_("What goes to them"),
            choices=offered,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
