"""The shape of what an act on many cases takes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.forms import LONGEST_REASON, LONGEST_TEXT, Keyed
from frontoffice.cases.many import ManyAct
from frontoffice.cases.models import Priority, ResolutionCode


def _text(label: Any, *, longest: int = LONGEST_REASON, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, required=required, strip=True, widget=forms.Textarea
    )


class ManyForm(Keyed):
    """The fields that an act asks for; what is chosen from is given to the form."""

    def __init__(self, *args: Any, act: ManyAct, choices: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        required = act.code == "priority"
        made: dict[str, forms.Field] = {
            "assignee": forms.ChoiceField(
                label=_("Colleague"), choices=[("", _("Choose")), *choices.get("people", [])]
            ),
            "topic": forms.ChoiceField(label=_("Topic"), choices=choices.get("topics", [])),
            "macro": forms.ChoiceField(label=_("Macro"), choices=choices.get("macros", [])),
            "priority": forms.ChoiceField(label=_("Priority"), choices=Priority.choices, initial=3),
            "to": forms.ChoiceField(label=_("Stage"), choices=choices.get("stages", [])),
            "code": forms.ChoiceField(label=_("How it ended"), choices=ResolutionCode.choices),
            "resolution": _text(_("What the customers read"), longest=LONGEST_TEXT, required=False),
            "reason": _text(_("Reason"), required=required),
            "note": _text(_("Note"), required=False),
            "text": _text(_("Note"), longest=LONGEST_TEXT),
        }
        for name in act.asks:
            if name in made:
                self.fields[name] = made[name]

    @property
    def shown(self) -> list[Any]:
        """The fields in order, without the hidden ones."""
        return [bound for bound in self if not bound.is_hidden]
