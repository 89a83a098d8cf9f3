"""The shape of what is typed about topics."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.forms import Keyed
from frontoffice.cases.forms_types import CODE
from frontoffice.cases.models import Complexity, Priority, Topic
from frontoffice.foundation.calendars import DayUnit

LONGEST_CODE = 60


class TopicForm(Keyed):
    """A topic; of one that is there already its code and its place in the tree are not asked for."""

    name = forms.CharField(label=_("Name"), max_length=120, strip=True)
    spanish = forms.CharField(label=_("Name in Spanish"), max_length=120, strip=True, required=False)
    code = forms.RegexField(
        CODE,
        label=_("Code"),
        help_text=_("Programs use it. Left empty, it is made from the name."),
        max_length=LONGEST_CODE,
        required=False,
    )
    parent = forms.ChoiceField(label=_("Under"), required=False)
    unit = forms.ChoiceField(label=_("Unit that answers for it"))
    service_days = forms.IntegerField(label=_("Due in"), min_value=1, max_value=365)
    service_unit = forms.ChoiceField(label=_("Counted in"), choices=DayUnit.choices)
    first_answer_days = forms.IntegerField(
        label=_("First answer in"), min_value=1, max_value=365, required=False
    )
    complexity = forms.TypedChoiceField(
        label=_("Least complexity"),
        help_text=_("New cases on it weigh this at least; who may act on them depends on it."),
        choices=Complexity.choices,
        coerce=int,
    )
    case_type = forms.ChoiceField(
        label=_("Case type"), help_text=_("What is asked beside the words."), required=False
    )

    def __init__(
        self,
        *args: Any,
        units: list[Any],
        types: list[Any],
        places: list[Any],
        topic: Topic | None = None,
        **options: Any,
    ) -> None:
        options["initial"] = _of(topic)
        super().__init__(*args, **options)
        choices = {"unit": units, "case_type": [("", _("General")), *types]}
        if topic is None:
            choices["parent"] = [("", _("At the top")), *places]
        else:
            del self.fields["code"], self.fields["parent"]
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "code" in self.fields and not given.get("code") and "code" not in self.errors:
            given["code"] = code_of(given.get("name", ""))
        return given


class MoveTopicForm(Keyed):
    under = forms.ChoiceField(label=_("Under"), required=False)

    def __init__(self, *args: Any, places: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["under"].choices = [("", _("At the top")), *places]  # type: ignore[attr-defined]


class StandardForm(Keyed):
    """The days for one priority; none takes what was set away."""

    priority = forms.TypedChoiceField(label=_("Priority"), choices=Priority.choices, coerce=int)
    service_days = forms.IntegerField(
        label=_("Due in"),
        help_text=_("Left empty, the topic's own counts."),
        min_value=1,
        max_value=365,
        required=False,
    )
    first_answer_days = forms.IntegerField(
        label=_("First answer in"), min_value=1, max_value=365, required=False
    )


def code_of(name: str) -> str:
    """A code made from a name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_CODE].strip("-") or "topic"


def _of(topic: Topic | None) -> dict[str, Any]:
    if topic is None:
        return {"service_unit": DayUnit.BUSINESS, "complexity": Complexity.ROUTINE}
    return {
        "name": topic.name,
        "spanish": next((one.name for one in topic.names.all() if one.language == "es"), ""),
        "unit": topic.unit.code,
        "service_days": topic.service_days,
        "service_unit": topic.service_unit,
        "first_answer_days": topic.first_answer_days,
        "complexity": topic.complexity,
        "case_type": topic.case_type.code if topic.case_type is not None else "",
    }
