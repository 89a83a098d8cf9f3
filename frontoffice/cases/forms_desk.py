"""The shape of what is typed about text modules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.forms import LANGUAGES, LONGEST_TEXT, Keyed

FIRST = ("en", "es")


class WhoseForm(Keyed):
    """`whose` is `mine`, `unit`, or `agency`."""

    whose = forms.ChoiceField(label=_("For whom"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, whose: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["whose"].choices = whose  # type: ignore[attr-defined]
        self.fields["whose"].initial = whose[0][0] if whose else ""


class TextModuleForm(WhoseForm):
    """One text area for each language."""

    shortcut = forms.RegexField(
        r"^[^\W_][\w-]{0,29}$",
        label=_("Letters"),
        help_text=_("What is typed behind :: to get it, for example fee-waiver."),
        max_length=30,
        strip=True,
        error_messages={"invalid": _("Letters, digits and hyphens, without blanks.")},
    )
    name = forms.CharField(label=_("Name"), max_length=120, strip=True)
    field_order = ["shortcut", "name", "whose"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, name in LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=name, max_length=LONGEST_TEXT, required=False, strip=True, widget=forms.Textarea
            )

    @property
    def first_texts(self) -> list[forms.BoundField]:
        """The languages that most is written in."""
        return [self[f"text_{code}"] for code in FIRST]

    @property
    def other_texts(self) -> list[forms.BoundField]:
        return [self[f"text_{code}"] for code, _name in LANGUAGES if code not in FIRST]

    @property
    def has_others(self) -> bool:
        """Whether something is written in one of the others."""
        return any(field.value() for field in self.other_texts)

    def written(self) -> tuple[list[str], list[str]]:
        """Languages and texts, in the same order."""
        given = [(code, self.cleaned_data[f"text_{code}"]) for code, _name in LANGUAGES]
        kept = [(code, text) for code, text in given if text]
        return [code for code, _text in kept], [text for _code, text in kept]
