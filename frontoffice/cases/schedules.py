"""What the worker does of itself: missed clocks, cases that the calendar brings to a trigger, signs that are old."""

from datetime import datetime, timedelta

from django.db import transaction

from frontoffice.cases import beside
from frontoffice.cases.actions.firing_triggers import fire_on_day
from frontoffice.cases.actions.missing_clocks import miss
from frontoffice.cases.models import TIMED
from frontoffice.cases.queries.standing import overdue
from frontoffice.cases.queries.triggers import counting_now, due_for
from frontoffice.foundation.models import Actor
from frontoffice.foundation.schedules import every

AT_A_TIME = 200


@every(timedelta(minutes=10))
def find_missed_clocks(*, by: Actor, at: datetime) -> None:
    """Each clock whose last day is over is missed, and whoever has the case is told once."""
    # The day at the office may lag behind UTC's; `miss` looks at the office's own.
    for clock in overdue(AT_A_TIME, day=at.date() + timedelta(days=1)):
        with transaction.atomic():
            miss(clock, by=by, at=at)


@every(timedelta(minutes=10))
def forget_who_looked(*, by: Actor, at: datetime) -> None:
    """Who had which case open is no history."""
    beside.forget(at=at)


@every(timedelta(minutes=10))
def fire_timed_triggers(*, by: Actor, at: datetime) -> None:
    """Each case to which the calendar has brought a trigger, in a transaction of its own: once for each date."""
    for version in counting_now(TIMED):
        for case, day in due_for(version, at=at):
            with transaction.atomic():
                fire_on_day(version, case, day, at=at)
