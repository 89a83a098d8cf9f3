"""The shape of what is typed about the work of others, and nothing else."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from frontoffice.contacts.models import Channel
from frontoffice.supervision.models import Kind, SkillKind
from frontoffice.supervision.shipped import Item


class Keyed(forms.Form):
    """A form that knows itself again when it is sent twice."""

    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **given: Any) -> None:
        # Several forms stand on one page: their fields must not share an id.
        given.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **given)


class FoundForm(Keyed):
    """What was found, and what to say about it."""

    findings = forms.MultipleChoiceField(
        label=_("What was wrong"), required=False, widget=forms.CheckboxSelectMultiple
    )
    comments = forms.CharField(
        label=_("Comments for your colleague"), max_length=10_000, required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, items: Sequence[Item], needs_comments: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        # Named here so that the kit shows them; a code that is gone meanwhile is refused by the action.
        choices = [(item.code, _named(item)) for item in items]
        self.fields["findings"] = forms.MultipleChoiceField(
            label=_("What was wrong"),
            required=False,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["comments"].required = needs_comments


class EditForm(FoundForm):
    """The message as the reviewer would have it."""

    subject = forms.CharField(label=_("Subject"), max_length=250)
    body = forms.CharField(label=_("Message"), max_length=100_000, widget=forms.Textarea)
    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(Keyed):
    reason = forms.CharField(label=_("Reason"), max_length=10_000, widget=forms.Textarea)


class SettleForm(ReasonForm):
    """Which findings don't hold."""

    def __init__(self, *args: Any, findings: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["strike"] = forms.MultipleChoiceField(
            label=_("Findings that don't hold"),
            required=False,
            choices=findings,
            widget=forms.CheckboxSelectMultiple,
        )


class ShareForm(Keyed):
    """A share in percent, as people say it."""

    kind = forms.ChoiceField(label=_("Of what"), choices=Kind.choices)
    percent = forms.DecimalField(
        label=_("Share to be looked at, in percent"), min_value=0, max_value=100, decimal_places=2
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea)

    def share(self) -> Decimal:
        """The share between 0 and 1."""
        percent: Decimal = self.cleaned_data["percent"]
        return percent / 100


class ProposalForm(Keyed):
    decision = forms.ChoiceField(choices=[("accept", ""), ("decline", "")])
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea)


class SkillForm(Keyed):
    kind = forms.ChoiceField(label=_("Kind"), choices=SkillKind.choices)
    code = forms.CharField(
        label=_("Language or topic"), max_length=60, help_text=_("A code: es, or license-replacement.")
    )


class AssignForm(Keyed):
    assignee = forms.CharField(max_length=60, error_messages={"required": _("Choose a colleague.")})
    reason = forms.CharField(label=_("Reason"), max_length=2_000, required=False, widget=forms.Textarea)


class ItemForm(Keyed):
    """A kind of error."""

    kind = forms.ChoiceField(label=_("Of what"), choices=Kind.choices)
    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("An existing code changes that kind of error.")
    )
    name = forms.CharField(label=_("Name"), max_length=100)
    explanation = forms.CharField(label=_("What it means"), max_length=500, required=False)
    weight = forms.IntegerField(label=_("Points taken off, of 100"), min_value=1, max_value=100)
    critical = forms.BooleanField(label=_("Critical: fails whatever the score"), required=False)
    remove = forms.BooleanField(label=_("Take this kind off the scorecard"), required=False)


class RuleForm(Keyed):
    """When another share is proposed; parts in percent."""

    kind = forms.ChoiceField(label=_("Of what"), choices=Kind.choices)
    days = forms.IntegerField(label=_("Days looked back on"), min_value=7, max_value=730)
    least = forms.IntegerField(label=_("At least so many first looks"), min_value=1, max_value=10_000)
    too_many = forms.DecimalField(
        label=_("Propose more where certainly above, in percent"), min_value=Decimal("0.1"), max_value=99
    )
    few_enough = forms.DecimalField(
        label=_("Propose less where certainly below, in percent"), min_value=Decimal("0.1"), max_value=99
    )
    factor = forms.DecimalField(label=_("Times more or less at once"), min_value=Decimal("1.1"), max_value=10)
    floor = forms.DecimalField(
        label=_("Never below this part of the level's share, in percent"), min_value=0, max_value=100
    )
    every_days = forms.IntegerField(
        label=_("One of each channel every so many days"), min_value=1, max_value=365
    )
    due_days = forms.IntegerField(label=_("Business days for a review"), min_value=1, max_value=60)


class RiskForm(Keyed):
    channel = forms.ChoiceField(
        label=_("Channel"), required=False, choices=[("", _("Any")), *Channel.choices]
    )
    topic = forms.CharField(label=_("Topic code"), required=False, max_length=60)
    factor = forms.DecimalField(label=_("Times as often"), min_value=1, max_value=20)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea)


def _named(item: Item) -> str:
    name = translated(item.name)
    return translated("%(name)s (critical)") % {"name": name} if item.critical else name
