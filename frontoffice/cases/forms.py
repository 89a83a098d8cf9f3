"""The shape of what is typed at the desk, and nothing else."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models import ResolutionCode
from frontoffice.contacts.models import Channel
from frontoffice.knowledge.models import Way

LONGEST_TEXT = 20_000
LONGEST_REASON = 2_000
MOST_FILES = 10
LANGUAGES = [
    ("en", _("English")),
    ("es", _("Spanish")),
    ("zh", _("Chinese")),
    ("vi", _("Vietnamese")),
    ("ko", _("Korean")),
    ("tl", _("Tagalog")),
    ("ru", _("Russian")),
    ("ar", _("Arabic")),
    ("so", _("Somali")),
    ("fr", _("French")),
    ("pt", _("Portuguese")),
    ("hmn", _("Hmong")),
]


class Keyed(forms.Form):
    """A form that knows itself again when it is sent twice."""

    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class ManyFiles(forms.FileField):
    """Any number of files of one input."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [forms.FileField.clean(self, one, initial) for one in given if one]


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


def _files() -> ManyFiles:
    return ManyFiles(label=_("Attach files"), required=False, widget=ManyFilesInput)


class WriteForm(Keyed):
    """The box under the timeline: a reply or a note. `passages` are references, in the order of their numbers.

    `kept_at` is when the server was last told of what stands in it.
    """

    kept_at: datetime | None = None
    kind = forms.ChoiceField(
        label=_("What you write"), choices=[("reply", _("Reply")), ("note", _("Internal note"))]
    )
    text = forms.CharField(
        label=_("Your text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        strip=True,
        error_messages={"required": _("Write something first.")},
    )
    then = forms.ChoiceField(choices=[("wait", ""), ("stay", ""), ("resolve", "")], required=False)
    passages = forms.CharField(max_length=400, required=False)
    sets_right = forms.CharField(max_length=1_000, required=False, widget=forms.HiddenInput)
    override_reason = forms.CharField(
        label=_("Why you use this text all the same"), max_length=1_000, required=False, strip=True
    )
    expected_version = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000)
    seen = forms.IntegerField(required=False, min_value=0)
    although = forms.BooleanField(required=False)
    files = _files()  # type: ignore[assignment]  # the field of that name, not what was sent

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"auto_id": "write-%s"} | options))


class AskHelpForm(Keyed):
    whom = forms.ChoiceField(label=_("Whom"), required=False)
    text = forms.CharField(
        label=_("What you want to know"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        strip=True,
        error_messages={"required": _("Write something first.")},
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        anybody = ("", _("A senior of my unit"))
        self.fields["whom"].choices = [anybody, *people]  # type: ignore[attr-defined]


class AdviseForm(Keyed):
    """`asked` is the reference of what was asked, empty where nobody asked."""

    kind = forms.ChoiceField(label=_("What you write"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        strip=True,
        error_messages={"required": _("Write something first.")},
    )
    asked = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0][0] if kinds else ""


class FirstContactForm(Keyed):
    """`what` is `topic:code` or `unit:code`."""

    what = forms.ChoiceField(label=_("For"))
    person = forms.ChoiceField(label=_("First contact"))
    deputy = forms.ChoiceField(label=_("Deputy"), required=False)
    public = forms.BooleanField(label=_("Customers are told the name and the post"), required=False)

    def __init__(self, *args: Any, whats: list[Any], people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["what"].choices = [("", ""), *whats]  # type: ignore[attr-defined]
        for name in ("person", "deputy"):
            self.fields[name].choices = [("", ""), *people]  # type: ignore[attr-defined]


class ReasonForm(Keyed):
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea, required=False, strip=True
    )


class ReopenForm(Keyed):
    reason = forms.CharField(
        label=_("Why is it taken up again?"), max_length=LONGEST_REASON, widget=forms.Textarea, strip=True
    )


class AssignForm(ReasonForm):
    assignee = forms.ChoiceField(
        label=_("Colleague"), error_messages={"required": _("Choose a colleague.")}, widget=forms.Select
    )
    field_order = ["assignee", "reason"]

    def __init__(self, *args: Any, colleagues: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["assignee"].choices = [("", ""), *colleagues]  # type: ignore[attr-defined]


class TopicForm(ReasonForm):
    topic = forms.ChoiceField(label=_("Topic"), widget=forms.Select)
    field_order = ["topic", "reason"]

    def __init__(self, *args: Any, topics: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["topic"].choices = topics  # type: ignore[attr-defined]


class ResolveForm(Keyed):
    code = forms.ChoiceField(
        label=_("How did it end?"), choices=ResolutionCode.choices, widget=forms.RadioSelect
    )
    resolution = forms.CharField(
        label=_("In a sentence"),
        help_text=_("The customer sees this."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        required=False,
        strip=True,
    )


class AddForm(Keyed):
    """What the customer said, written down by a colleague."""

    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, initial=Channel.PHONE)
    text = forms.CharField(
        label=_("What the customer said"), max_length=LONGEST_TEXT, widget=forms.Textarea, strip=True
    )
    files = _files()  # type: ignore[assignment]  # the field of that name, not what was sent


class AttachForm(Keyed):
    files = _files()  # type: ignore[assignment]  # the field of that name, not what was sent


class NewCaseForm(Keyed):
    """A matter that came by telephone, at the counter or on paper."""

    channel = forms.ChoiceField(label=_("How did it come?"), choices=Channel.choices, initial=Channel.PHONE)
    received_on = forms.DateField(
        label=_("Date received"),
        help_text=_("When the office had it. Today, unless it lay somewhere."),
        required=False,
        widget=forms.DateInput,
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("Leave empty where nobody said."),
        max_length=200,
        required=False,
        strip=True,
    )
    email = forms.CharField(
        label=_("E-mail"), max_length=254, required=False, strip=True, widget=forms.EmailInput
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False, strip=True)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="en")
    topic = forms.ChoiceField(label=_("Topic"), error_messages={"required": _("Choose a topic.")})
    subject = forms.CharField(
        label=_("Subject"), help_text=_("Empty: the first words."), max_length=200, required=False, strip=True
    )
    text = forms.CharField(
        label=_("What the customer said"), max_length=LONGEST_TEXT, widget=forms.Textarea, strip=True
    )
    customer = forms.CharField(max_length=60, required=False)
    files = _files()  # type: ignore[assignment]  # the field of that name, not what was sent

    def __init__(self, *args: Any, topics: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["topic"].choices = [("", ""), *topics]  # type: ignore[attr-defined]


class SetRightForm(Keyed):
    """How answers were set right other than by a reply. `answers` are references."""

    answers = forms.CharField(max_length=4_000, widget=forms.HiddenInput)
    way = forms.ChoiceField(
        label=_("How was it set right?"),
        choices=[(way.value, way.label) for way in Way],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What was said, or why nothing is due"), max_length=1_000, strip=True, widget=forms.Textarea
    )
