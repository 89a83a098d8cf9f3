"""Periodic duties of the worker: declared by rooms, leased so that two workers never run one at once."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from frontoffice.foundation.actors import Actor, service
from frontoffice.foundation.deliveries import reason_of
from frontoffice.foundation.models import ScheduledRun

log = logging.getLogger(__name__)
LEASE = dt.timedelta(seconds=settings.SCHEDULE_LEASE_SECONDS)


@dataclass(frozen=True)
class Schedule:
    name: str
    room: str
    every: dt.timedelta
    function: Callable[..., None]
    lease: dt.timedelta | None = None


SCHEDULES: dict[str, Schedule] = {}


def every(
    period: dt.timedelta, *, lease: dt.timedelta | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a duty `f(*, by: Actor, at: datetime) -> None` that the worker carries out each `period`.

    `lease`: after which a worker at it counts as gone, where that is sooner than usual; such a duty bears being
    carried out twice at once.
    """

    def declare(function: Callable[..., None]) -> Callable[..., None]:
        room = function.__module__.split(".")[1]
        name = f"{room}.{function.__name__}"
        SCHEDULES[name] = Schedule(name, room, period, function, lease)
        return function

    return declare


def run_due(*, at: dt.datetime) -> int:
    """Run what is due; how many ran. One that fails keeps its reason and comes again at its next time."""
    ran = 0
    for schedule in list(SCHEDULES.values()):
        lease = _lease(schedule, at)
        if lease is not None:
            _run(schedule, lease, service(schedule.room), at)
            ran += 1
    return ran


def _lease(schedule: Schedule, at: dt.datetime) -> dt.datetime | None:
    """Until when the duty is ours; None when it is not due or another worker has it."""
    row = ScheduledRun.objects.filter(name=schedule.name).first()
    if row is not None and row.next_at > at:
        return None
    until = at + (schedule.lease or LEASE)
    with transaction.atomic():
        ScheduledRun.objects.get_or_create(name=schedule.name, defaults={"next_at": at})
        free = ScheduledRun.objects.filter(
            Q(leased_until__isnull=True) | Q(leased_until__lt=at), name=schedule.name, next_at__lte=at
        )
        return until if free.update(leased_until=until) == 1 else None


def _run(schedule: Schedule, lease: dt.datetime, by: Actor, at: dt.datetime) -> None:
    error = ""
    try:
        schedule.function(by=by, at=at)
    except Exception as failure:  # one duty that fails must not stop the worker
        log.exception("schedule %s failed", schedule.name)
        error = reason_of(failure)
    # Where the run outlasted its lease and another worker has it now, that one writes what comes next.
    ScheduledRun.objects.filter(name=schedule.name, leased_until=lease).update(
        next_at=at + schedule.every, leased_until=None, last_error=error
    )
