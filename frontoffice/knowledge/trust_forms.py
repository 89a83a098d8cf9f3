"""The shape of what is typed about policy tests, synonyms and thresholds, and nothing else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.knowledge.forms import KeyedForm
from frontoffice.knowledge.models import Expected

MOST_LINES = 10


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_LINES]


class TestForm(KeyedForm):
    __test__ = False

    question = forms.CharField(
        label=_("Question"),
        help_text=_("As a person would ask it."),
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": _("Write the question, as a person would ask it.")},
    )
    expected = forms.ChoiceField(
        label=_("What has to become of it"),
        choices=Expected.choices,
        initial=Expected.ANSWER,
        widget=forms.RadioSelect,
    )
    must_cite = forms.CharField(
        label=_("Articles, at least one of which must be cited"),
        help_text=_("Their names in the address, one a line: renew-driver-license."),
        required=False,
        max_length=1300,
        widget=forms.Textarea,
    )
    must_not_say = forms.CharField(
        label=_("What must not be said"),
        help_text=_("Words or amounts, one a line: $32.00."),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
    )
    language = forms.RegexField(
        label=_("Language"),
        regex=r"^[a-z]{2,3}$",
        initial="en",
        error_messages={"invalid": _("Write the language in two or three small letters, like en.")},
    )
    note = forms.CharField(label=_("Why this matters"), required=False, max_length=500)
    origin = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def clean_must_cite(self) -> list[str]:
        """The lines that say something."""
        return _lines(self.cleaned_data["must_cite"])

    def clean_must_not_say(self) -> list[str]:
        """The lines that say something."""
        return _lines(self.cleaned_data["must_not_say"])


class SynonymForm(KeyedForm):
    term = forms.CharField(label=_("What people say"), help_text=_("tags, DL, pink slip"), max_length=80)
    means = forms.CharField(
        label=_("What it means in our words"), help_text=_("license plate sticker"), max_length=200
    )
    language = forms.RegexField(
        label=_("Language"),
        regex=r"^[a-z]{2,3}$",
        initial="en",
        error_messages={"invalid": _("Write the language in two or three small letters, like en.")},
    )


class ThresholdForm(KeyedForm):
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    percent = forms.IntegerField(
        label=_("Answer from this confidence on, in percent"),
        help_text=_("Empty: what counts for all topics."),
        min_value=0,
        max_value=100,
        required=False,
    )
    reason = forms.CharField(label=_("Why?"), max_length=1000, error_messages={"required": _("Say why.")})
