"""The shape of what is typed about articles and gaps, and nothing else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.knowledge.models import Audience, Change, Confidentiality, Kind, Verdict

LONGEST_BODY = 100_000


class KeyedForm(forms.Form):
    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class LinesField(forms.CharField):
    """Entries a line each, kept in one line with semicolons between them."""

    widget = forms.Textarea

    def prepare_value(self, value: str | None) -> str:
        return (
            "\n".join(part.strip() for part in (value or "").split(";"))
            if "\n" not in (value or "")
            else value or ""
        )

    def clean(self, value: str | None) -> str:
        parts = (part.strip(" \t\r;") for part in (value or "").split("\n"))
        return str(super().clean("; ".join(part for part in parts if part)))


class VersionForm(KeyedForm):
    expected_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    corrects = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    source = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=300)
    slug = forms.RegexField(
        label=_("Name in the address"),
        help_text=_("Small letters, digits and hyphens. It never changes: renew-driver-license."),
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=120,
        error_messages={"invalid": _("Write small letters and digits, with hyphens between the words.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Kind.choices, initial=Kind.ARTICLE, widget=forms.RadioSelect
    )
    audience = forms.ChoiceField(
        label=_("For whom"), choices=Audience.choices, initial=Audience.PUBLIC, widget=forms.RadioSelect
    )
    body = forms.CharField(
        label=_("Text"),
        help_text=_(
            "Headings (## Fees), lists and tables in Markdown. Each heading becomes a passage that can be cited."
        ),
        max_length=LONGEST_BODY,
        widget=forms.Textarea,
    )
    words = forms.CharField(
        label=_("What people call it"),
        help_text=_("Words that customers use and the text does not: pink slip, tags."),
        max_length=1000,
        required=False,
    )
    change = forms.ChoiceField(
        label=_("What changes?"),
        choices=[
            (Change.RULES, _("The rules change from a day on")),
            (Change.CORRECTION, _("The text was wrong: this takes its place")),
            (Change.WORDING, _("Only the wording, nothing that anybody must or may do")),
        ],
        initial=Change.RULES,
        required=False,
        widget=forms.RadioSelect,
    )
    change_note = forms.CharField(
        label=_("What changed, in a sentence"),
        help_text=_("Readers see it under “what changed”."),
        max_length=500,
        required=False,
    )
    citation = forms.CharField(label=_("Legal citation"), max_length=300, required=False)
    form_list = LinesField(
        label=_("Forms"),
        help_text=_("One a line, its address after a bar: DL-44 License application | https://…"),
        max_length=2000,
        required=False,
    )
    services = LinesField(
        label=_("Services"),
        help_text=_("What can be done online or elsewhere, one a line: Renew online | https://…"),
        max_length=2000,
        required=False,
    )
    see_also = LinesField(
        label=_("See also"),
        help_text=_("Other articles by their names in the address, one a line."),
        max_length=1000,
        required=False,
    )
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    language = forms.RegexField(
        label=_("Language"),
        help_text=_("Two or three letters: en, es, vi."),
        regex=r"^[a-z]{2,3}$",
        initial="en",
        error_messages={"invalid": _("Write the language in two or three small letters, like en.")},
    )
    effective_from = forms.DateField(label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}))
    effective_to = forms.DateField(
        label=_("In force until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    review_by = forms.DateField(
        label=_("Review by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class WithdrawForm(KeyedForm):
    reason = forms.CharField(label=_("Why is it withdrawn?"), max_length=1000, widget=forms.Textarea)


class InterpretForm(KeyedForm):
    question = forms.CharField(
        label=_("What the rule leaves open"), max_length=2_000, strip=True, widget=forms.Textarea
    )
    reading = forms.CharField(label=_("How it is read"), max_length=10_000, strip=True, widget=forms.Textarea)
    reasons = forms.CharField(label=_("Why"), max_length=10_000, strip=True, widget=forms.Textarea)
    citation = forms.CharField(label=_("Rests on"), max_length=300, required=False, strip=True)
    matter = forms.CharField(
        label=_("For which case?"),
        help_text=_("Its number. Empty where it is for all."),
        max_length=60,
        required=False,
        strip=True,
    )
    confidentiality = forms.ChoiceField(
        label=_("Who reads it"), choices=Confidentiality.choices, initial=Confidentiality.STAFF
    )


class ArticleOfForm(KeyedForm):
    title = forms.CharField(label=_("Title"), max_length=300, strip=True)
    slug = forms.RegexField(
        label=_("Name in the address"),
        help_text=_("Small letters, digits and hyphens. It never changes: renew-driver-license."),
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=120,
        error_messages={"invalid": _("Write small letters and digits, with hyphens between the words.")},
    )
    audience = forms.ChoiceField(
        label=_("For whom"), choices=Audience.choices, initial=Audience.INTERNAL, widget=forms.RadioSelect
    )


class GapForm(KeyedForm):
    decision = forms.ChoiceField(
        label=_("What is decided?"),
        choices=[
            ("article", _("An article answers this now")),
            ("declined", _("No article will be written")),
        ],
        widget=forms.RadioSelect,
    )
    article = forms.ChoiceField(label=_("Which article?"), required=False, widget=forms.RadioSelect)
    slug = forms.SlugField(
        label=_("Or another article, by its name in the address"), max_length=120, required=False
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed where no article will be written."),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
    )


class EntrustForm(KeyedForm):
    owner = forms.ChoiceField(label=_("Owner"), help_text=_("The unit that answers for it."), required=False)
    keeper = forms.ChoiceField(
        label=_("Looked after by"),
        help_text=_("Is reminded of reviews. Where it is nobody, the people of the unit are."),
        required=False,
    )
    review_every = forms.IntegerField(
        label=_("Reviewed every so many months"),
        help_text=_("0: at no set times."),
        min_value=0,
        max_value=120,
        initial=12,
    )
    topic = forms.RegexField(label=_("Topic"), regex=r"^[a-z0-9-]*$", max_length=60, required=False)


class ReviewForm(KeyedForm):
    verdict = forms.ChoiceField(
        label=_("Is it still right?"),
        choices=[(Verdict.RIGHT, _("It is still right")), (Verdict.CHANGE, _("It has to be changed"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("What you looked at; or what has to be changed."),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
    )
    review_by = forms.DateField(
        label=_("Review again by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class CirculateForm(KeyedForm):
    unit = forms.ChoiceField(label=_("Who works by it"), required=False)
    days = forms.IntegerField(label=_("Days to read a new version"), min_value=0, max_value=365, initial=14)


class WriteForGapsForm(KeyedForm):
    title = forms.CharField(label=_("Title"), max_length=300)
    slug = forms.RegexField(
        label=_("Name in the address"),
        help_text=_("Small letters, digits and hyphens. It never changes: renew-driver-license."),
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=120,
        error_messages={"invalid": _("Write small letters and digits, with hyphens between the words.")},
    )
    audience = forms.ChoiceField(
        label=_("For whom"), choices=Audience.choices, initial=Audience.PUBLIC, widget=forms.RadioSelect
    )
