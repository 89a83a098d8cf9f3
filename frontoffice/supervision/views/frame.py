"""What the pages of this room share: the tabs at the top, finding things, calling actions under a form's key."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models
from django.forms import BaseForm
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from frontoffice.authority.explaining import in_full
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import BadInput, NotFound, Refused
from frontoffice.foundation.ui.navigation import NavItem
from frontoffice.supervision.permissions import HELD, LOOKS_AFTER, REVIEW

Row = TypeVar("Row", bound=models.Model)
PLACES = (("held", HELD), ("reviews", (REVIEW,)), ("people", LOOKS_AFTER), ("rules", LOOKS_AFTER))


def tabs(request: ActingRequest, current: str) -> list[NavItem]:
    """The parts of the room that the viewer may enter."""
    labels = {
        "held": _("Held messages"),
        "reviews": _("Reviews"),
        "people": _("People and work"),
        "rules": _("Scorecards and rules"),
    }
    return [
        NavItem(label=labels[name], url=reverse(f"supervision:{name}"), current=name == current)
        for name, powers in PLACES
        if request.powers.intersection(powers)
    ]


def thing(model: type[Row], request: ActingRequest, reference: str) -> Row:
    """The row of that reference; absent and invisible are the same 404."""
    try:
        found: Row = find(model, reference, by=request.actor, at=request.at)
    except (NotFound, BadInput):
        raise Http404 from None
    return found


def once(action: Any, form: BaseForm) -> Callable[..., Any]:
    """The action under the form's key, where the form has one."""
    key = form.cleaned_data.get("idempotency_key", "")
    return action.once(key) if key else action  # type: ignore[no-any-return]


def key(text: str) -> int:
    """The key of a page in an address; what can't be one starts at the beginning."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def wrong(form: BaseForm, refusal: Refused) -> int:
    """Put the refusal beside the field that it names; the status to answer with."""
    form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
    return refusal.status
