"""What the worker does for the audit trail: sealing each minute, looking for patterns each hour."""

from datetime import datetime, timedelta

from frontoffice.authority.auditing import heads, sealing
from frontoffice.authority.auditing.patterns import find
from frontoffice.foundation.models import Actor
from frontoffice.foundation.schedules import every

HOUR = timedelta(hours=1)


@every(timedelta(minutes=1))
def seal_the_audit_trail(*, by: Actor, at: datetime) -> None:
    """Close what has come, and carry the head out of the database; also one that a crash kept from being carried."""
    for _seal in sealing.seal(at=at):
        pass
    newest = heads.head()
    if newest is not None:
        heads.keep(newest)


@every(HOUR)
def find_patterns(*, by: Actor, at: datetime) -> None:
    """Looks that somebody else should judge (REC-6)."""
    find(at=at)
