"""How much one visitor, and one address, may send in an hour. Above it the page says so and keeps what was typed.

Addresses are shared (a library, a household, an office), so they get several times what a visitor gets.
"""

import math
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.utils.translation import ngettext

from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation import rate_limits

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Allowance:
    """Sendings an hour."""

    visitor: int
    address: int


class Limit(Enum):
    """What is counted, each by itself."""

    QUESTION = Allowance(visitor=60, address=300)
    CASE = Allowance(visitor=30, address=90)
    POST = Allowance(visitor=30, address=120)
    FILE = Allowance(visitor=40, address=120)
    LOOK_UP = Allowance(visitor=20, address=60)


def seconds_to_wait(request: ActingRequest, limit: Limit) -> int:
    """Count one sending; 0 when it may go on, else in how many seconds the next may. Needs a stored visitor."""
    allowance = limit.value
    holders = (
        (f"visitor:{request.actor.pk}", allowance.visitor),
        (f"address:{request.META.get('REMOTE_ADDR', '')}", allowance.address),
    )
    waits = []
    for who, most in holders:
        answer = rate_limits.take(f"portal:{limit.name}:{who}", limit=most, per=HOUR, at=request.at)
        waits.append(0 if answer.allowed else max(1, answer.retry_after_seconds))
    return max(waits)


def sentence(seconds: int) -> str:
    """What somebody who sent too much is told."""
    minutes = max(1, math.ceil(seconds / 60))
    return ngettext(
        "A lot was sent from here in a short time. Your text is still in the form. "
        "Please wait %(minutes)s minute, then send it again.",
        "A lot was sent from here in a short time. Your text is still in the form. "
        "Please wait %(minutes)s minutes, then send it again.",
        minutes,
    ) % {"minutes": minutes}
