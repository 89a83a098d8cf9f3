"""Why not: on the 403 page, in place of buttons that the viewer may not use, and in full on a page of its own."""

from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from frontoffice.authority import registry, wording
from frontoffice.authority.colleagues import Asked
from frontoffice.authority.explaining import Explanation, explain, explain_each
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.authority.signatures import VISIBLE, find
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui import slots

MOST_POWERS = 8
MOST_NAMED = 5


def register() -> None:
    """Fill the 403 page."""
    slots.add_part("refusal", slots.Part("why_not", 10, "authority/parts/refused.html", _of_page))


def _of_page(request: HttpRequest, about: Any) -> dict[str, Any] | None:
    """For staff whom a page turned away: the powers that would open it, why they have none of them, and who has."""
    wanted = [registry.ACTIONS[name] for name in getattr(about, "powers", ()) if name in registry.ACTIONS]
    by = getattr(request, "actor", None)
    if not wanted or by is None or not by.is_staff:
        return None
    at = request.at  # type: ignore[attr-defined]  # whoever has an actor has the instant
    told = explain_each([Asked(action, {}) for action in wanted[:MOST_POWERS]], by=by, at=at)
    explanations = list(told.values())
    who: dict[int, StaffMember] = {}
    for explanation in explanations:
        who.update({member.pk: member for member in explanation.who})
    return {"explanations": explanations, "who": list(who.values())[:MOST_NAMED]}


def why_not(
    request: ActingRequest, *names: str, about: models.Model | None = None
) -> dict[str, dict[str, str]]:
    """For each of these actions that the viewer holds no power for: reason, names and address of the page in full.

    By the action's verb, for templates: `why.assign`. No query where nothing is lacking.
    """
    lacking = [
        registry.ACTIONS[name] for name in names if name not in request.powers and name in registry.ACTIONS
    ]
    if not lacking:
        return {}
    asked = [Asked(action, _arguments(action, about)) for action in lacking]
    told = explain_each(asked, by=request.actor, at=request.at)
    return {
        action.name.rpartition(".")[2]: _in_short(told[action.name], about)
        for action in lacking
        if not told[action.name].may
    }


def _in_short(explanation: Explanation, about: models.Model | None) -> dict[str, str]:
    address = reverse("authority:why_power", args=[explanation.action])
    if about is not None:
        query = {"kind": about._meta.label_lower, "reference": about.reference}  # type: ignore[attr-defined]
        address += f"?{urlencode(query)}"
    return {"reason": explanation.reason, "names": explanation.names, "address": address}


def _arguments(action: Any, about: models.Model | None) -> dict[str, Any]:
    """The thing, as the parameter that takes its kind."""
    if about is None:
        return {}
    takes = [p.name for p in action.signature.parameters if p.model is type(about) and not p.many]
    name = action.subject if action.subject in takes else next(iter(takes), None)
    return {name: about} if name is not None else {}


@needs()
@require_safe
def why(request: ActingRequest, action: str) -> HttpResponse:
    """May I do this, and why: each part with its state, and who may. `kind` and `reference` name what it is about."""
    if action not in registry.ACTIONS:
        raise Http404
    wanted = registry.get(action)
    thing = _thing(request)
    explanation = explain(wanted, _arguments(wanted, thing), by=request.actor, at=request.at)
    context = {"explanation": explanation, "thing": thing, "title": wording.title_of(action)}
    return render(request, "authority/why_power.html", context)


def _thing(request: ActingRequest) -> models.Model | None:
    kind, reference = request.GET.get("kind", ""), request.GET.get("reference", "")
    if not kind:
        return None
    try:
        model = apps.get_model(kind)
        found: models.Model = find(model, reference, by=request.actor, at=request.at)
    except (LookupError, ValueError, Refused):
        raise Http404 from None
    return found if model in VISIBLE else None
