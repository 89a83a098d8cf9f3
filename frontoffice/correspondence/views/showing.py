"""The message that an address names, for who may see it."""

from django.http import Http404

from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.correspondence.models import Message
from frontoffice.foundation.refusals import BadInput, NotFound


def message_of(request: ActingRequest, reference: str) -> Message:
    """The message; absent and invisible are the same 404."""
    try:
        found: Message = find(Message, reference, by=request.actor, at=request.at)
    except (NotFound, BadInput):
        raise Http404 from None
    return found


def key_of(request: ActingRequest) -> str:
    """The idempotency key of the form that was sent, or an empty string."""
    return request.POST.get("idempotency_key", "")[:100]
