"""The shape of what is typed about ties between cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.forms import Keyed
from frontoffice.cases.models import LinkKind

OTHER = _("Number of the other case")


class LinkCaseForm(Keyed):
    kind = forms.ChoiceField(label=_("This case"), choices=LinkKind.choices, widget=forms.RadioSelect)
    to = forms.CharField(
        label=OTHER, max_length=60, strip=True, error_messages={"required": _("Say which case.")}
    )


class MergeForm(Keyed):
    into = forms.CharField(
        label=_("Number of the case that goes on"),
        max_length=60,
        strip=True,
        error_messages={"required": _("Say which case.")},
    )
    reason = forms.CharField(
        label=_("Why are they one?"), max_length=2_000, strip=True, widget=forms.Textarea, required=False
    )


class UndoMergeForm(Keyed):
    reason = forms.CharField(
        label=_("Why is it a case of its own?"),
        max_length=2_000,
        strip=True,
        widget=forms.Textarea,
        error_messages={"required": _("Say why.")},
    )


class SplitForm(Keyed):
    posts = forms.MultipleChoiceField(
        label=_("What becomes a case of its own"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what becomes a case of its own.")},
    )
    topic = forms.ChoiceField(label=_("Topic of the new case"))
    subject = forms.CharField(label=_("Its subject"), max_length=200, strip=True)
    reason = forms.CharField(
        label=_("Reason"), max_length=2_000, strip=True, widget=forms.Textarea, required=False
    )

    def __init__(self, *args: Any, posts: list[tuple[str, str]], topics: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["posts"].choices = posts  # type: ignore[attr-defined]
        self.fields["topic"].choices = [("", ""), *topics]  # type: ignore[attr-defined]
