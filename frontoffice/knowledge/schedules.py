"""What the knowledge room does from time to time."""

from datetime import datetime, timedelta

from frontoffice.foundation.models import Actor
from frontoffice.foundation.schedules import every
from frontoffice.knowledge.actions.reading_meaning import read_more

SECONDS = 3.0


@every(timedelta(seconds=SECONDS))
def read_what_passages_mean(*, by: Actor, at: datetime) -> None:
    """Passages that are new get their vectors. It stops in time for the worker to do its other work."""
    read_more(SECONDS)
