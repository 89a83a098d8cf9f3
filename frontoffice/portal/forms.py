"""The shape of what the public sends. Plain words for what is wrong; nothing that was typed is thrown away."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

LONGEST_QUESTION = 1000
LONGEST_TEXT = 5000
LONGEST_NAME = 200
LONGEST_SUBJECT = 80
MOST_FILES = 5
MOST_NAMED = 20  # files named by reference; more than can be attached, so that the error names the number
KEY = re.compile(r"[A-Za-z0-9-]{8,64}")

TOO_LONG = ngettext_lazy(
    "This is too long: shorten it to %(limit_value)d character (it has %(show_value)d).",
    "This is too long: shorten it to %(limit_value)d characters (it has %(show_value)d).",
    "limit_value",
)
BROKEN = _("Some letters did not arrive as they were typed. Look for � and type them again.")
UNUSABLE = _(
    "This holds characters that can't be stored. Delete what you did not type yourself, and send it again."
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Words(forms.CharField):
    """What a person typed: line ends as one character (as the counter counts them), no control characters."""

    def __init__(self, *, longest: int, lines: bool = False, **given: Any) -> None:
        self.lines = lines
        if lines:
            given.setdefault("widget", forms.Textarea)
        super().__init__(**given)
        # Our own sentences: the framework's speak of null characters, and its limit cuts text off while it is typed.
        self.validators = [MaxLengthValidator(longest, message=TOO_LONG)]

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return text if self.lines else " ".join(text.split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if _CONTROL.search(value):
            raise forms.ValidationError(UNUSABLE, code="unusable")
        if "\ufffd" in value:
            raise forms.ValidationError(BROKEN, code="broken")


class Sent(forms.Form):
    """Every public form: the key by which the same form sent again is known, and a field that only machines fill in."""

    idempotency_key = forms.Field(required=False)
    website = forms.Field(required=False)

    def clean_idempotency_key(self) -> str:
        key = str(self.cleaned_data["idempotency_key"] or "")
        return key if KEY.fullmatch(key) else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("website"):
            self.add_error(
                None, _("Leave the hidden field empty; it is there to catch machines. Send it once more.")
            )
        return given


class QuestionForm(Sent):
    question = Words(
        longest=LONGEST_QUESTION,
        lines=True,
        label=_("Your question"),
        error_messages={"required": _("Type your question first.")},
    )


class UsefulForm(Sent):
    """Was this what you needed? `question` is the reference of the turn."""

    question = forms.CharField(max_length=40)
    useful = forms.TypedChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        label=_("Was this what you needed?"),
        error_messages={"required": _("Choose yes or no.")},
    )
    missing = Words(
        longest=LONGEST_QUESTION, lines=True, required=False, label=_("What was missing? (optional)")
    )


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files, as a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        given: Iterable[Any] = data if isinstance(data, list | tuple) else [data]
        return [file for file in given if file]


class Enclosing(Sent):
    """A form with files. `kept` are references of files that were taken at an earlier try and not removed."""

    file = Files(
        required=False,
        label=_("Add a file (optional)"),
        help_text=_("PDF, picture, Word, Excel or text file, up to 10 MB each, 5 at most"),
    )


class HowToAnswer:
    SITE, EMAIL = "site", "email"
    CHOICES: tuple[tuple[str, str | Promise, str | Promise], ...] = (
        (
            SITE,
            _("On this site"),
            _("You get a reference and a code to read the answer here. No e-mail needed."),
        ),
        (EMAIL, _("By e-mail"), _("We also send the answer to the address that you give.")),
    )


class AskForm(Enclosing):
    """A question for a representative. Nothing that says who asks is required (INQ-11)."""

    template = "ask"
    topic = forms.ChoiceField(label=_("Topic"), error_messages={"required": _("Choose what it is about.")})
    text = Words(
        longest=LONGEST_TEXT,
        lines=True,
        label=_("Your question"),
        help_text=_("Please leave out numbers that we don't need, such as your Social Security number."),
        error_messages={"required": _("Type your question first.")},
    )
    answer_by = forms.ChoiceField(
        choices=[(value, label) for value, label, _described in HowToAnswer.CHOICES],
        widget=forms.RadioSelect,
        label=_("Our answer"),
        error_messages={"required": _("Choose how we should answer.")},
    )
    email = forms.EmailField(
        required=False,
        max_length=254,
        label=_("E-mail address"),
        help_text=_("Only for an answer by e-mail."),
        error_messages={"invalid": _("Enter an e-mail address like name@example.com.")},
    )
    name = Words(longest=LONGEST_NAME, required=False, label=_("Your name (optional)"))

    def __init__(self, *given: Any, topics: Iterable[Any], **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["topic"]
        field.choices = list(topics)  # type: ignore[attr-defined]

    @property
    def can_be_sent(self) -> bool:
        """Whether there is a topic to send it under."""
        return "topic" not in self.fields or bool(self.fields["topic"].choices)  # type: ignore[attr-defined]

    def subject(self) -> str:
        """What stands above the case; empty for the first words of the text."""
        return ""

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        wants_email = given.get("answer_by") == HowToAnswer.EMAIL
        if wants_email and not given.get("email") and "email" not in self.errors:
            self.add_error(
                "email", _("Enter your e-mail address, or choose to read the answer on this site.")
            )
        return given


class ComplaintForm(AskForm):
    """A complaint. With `straight` it goes to the topic for complaints and asks for none."""

    template = "complain"
    text = Words(
        longest=LONGEST_TEXT,
        lines=True,
        label=_("What went wrong?"),
        help_text=_(
            "Say when and where it was, and what would put it right. Leave out numbers that we don't need."
        ),
        error_messages={"required": _("Say what went wrong first.")},
    )

    def __init__(self, *given: Any, topics: Iterable[Any], straight: bool, **named: Any) -> None:
        super().__init__(*given, topics=topics, **named)
        if straight:
            del self.fields["topic"]

    def subject(self) -> str:
        words = " ".join(self.cleaned_data["text"].split())
        short = words if len(words) <= LONGEST_SUBJECT else f"{words[:LONGEST_SUBJECT].rsplit(' ', 1)[0]}…"
        return _("Complaint: %(words)s") % {"words": short}


class AddForm(Enclosing):
    """Something to add to a case."""

    text = Words(
        longest=LONGEST_TEXT,
        lines=True,
        label=_("Add to your case"),
        error_messages={"required": _("Type what you want to add.")},
    )


class LookUpForm(Sent):
    """What was given out when the case was opened."""

    reference = Words(
        longest=60,
        label=_("Reference"),
        help_text=_("For example 7KM4-59QX-T8"),
        error_messages={"required": _("Enter the reference of your case.")},
    )
    code = Words(
        longest=60,
        label=_("Access code"),
        help_text=_("For example 4KX7Q-M29TL-R83VC"),
        error_messages={"required": _("Enter the access code that came with the reference.")},
    )
