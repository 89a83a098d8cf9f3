"""Whether somebody showed a short while ago that it is them: asked before powers, tokens and factors are changed."""

from datetime import datetime
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

SIGNED_IN = "signed_in"  # in the session: seconds since 1970
AHEAD = 60  # seconds by which two clocks of one installation may differ


def confirmed(request: HttpRequest, *, at: datetime) -> bool:
    """Whether the sign-in, or the last time it was confirmed, is no longer ago than settings.CONFIRM_SECONDS."""
    if not request.user.is_authenticated:
        return False
    last = max([request.session.get(SIGNED_IN, 0), *_shown_at(request)])
    age = at.timestamp() - float(last)
    return bool(-AHEAD <= age < settings.CONFIRM_SECONDS)


def _shown_at(request: HttpRequest) -> list[Any]:
    return [record.get("at", 0) for record in get_authentication_records(request, request.user)]
