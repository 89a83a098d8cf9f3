"""How a public form becomes one call of an action: done once under its key, refused in the form's own words."""

import time
from typing import ParamSpec, TypeVar

from django.forms import BaseForm

from frontoffice.authority.performing import InProgress
from frontoffice.authority.registry import ActionFunction
from frontoffice.foundation.refusals import Refused

TRIES = 40
PAUSE = 0.25  # seconds; ten in all, longer than any action takes
UNREADABLE = 422

P = ParamSpec("P")
R = TypeVar("R")


def send(action: ActionFunction[P, R], key: str, /, *args: P.args, **arguments: P.kwargs) -> R:
    """Do it once under the form's key; who sends the same form meanwhile waits for the same answer. Raises Refused."""
    if not key:
        return action(*args, **arguments)
    for _try in range(TRIES):
        try:
            return action.once(key)(*args, **arguments)
        except InProgress:
            time.sleep(PAUSE)
    raise InProgress


def explain(form: BaseForm, refusal: Refused) -> int:
    """Put the refusal where it belongs in the form; the status to answer with."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return UNREADABLE if refusal.status in {400, 413, 415} else refusal.status
