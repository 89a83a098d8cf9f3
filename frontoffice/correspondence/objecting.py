"""What rooms above hold against letting a message go: asked each time, under the message's lock, at its release."""

from collections.abc import Callable
from datetime import datetime

from frontoffice.correspondence.models import Message
from frontoffice.foundation.refusals import Refused

Objection = Callable[[Message, datetime], Refused | None]
_OBJECTIONS: list[Objection] = []


def add_objection(finds: Objection) -> None:
    """Declare `f(message, at)`: the refusal that ends the release, or None. Rooms do so when their app is ready."""
    if finds not in _OBJECTIONS:
        _OBJECTIONS.append(finds)


def object_to(message: Message, *, at: datetime) -> None:
    """Raise the first objection to the release of this message at this instant, if there is one."""
    for finds in _OBJECTIONS:
        refusal = finds(message, at)
        if refusal is not None:
            raise refusal
