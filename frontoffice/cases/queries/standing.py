"""Where a case stands: its clocks with what they stood still for, and both of its ages (CMP-3)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from frontoffice.cases import clocks
from frontoffice.cases.counting import Age, Still, age
from frontoffice.cases.models import RESOLUTION, Case, Clock, ClockStop
from frontoffice.cases.queries.looked_up import has
from frontoffice.foundation.statements import Statement


@dataclass(frozen=True)
class Running:
    """A clock, whether it stands still, the reason, and how it ended where it did: met, missed, or empty."""

    clock: Clock
    reason: str
    state: str


@dataclass(frozen=True)
class Standing:
    """The newest clock of each kind, and how old the case is, with and without the days it stood still."""

    clocks: Sequence[Running]
    age: Age
    unit: str


def standing(case: Case, *, at: dt.datetime) -> Standing:
    """Clocks and ages of one case. Two queries beside the office's calendar; one where no clock ever stood still."""
    hours = clocks.hours_of(case.unit)
    today = hours.date_of(at)
    until = hours.date_of(case.resolved_at) if case.resolved_at is not None else today
    rows = _CLOCKS.rows(case=case.pk)
    stood = _stood(rows) if has(case, "stops") else {}
    newest = {row.kind: row for row in reversed(rows)}
    unit = next((row.unit for row in rows if row.kind == RESOLUTION), "business")
    stops = [
        Still(stop.from_on, stop.until_on or until)
        for row in rows
        if row.kind == RESOLUTION
        for stop in stood.get(row.pk, ())
    ]
    old = age(hours, case.received_on, max(until, case.received_on), unit, stops)
    return Standing([_running(row, stood.get(row.pk, ()), today) for row in newest.values()], old, unit)


_CLOCKS: Statement[Clock] = Statement(
    lambda *, case: Clock.objects.filter(case=case).order_by("kind", "-round"), case=int
)
_STOPS: Statement[ClockStop] = Statement(
    lambda *, clocks: ClockStop.objects.filter(clock__pk__any_of=clocks).order_by("pk"), clocks=list
)


def _stood(rows: Sequence[Clock]) -> dict[int, list[ClockStop]]:
    """When each of the clocks stood still. One query."""
    found: dict[int, list[ClockStop]] = {}
    for stop in _STOPS.rows(clocks=[row.pk for row in rows]):
        found.setdefault(stop.clock_id, []).append(stop)
    return found


def _running(row: Clock, stops: Sequence[ClockStop], today: dt.date) -> Running:
    still = next((stop.reason for stop in stops if stop.until_at is None), "")
    if row.missed_at is not None or (row.done_at is None and not still and today > row.due_on):
        state = "missed"
    else:
        state = "met" if row.done_at is not None else ""
    return Running(row, still, state)


def overdue(at_most: int, *, day: dt.date) -> QuerySet[Clock]:
    """Clocks that run, whose last day lies before `day` and which nobody has found missed, the oldest first."""
    rows = Clock.objects.filter(done_at__isnull=True, missed_at__isnull=True, due_on__lt=day)
    running = rows.exclude(stops__until_at__isnull=True, stops__isnull=False)
    return running.select_related("case__unit", "case__assignee__actor").order_by("due_on", "pk")[:at_most]
