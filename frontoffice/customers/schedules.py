"""What the worker does of itself: compares customers of whom something changed with the others."""

from datetime import datetime, timedelta

from frontoffice.customers.actions.comparing import AT_A_TIME, compare
from frontoffice.foundation.models import Actor
from frontoffice.foundation.schedules import every

ROUNDS = 10


@every(timedelta(minutes=1))
def look_for_duplicates(*, by: Actor, at: datetime) -> None:
    """A few hundred a minute; after an import it goes on until all were compared."""
    for _round in range(ROUNDS):
        if compare(by=by, at=at) < AT_A_TIME:
            return
