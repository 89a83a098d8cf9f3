"""The shape of what is typed about problems that many report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.forms import LANGUAGES, LONGEST_TEXT, Keyed
from frontoffice.cases.models import ResolutionCode


class ProblemForm(Keyed):
    title = forms.CharField(
        label=_("What the problem is"),
        max_length=200,
        strip=True,
        error_messages={"required": _("Say in a few words what the problem is.")},
    )
    details = forms.CharField(
        label=_("What is known"), max_length=LONGEST_TEXT, required=False, strip=True, widget=forms.Textarea
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *args: Any, topics: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["topic"].choices = [("", ""), *topics]  # type: ignore[attr-defined]


class OnProblemForm(Keyed):
    problem = forms.ChoiceField(label=_("Which problem"), widget=forms.RadioSelect, required=False)
    title = forms.CharField(label=_("Or a new one"), max_length=200, strip=True, required=False)

    def __init__(self, *args: Any, problems: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["problem"].choices = problems  # type: ignore[attr-defined]


class CauseForm(Keyed):
    cause = forms.CharField(
        label=_("Cause"),
        max_length=LONGEST_TEXT,
        strip=True,
        widget=forms.Textarea,
        error_messages={"required": _("Say what the cause is.")},
    )


class AnswerAllForm(Keyed):
    """`text` for everybody, `text_xx` for whoever reads that language; `seen` is what the preview knew of."""

    text = forms.CharField(
        label=_("What everybody is told"),
        help_text=_("{name} becomes the name of each."),
        max_length=LONGEST_TEXT,
        strip=True,
        widget=forms.Textarea,
        error_messages={"required": _("Write the answer first.")},
    )
    code = forms.ChoiceField(
        label=_("How did it end?"), choices=ResolutionCode.choices, initial=ResolutionCode.ANSWERED
    )
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        names = dict(LANGUAGES)
        for language in languages:
            self.fields[f"text_{language}"] = forms.CharField(
                label=_("In %(language)s") % {"language": names.get(language, language)},
                max_length=LONGEST_TEXT,
                required=False,
                strip=True,
                widget=forms.Textarea,
            )

    def texts(self) -> dict[str, str]:
        """What was written for whoever reads another language."""
        given = self.cleaned_data
        return {name[5:]: text for name, text in given.items() if name.startswith("text_") and text}
