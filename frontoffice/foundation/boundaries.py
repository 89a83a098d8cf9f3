"""Named points between commits, where a test ends the process to see that nothing is lost or doubled."""

import os
import signal

from django.conf import settings

NAMED: set[str] = set()


def boundary(name: str) -> str:
    """Name a point; the list of all names is what the crash tests walk through."""
    NAMED.add(name)
    return name


def reached(name: str) -> None:
    """In tests, and only there, kill the process where FRONTOFFICE_CRASH_AT says, as a power cut would."""
    if settings.TESTING and os.environ.get("FRONTOFFICE_CRASH_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
