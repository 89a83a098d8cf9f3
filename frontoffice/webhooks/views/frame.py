"""What the screens of this room share."""

import re
from typing import Any

from django.forms import BaseForm
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from frontoffice.authority.explaining import in_full
from frontoffice.authority.holdings import room_in_words
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import BadInput, NotFound, Refused
from frontoffice.webhooks.forms import Groups
from frontoffice.webhooks.models import Progress, State, Subscription
from frontoffice.webhooks.queries import kinds_by_room

USUAL = ("cases", "correspondence", "customers", "contacts", "knowledge", "intake")
TONES: dict[str, str] = {
    Progress.WAITING: "open",
    Progress.DELIVERED: "done",
    Progress.GIVEN_UP: "urgent",
    Progress.WITHHELD: "neutral",
}


def found(model: Any, request: ActingRequest, reference: str) -> Any:
    """The thing; absent and invisible are the same 404."""
    try:
        return find(model, reference, by=request.actor, at=request.at)
    except (NotFound, BadInput):
        raise Http404 from None


def subscription_of(request: ActingRequest, reference: str) -> Subscription:
    return found(Subscription, request, reference)  # type: ignore[no-any-return]


def once(action: Any, form: BaseForm) -> Any:
    """The action under the form's key, where the form has one."""
    key = form.cleaned_data.pop("idempotency_key", "")
    return action.once(key) if key else action


def wrong(form: BaseForm, refusal: Refused) -> int:
    """Put the refusal where it belongs on the form; the status to answer with."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, in_full(refusal))
    return refusal.status


def in_words(kind: str) -> str:
    """`cases.CaseOpened` as “Case opened”."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", kind.partition(".")[2])
    return words[:1] + words[1:].lower()


def groups() -> Groups:
    """All kinds of events for a form, by room and in words; what programs want most often first."""
    rooms = kinds_by_room()
    order = [
        *(room for room in USUAL if room in rooms),
        *(room for room in sorted(rooms) if room not in USUAL),
    ]
    return [(room, room_in_words(room), [(name, in_words(name)) for name in rooms[room]]) for room in order]


def standing(row: Subscription) -> tuple[str, str, str]:
    """Tone, word and reason of how a subscription stands."""
    if row.state == State.ACTIVE and row.failing_since is not None:
        return "warning", _("Not getting through"), ""
    if row.state == State.ACTIVE:
        return "done", _("On"), ""
    return (
        "neutral",
        str(row.get_state_display()),
        str(row.get_off_reason_display()) if row.off_reason else "",
    )


def trail() -> list[tuple[str, str]]:
    """The way back to the list."""
    return [(_("Webhooks"), reverse("webhooks:subscriptions"))]
