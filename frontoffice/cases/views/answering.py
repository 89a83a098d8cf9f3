"""A form over the page of a case, from asking for it to one call of an action and back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.forms import Keyed
from frontoffice.cases.models import Case
from frontoffice.cases.views.acting import ask, done, wrong
from frontoffice.foundation.refusals import Refused


def answered(
    request: ActingRequest,
    case: Case,
    form: Keyed,
    act: Callable[[dict[str, Any]], Any],
    *,
    kind: str,
    heading: str,
    said: str,
    **more: Any,
) -> HttpResponse:
    """Do what the form says, or show it (again, with what was wrong and what was typed)."""
    status = 422
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
            return done(request, case, said)
        except Refused as refusal:
            status = wrong(form, refusal)
    return ask(request, case, form, kind=kind, heading=heading, status=status if form.errors else 200, **more)
