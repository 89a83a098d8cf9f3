"""What rooms above hold against closing an account: a balance, an open application, a final bill (ACC-11).

Asked each time, under the account's lock.
"""

from collections.abc import Callable
from datetime import datetime

from frontoffice.customers.models import Account
from frontoffice.foundation.refusals import Refused

Objection = Callable[[Account, datetime], Refused | None]
_OBJECTIONS: list[Objection] = []


def add_objection(finds: Objection) -> None:
    """Declare `f(account, at)`: the refusal that stops the closing, or None. Rooms do so when their app is ready."""
    if finds not in _OBJECTIONS:
        _OBJECTIONS.append(finds)


def object_to_closing(account: Account, *, at: datetime) -> None:
    """Raise the first objection to closing this account at this instant, if there is one."""
    for finds in _OBJECTIONS:
        refusal = finds(account, at)
        if refusal is not None:
            raise refusal
