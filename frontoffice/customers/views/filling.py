"""From a form about a customer to one call of an action, and back with what was wrong."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _

from frontoffice.authority.explaining import in_full
from frontoffice.authority.middleware import ActingRequest
from frontoffice.customers.models import Party
from frontoffice.customers.queries import found
from frontoffice.foundation.refusals import NotFound, Refused


def the_one(request: ActingRequest, text: str, *, field: str) -> Party:
    """The one customer that the text names without a typing error: nothing is done to somebody similar.

    Raises NotFound, for `field`.
    """
    sure = [one for one in found(text, by=request.actor, at=request.at) if one.sure]
    if len(sure) != 1:
        raise NotFound(_("Nobody, or more than one, is found by this. Type the reference."), field=field)
    return sure[0].party


def once(action: Any, given: Mapping[str, Any]) -> Callable[..., Any]:
    """The action under the form's key, where the form has one."""
    key = given.get("idempotency_key", "")
    return action.once(key) if key else action  # type: ignore[no-any-return]


def wrong(form: BaseForm, refusal: Refused, **fields: str) -> int:
    """Say it at the field that it is about, under the form's own name for it; gives the status to answer with."""
    field = fields.get(refusal.field or "", refusal.field)
    form.add_error(field if field in form.fields else None, in_full(refusal))
    return refusal.status
