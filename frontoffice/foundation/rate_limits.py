"""How often somebody may do something at a public edge: exact, on both databases and across all processes.

A sliding window: of one key no more than `limit` are let through in any stretch of `per`, wherever it begins. What is
turned away is not counted and writes nothing, so hammering neither prolongs the wait nor costs a disk write.
Keys (an address, a reference, a visitor) are kept only as keyed hashes and forgotten when their window has passed.
"""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from frontoffice.foundation.crypto import keyed_hash
from frontoffice.foundation.models import RateCounter

HIGHEST_LIMIT = 1000
NO_WAIT = timedelta()
_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """Whether it may go on, and if not, how long to wait; for the header Retry-After, whole seconds, rounded up."""

    allowed: bool
    retry_after: timedelta = NO_WAIT

    @property
    def retry_after_seconds(self) -> int:
        return -(-self.retry_after // timedelta(seconds=1))


def take(key: str, *, limit: int, per: timedelta, at: datetime) -> Answer:
    """Let one more through, or say how long to wait. `key` names what is limited and whom: `portal.ask:203.0.113.9`.

    Call it at the edge, before any transaction: it commits by itself, so that a try counts also when the act is
    refused (RuntimeError inside a transaction). Raises ValueError for a limit outside 1 to 1,000 or no time at all.
    """
    if not 1 <= limit <= HIGHEST_LIMIT or per < _MILLISECOND:
        raise ValueError(f"a limit is 1 to {HIGHEST_LIMIT}, in a stretch of time")
    moment, stretch = (at - _EPOCH) // _MILLISECOND, per // _MILLISECOND
    with transaction.atomic(durable=True):
        row, _created = RateCounter.objects.get_or_create(
            key_hash=keyed_hash(key, purpose="rate"), defaults={"expires_at": at + per}
        )
        row = RateCounter.objects.select_for_update().get(pk=row.pk)
        passed = [then for then in row.passed if then > moment - stretch]
        if len(passed) >= limit:
            return Answer(allowed=False, retry_after=(passed[-limit] + stretch - moment) * _MILLISECOND)
        row.passed = sorted([*passed, moment])
        row.expires_at = max(row.expires_at, at + per)
        row.save(update_fields=["passed", "expires_at"])
    return Answer(allowed=True)


def give_back(key: str, *, at: datetime) -> None:
    """Take back one that was let through at this instant: a try that turned out well is not counted."""
    moment = (at - _EPOCH) // _MILLISECOND
    with transaction.atomic():
        row = RateCounter.objects.select_for_update().filter(key_hash=keyed_hash(key, purpose="rate")).first()
        if row is not None and moment in row.passed:
            row.passed.remove(moment)
            row.save(update_fields=["passed"])


def network_of(address: str) -> str:
    """What to count for a network address: IPv4 as it is; of IPv6 the first half, of which one household has all.

    What is no address is given back as it came, so that it is counted too.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def forget(key: str) -> None:
    """Let the key begin anew: a sign-in that went right ends the count of those that did not."""
    RateCounter.objects.filter(key_hash=keyed_hash(key, purpose="rate")).delete()


def forget_expired(*, at: datetime) -> int:
    """Delete counters whose window has passed; the worker does so now and then. Gives how many."""
    return RateCounter.objects.filter(expires_at__lte=at).delete()[0]
