"""The clocks of a case, inside the caller's transaction: begun, stopped for a reason, going on, met or missed (X1)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from frontoffice.cases import clocks
from frontoffice.cases.counting import Still, last_day
from frontoffice.cases.models import (
    FIRST_ANSWER,
    RESOLUTION,
    Case,
    Clock,
    ClockStop,
    Priority,
    Topic,
    TopicStandard,
)
from frontoffice.cases.queries.ties import counts_from
from frontoffice.foundation.calendars import DayUnit, OfficeHours
from frontoffice.foundation.models import Actor


@dataclass(frozen=True)
class Standard:
    """What is promised on a topic at a priority."""

    unit: str
    days: dict[str, int]


def standard_of(topic: Topic, priority: int) -> Standard:
    """The topic's own, or that of the priority where it has one. One query, none at normal priority."""
    own: Topic | TopicStandard = topic
    if priority != Priority.NORMAL:
        own = TopicStandard.objects.filter(topic=topic, priority=priority).first() or topic
    days = {RESOLUTION: own.service_days}
    first = own.first_answer_days or topic.first_answer_days
    if first is not None:
        days[FIRST_ANSWER] = min(first, own.service_days)
    return Standard(topic.service_unit, days)


def first_due(case: Case, standard: Standard) -> dt.date:
    """The day by which a case that begins now is due."""
    return last_day(clocks.hours_of(case.unit), case.received_on, standard.days[RESOLUTION], standard.unit)


def start(case: Case, standard: Standard) -> None:
    """The clocks of a new case, from the day that the office had it. One query beside the calendar's."""
    hours = clocks.hours_of(case.unit)
    Clock.objects.bulk_create(
        Clock(
            case=case,
            kind=kind,
            unit=standard.unit,
            days=days,
            started_at=case.received_at,
            started_on=case.received_on,
            due_on=last_day(hours, case.received_on, days, standard.unit),
        )
        for kind, days in standard.days.items()
    )


def stop(case: Case, reason: str, *, by: Actor, at: dt.datetime) -> None:
    """They stand still from now on; those that already do keep their reason."""
    today = clocks.today(case.unit, at)
    standing = ClockStop.objects.filter(clock__case=case, until_at__isnull=True).values("clock")
    running = Clock.objects.filter(case=case, done_at__isnull=True).exclude(pk__in=standing)
    ClockStop.objects.bulk_create(
        ClockStop(clock=clock, reason=reason, from_at=at, from_on=max(today, clock.started_on), by=by)
        for clock in running
    )


def go_on(case: Case, *, by: Actor, at: dt.datetime) -> None:
    """They run again: each is due later by the days that it stood still, the case with them."""
    today = clocks.today(case.unit, at)
    _end_stops(ClockStop.objects.filter(clock__case=case), today, by=by, at=at)
    settle_due(case)


def finish(case: Case, *kinds: str, by: Actor, at: dt.datetime) -> None:
    """What they waited for happened: met or missed for good. Which, is recorded once."""
    running = list(Clock.objects.filter(case=case, kind__in=kinds, done_at__isnull=True))
    if not running:
        return
    hours = clocks.hours_of(case.unit)
    today = hours.date_of(at)
    _end_stops(ClockStop.objects.filter(clock__in=running), today, by=by, at=at)
    for clock, stops in _with_stops(running):
        clock.due_on = _due(hours, clock, stops, since=_since(case, clock))
        clock.done_at, clock.done_on = at, today
        if clock.missed_at is None and today > clock.due_on:
            clock.missed_at = at
        clock.save(update_fields=["due_on", "done_at", "done_on", "missed_at"])


def begin_again(case: Case, *, at: dt.datetime) -> None:
    """A case that was done is worked on again: its end is due anew, from today."""
    today, standard = clocks.today(case.unit, at), standard_of(case.topic, case.priority)
    hours, days = clocks.hours_of(case.unit), standard.days[RESOLUTION]
    case.due_on = last_day(hours, today, days, standard.unit)
    Clock.objects.create(
        case=case,
        kind=RESOLUTION,
        round=_next_round(case, RESOLUTION),
        unit=standard.unit,
        days=days,
        started_at=at,
        started_on=today,
        due_on=case.due_on,
    )


def unanswered(case: Case) -> None:
    """The only answer did not arrive: the first answer is still owed, since when it was and by when it was."""
    last = Clock.objects.filter(case=case, kind=FIRST_ANSWER).order_by("-round").first()
    if last is None or last.done_at is None:
        return
    Clock.objects.create(
        case=case,
        kind=FIRST_ANSWER,
        round=last.round + 1,
        unit=last.unit,
        days=last.days,
        started_at=last.started_at,
        started_on=last.started_on,
        due_on=last.due_on,
        missed_at=last.missed_at,
    )


def settle_standard(case: Case) -> None:
    """Another topic, unit or priority: the running clocks keep their start and follow the new standard (CMP-6).

    One that was found missed stays so, with the day that it missed.
    """
    standard = standard_of(case.topic, case.priority)
    running = Clock.objects.filter(case=case, done_at__isnull=True, missed_at__isnull=True)
    for clock in running:
        clock.unit, clock.days = standard.unit, standard.days.get(clock.kind, clock.days)
        clock.save(update_fields=["unit", "days"])
    settle_due(case)


def settle_due(case: Case) -> None:
    """Work out anew when the running clocks are due, and the case with that of its end. It is not saved here."""
    hours = clocks.hours_of(case.unit)
    for clock, stops in _with_stops(list(Clock.objects.filter(case=case, done_at__isnull=True))):
        due = _due(hours, clock, stops, since=_since(case, clock))
        if due != clock.due_on:
            clock.due_on = due
            clock.save(update_fields=["due_on"])
        if clock.kind == RESOLUTION:
            case.due_on = due


def _end_stops(stops: QuerySet[ClockStop], today: dt.date, *, by: Actor, at: dt.datetime) -> None:
    for one in stops.filter(until_at__isnull=True):
        one.until_at, one.until_on, one.ended_by = at, max(today, one.from_on), by
        one.save(update_fields=["until_at", "until_on", "ended_by"])


def _since(case: Case, clock: Clock) -> dt.date:
    """The end of a case counts from the earliest date received of all that were merged into it (CMP-6)."""
    is_first_end = clock.kind == RESOLUTION and clock.round == 1
    return min(clock.started_on, counts_from(case)) if is_first_end else clock.started_on


def _due(hours: OfficeHours, clock: Clock, stops: Iterable[Still], *, since: dt.date) -> dt.date:
    if clock.missed_at is not None:
        return clock.due_on
    return max(last_day(hours, since, clock.days, DayUnit(clock.unit), stops), clock.started_on)


def _with_stops(found: Sequence[Clock]) -> list[tuple[Clock, list[Still]]]:
    """Clocks with what they stood still for and is over. One query."""
    over: dict[int, list[Still]] = {clock.pk: [] for clock in found}
    for row in ClockStop.objects.filter(clock__in=over, until_on__isnull=False).order_by("from_on", "pk"):
        if row.until_on is not None:
            over[row.clock_id].append(Still(row.from_on, row.until_on))
    return [(clock, over[clock.pk]) for clock in found]


def _next_round(case: Case, kind: str) -> int:
    return Clock.objects.filter(case=case, kind=kind).count() + 1
