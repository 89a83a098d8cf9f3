"""Named points between commits, where a test ends the process to see that nothing is lost or doubled."""

import os
import signal
from collections import Counter

from django.conf import settings

NAMED: set[str] = set()
_times: Counter[str] = Counter()


def boundary(name: str) -> str:
    """Name a point; the list of all names is what the crash tests walk through."""
    NAMED.add(name)
    return name


def reached(name: str) -> None:
    """In tests, and only there, kill the process where FRONTOFFICE_CRASH_AT says, as a power cut would.

    `delivery.claimed` is the first time that this point is reached, `delivery.claimed:2` the second.
    """
    if not settings.TESTING:
        return
    point, _colon, time = os.environ.get("FRONTOFFICE_CRASH_AT", "").partition(":")
    if point == name:
        _times[name] += 1
        if _times[name] == int(time or 1):
            os.kill(os.getpid(), signal.SIGKILL)
