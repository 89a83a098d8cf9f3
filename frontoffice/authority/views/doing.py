"""From a form of this room to one action, and back: done with a word on the next page, or what was wrong."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from frontoffice.authority.explaining import in_full
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.toasts import toast

WAITS = "authority:approval"


class Form(forms.Form):
    """A form with the key by which it is known when it is sent again."""

    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def arguments(self) -> dict[str, Any]:
        """What was given, by the action's parameter; what was left empty is left out."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        given.pop("idempotency_key", None)
        return given


def act(request: ActingRequest, form: Form, action: Any, **arguments: Any) -> Any:
    """What the action returned; None where it was refused, with the reason beside the field that it names."""
    key = form.cleaned_data["idempotency_key"]
    doing: Callable[..., Any] = action.once(key) if key else action
    try:
        return doing(**form.arguments() | arguments, by=request.actor, at=request.at)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
    return None


def said(request: ActingRequest, result: Any, words: str, waits: str, address: str, *of: str) -> HttpResponse:
    """On to the next page, with what was done; or to the ask that waits for a colleague."""
    if isinstance(result, Approval):
        messages.info(request, waits)
        return redirect(WAITS, result.reference)
    toast(request, words)
    return redirect(address, *of)


def sent(request: ActingRequest) -> QueryDict | None:
    """What was sent, also when it was nothing; None where the form is only asked for."""
    return request.POST if request.method == "POST" else None
