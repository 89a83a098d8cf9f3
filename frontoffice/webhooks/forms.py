"""The shape of what is typed about subscriptions, and nothing else."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

Groups = list[tuple[str, str, list[tuple[str, str]]]]  # room, its name, kinds of events with their words
ROOM = "kinds_"


class Keyed(forms.Form):
    """A form that knows itself again when it is sent twice."""

    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **given: Any) -> None:
        given.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **given)


class SubscriptionForm(Keyed):
    """Where what is sent. The kinds of events stand by room; together they are `kinds`."""

    name = forms.CharField(
        label=_("Name"), help_text=_("What the program is, in your words."), max_length=100
    )
    url = forms.CharField(label=_("Address"), help_text=_("It begins with https://."), max_length=2000)

    def __init__(self, *args: Any, groups: Groups, **given: Any) -> None:
        chosen = set(given.get("initial", {}).get("kinds", ()))
        super().__init__(*args, **given)
        for room, label, kinds in groups:
            self.fields[f"{ROOM}{room}"] = forms.MultipleChoiceField(
                label=label,
                choices=kinds,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[name for name, _words in kinds if name in chosen],
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        rooms = [name for name in self.fields if name.startswith(ROOM)]
        cleaned["kinds"] = [kind for name in rooms for kind in cleaned.pop(name, [])]
        if not cleaned["kinds"]:
            self.add_error(None, _("Choose at least one kind of event."))
        return cleaned

    @property
    def rooms(self) -> list[tuple[BoundField, int]]:
        """The fields of the rooms, each with how many of its kinds are chosen."""
        fields = [self[name] for name in self.fields if name.startswith(ROOM)]
        return [(field, len(field.value() or [])) for field in fields]


class SecretForm(Keyed):
    """How long the earlier secret signs too."""

    both_for_hours = forms.IntegerField(
        label=_("Hours for which both secrets sign"), min_value=0, max_value=168, initial=24
    )
