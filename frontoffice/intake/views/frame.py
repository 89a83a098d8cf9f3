"""What the screens of this room share: tabs, forms that were refused, things by their reference."""

from typing import Any

from django.forms import BaseForm
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.authority.explaining import in_full
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import BadInput, NotFound, Refused
from frontoffice.intake.models import Automatic, Disposition, Incoming, Mailbox, State

STATE_TONES: dict[str, str] = {
    State.KEPT: "open",
    State.PARSED: "open",
    State.HELD: "warning",
    State.HANDLED: "done",
}
DISPOSITION_TONES: dict[str, str] = {
    Disposition.OPENED: "new",
    Disposition.JOINED: "open",
    Disposition.BOUNCE: "urgent",
}
AUTOMATIC: dict[str, Promise] = {
    Automatic.REPLY: gettext_lazy("A program answered."),
    Automatic.GENERATED: gettext_lazy("A program wrote it."),
    Automatic.LIST: gettext_lazy("It was sent to many."),
    Automatic.MAYBE: gettext_lazy("It reads like an automatic reply."),
    Automatic.REPORT: gettext_lazy("A report about the delivery of a mail."),
}


def incoming_of(request: ActingRequest, reference: str) -> Incoming:
    """The mail; absent and invisible are the same 404."""
    return _found(Incoming, request, reference)  # type: ignore[no-any-return]


def mailbox_of(request: ActingRequest, reference: str) -> Mailbox:
    """The mailbox; absent and invisible are the same 404."""
    return _found(Mailbox, request, reference)  # type: ignore[no-any-return]


def _found(model: Any, request: ActingRequest, reference: str) -> Any:
    try:
        return find(model, reference, by=request.actor, at=request.at)
    except (NotFound, BadInput):
        raise Http404 from None


def once(action: Any, form: BaseForm) -> Any:
    """The action under the form's key, where the form has one."""
    key = form.cleaned_data.pop("idempotency_key", "")
    return action.once(key) if key else action


def wrong(form: BaseForm, refusal: Refused) -> int:
    """Put the refusal where it belongs on the form; the status to answer with."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, in_full(refusal))
    return refusal.status


def badge(incoming: Incoming) -> tuple[str, str]:
    """Tone and words of where a mail stands."""
    if incoming.disposition:
        tone = DISPOSITION_TONES.get(incoming.disposition, "neutral")
        return tone, str(incoming.get_disposition_display())
    return STATE_TONES[incoming.state], str(incoming.get_state_display())


def trail() -> list[tuple[str, str]]:
    """The way back to the list."""
    return [(_("Incoming"), reverse("intake:incoming"))]
