"""Telling reactions what happened: claimed by lease, committed with their effect, retried, and at last set aside."""

import datetime as dt
import logging
import uuid
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q

from frontoffice.foundation import events
from frontoffice.foundation.actors import service
from frontoffice.foundation.boundaries import boundary, reached
from frontoffice.foundation.models import Delivery

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 8
NEVER_CAME_BACK = "Each attempt ended the worker, or took longer than its lease."
BEFORE_CLAIM = boundary("delivery.before_claim")
CLAIMED = boundary("delivery.claimed")
EFFECT_DONE = boundary("delivery.effect_done")
BEFORE_COMMIT = boundary("delivery.before_commit")
COMMITTED = boundary("delivery.committed")
OUTSIDE_DONE = boundary("delivery.outside_done")


def lease_ends(at: dt.datetime) -> dt.datetime:
    """When a lease taken at that instant runs out: who has not finished by then counts as gone."""
    return at + dt.timedelta(seconds=settings.DELIVERY_LEASE_SECONDS)


def claim(*, at: dt.datetime, most: int = 10) -> Sequence[Delivery]:
    """Lease up to `most` deliveries that are due. A lease that ran out is up for claiming again."""
    reached(BEFORE_CLAIM)
    with transaction.atomic():
        due = Delivery.objects.filter(
            Q(leased_until__isnull=True) | Q(leased_until__lt=at),
            done_at__isnull=True,
            dead_at__isnull=True,
            next_try_at__lte=at,
        ).order_by("next_try_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        ids, attempts = _together(due.values_list("pk", "attempts")[:most])
        lease = uuid.uuid4()
        Delivery.objects.filter(pk__in=ids).update(
            leased_until=lease_ends(at), lease=lease, attempts=F("attempts") + 1, **_gone_again(attempts, at)
        )
    reached(CLAIMED)
    return (
        list(Delivery.objects.filter(pk__in=ids, lease=lease).select_related("event").order_by("id"))
        if ids
        else []
    )


def _together(due: Iterable[tuple[int, int]]) -> tuple[list[int], int]:
    """Those that were never tried, or one that was, alone, and how often: if it ends the worker it counts against no
    other.
    """
    rows = list(due)
    if rows and rows[0][1] > 0:
        return [rows[0][0]], rows[0][1]
    return [pk for pk, attempts in rows if attempts == 0], 0


def _gone_again(attempts: int, at: dt.datetime) -> dict[str, dt.datetime]:
    """When to try one again that was tried before, should this worker be gone too.

    Who is killed time and again, for reasons of its own, would otherwise use up the attempts of whatever is oldest
    within minutes. So waits grow as they do after failures, and what is behind it comes first.
    """
    return {"next_try_at": at + _wait(attempts)} if attempts else {}


def _wait(attempts: int) -> dt.timedelta:
    """2, 4, 8 … seconds, at most an hour."""
    return dt.timedelta(seconds=min(2**attempts, 3600))


def tell(delivery: Delivery, *, at: dt.datetime) -> bool:
    """Run the delivery's reaction; true when it is done. A failure is kept with the delivery and tried again later."""
    if delivery.attempts > MOST_ATTEMPTS:
        _set_aside(delivery, at)
        return False
    reaction = events.REACTIONS.get(delivery.reaction)
    try:
        if reaction is None:
            raise LookupError(f"No room declares the reaction {delivery.reaction}.")
        if reaction.outside:
            _tell_outside(reaction, delivery, at)
        else:
            _tell_inside(reaction, delivery, at)
    except events.Later as later:
        _put_off_until(delivery, later, at)
        return False
    # Whatever a reaction raises, the worker goes on and the delivery keeps the reason.
    except Exception as error:
        log.warning("delivery %s of %s failed: %s", delivery.pk, delivery.reaction, type(error).__name__)
        _put_off(delivery, error, at)
        return False
    reached(COMMITTED)
    return True


def _call(reaction: events.Reaction, delivery: Delivery, at: dt.datetime) -> None:
    told = events.Told(delivery_id=delivery.pk, attempt=delivery.attempts, event=delivery.event)
    with events.within(events.Acting(caused_by=delivery.event)):
        reaction.function(events.read(delivery.event), by=service(reaction.room), at=at, told=told)


def _renewed(delivery: Delivery, at: dt.datetime) -> bool:
    """Take the lease anew before speaking outside: those before it in the batch may have been slow."""
    ours = Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease, done_at__isnull=True)
    return ours.update(leased_until=lease_ends(at)) == 1


def _still_ours(delivery: Delivery) -> bool:
    row = Delivery.objects.select_for_update().filter(
        pk=delivery.pk, lease=delivery.lease, done_at__isnull=True
    )
    return row.exists()


def _tell_inside(reaction: events.Reaction, delivery: Delivery, at: dt.datetime) -> None:
    with transaction.atomic():
        if not _still_ours(delivery):
            return
        _call(reaction, delivery, at)
        reached(EFFECT_DONE)
        Delivery.objects.filter(pk=delivery.pk).update(done_at=at, leased_until=None, last_error="")
        reached(BEFORE_COMMIT)


def _tell_outside(reaction: events.Reaction, delivery: Delivery, at: dt.datetime) -> None:
    if not _renewed(delivery, at):
        return
    _call(reaction, delivery, at)
    reached(OUTSIDE_DONE)
    Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease).update(
        done_at=at, leased_until=None, last_error=""
    )


def _set_aside(delivery: Delivery, at: dt.datetime) -> None:
    """No attempt ever came back, so each of them ended its worker, or took longer than a lease: a person decides."""
    Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease, done_at__isnull=True).update(
        attempts=MOST_ATTEMPTS, leased_until=None, dead_at=at, last_error=NEVER_CAME_BACK
    )


def reason_of(error: Exception) -> str:
    """What went wrong, as both databases can hold it: 500 characters without zero bytes or halves of characters."""
    said = f"{type(error).__name__}: {error}".replace("\x00", "")
    return said.encode(errors="replace").decode()[:500]


def _put_off(delivery: Delivery, error: Exception, at: dt.datetime) -> None:
    """Retry after 2, 4, 8 … seconds, at most an hour; after the last attempt a person decides."""
    dead = at if delivery.attempts >= MOST_ATTEMPTS else None
    Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease, done_at__isnull=True).update(
        next_try_at=at + _wait(delivery.attempts),
        leased_until=None,
        dead_at=dead,
        last_error=reason_of(error),
    )


def _put_off_until(delivery: Delivery, later: events.Later, at: dt.datetime) -> None:
    """The reaction itself asked to be told again then: that is no failure, and the count of failures starts anew."""
    Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease, done_at__isnull=True).update(
        next_try_at=max(later.until, at),
        leased_until=None,
        attempts=0,
        last_error=later.reason.replace("\x00", "")[:500],
    )
