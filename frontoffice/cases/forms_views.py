"""The shape of what is typed about lists, besides their conditions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.forms import Keyed
from frontoffice.cases.models.saved_views import Order, Whose


class ViewForm(Keyed):
    """`columns` are paths of fields; `whose` is offered to whoever may share lists."""

    name = forms.CharField(
        label=_("Name"), max_length=80, strip=True, error_messages={"required": _("Give the list a name.")}
    )
    whose = forms.ChoiceField(label=_("Who finds it"), choices=Whose.choices, widget=forms.RadioSelect)
    order = forms.ChoiceField(label=_("Order"), choices=Order.choices)
    columns = forms.MultipleChoiceField(
        label=_("Columns of the table"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, columns: list[Any], may_share: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["columns"].choices = columns  # type: ignore[attr-defined]
        if not may_share:
            del self.fields["whose"]
