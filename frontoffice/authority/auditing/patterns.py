"""Looks that somebody else has to judge: own, family and protected accounts, namesakes, many without a reason (REC-6).

Rooms say with `resembles` which of their objects look like the viewer's own; what is found is written once a day for
each pattern, person and object, so that looking again finds nothing twice.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from frontoffice.authority.deciding import live_grants
from frontoffice.authority.models import (
    AccessKind,
    AccessRecord,
    Interest,
    Pattern,
    PatternFinding,
    Relation,
    StaffMember,
)
from frontoffice.authority.registry import visible
from frontoffice.foundation import clock
from frontoffice.foundation.models import Actor, Agency, ScheduledRun

NAME = "authority.find_patterns"
HOUR = dt.timedelta(hours=1)
FIRST_LOOK = dt.timedelta(days=7)
PROTECTED = 2
Resembling = Callable[[Actor, Iterable[int]], dict[int, str]]
RESEMBLING: dict[str, Resembling] = {}


@dataclass(frozen=True)
class Found:
    """A pattern in somebody's looks, with the look that shows it best."""

    pattern: str
    access: AccessRecord
    object_kind: str = ""
    object_id: int = 0
    times: int = 1


@visible(PatternFinding)
def findings_visible_to(*, by: Actor, at: dt.datetime) -> QuerySet[PatternFinding]:
    """For who judges them; never what is about oneself."""
    judges = by.is_staff and live_grants(actor=by, action="authority.review_finding", at=at).exists()
    return PatternFinding.objects.exclude(actor=by) if judges else PatternFinding.objects.none()


def resembles(kind: str) -> Callable[[Resembling], Resembling]:
    """Declare `f(actor, ids) -> {id: "same_name" | "same_address"}` for the objects of a kind (its label)."""

    def declare(function: Resembling) -> Resembling:
        RESEMBLING[kind] = function
        return function

    return declare


def find(*, at: dt.datetime) -> int:
    """Look through the accesses since the last time; how many findings were written."""
    written = 0
    for actor in _lookers(since := _since(at), at):
        looks = list(_looks(since, at).filter(actor=actor).order_by("pk"))
        for found in _of(actor, looks, at):
            written += note(found, actor=actor, at=at) is not None
    return written


def note(found: Found, *, actor: Actor, at: dt.datetime) -> PatternFinding | None:
    """Write a finding for the person's supervisor, unless it was written today; None then."""
    member = StaffMember.objects.filter(actor=actor).select_related("supervisor__actor").first()
    supervisor = member.supervisor if member is not None else None
    finding, created = PatternFinding.objects.get_or_create(
        pattern=found.pattern,
        actor=actor,
        object_kind=found.object_kind,
        object_id=found.object_id,
        day=_day(found.access.at),
        defaults={
            "told": supervisor.actor if supervisor is not None else None,
            "access": found.access,
            "times": found.times,
            "made_at": at,
        },
    )
    return finding if created else None


def _day(at: dt.datetime) -> dt.date:
    zone = Agency.objects.values_list("default_time_zone", flat=True).first()
    return clock.local(at, clock.zone_named(zone or "UTC")).date()


def _since(at: dt.datetime) -> dt.datetime:
    """From two hours before the last time on: what was being written then is seen now, also after a failure."""
    due = ScheduledRun.objects.filter(name=NAME).values_list("next_at", flat=True).first()
    return (due - 3 * HOUR) if due is not None and due < at else at - FIRST_LOOK


def _looks(since: dt.datetime, at: dt.datetime) -> QuerySet[AccessRecord]:
    return AccessRecord.objects.filter(at__gt=since, at__lte=at, of_id__isnull=False).exclude(
        kind=AccessKind.REASON
    )


def _lookers(since: dt.datetime, at: dt.datetime) -> Iterator[Actor]:
    yield from Actor.objects.filter(pk__in=_looks(since, at).values("actor")).order_by("pk")


def _of(actor: Actor, looks: list[AccessRecord], at: dt.datetime) -> Iterator[Found]:
    """The patterns in one person's looks."""
    times = Counter((look.of_kind, look.of_id) for look in looks)
    first = {(look.of_kind, look.of_id): look for look in reversed(looks)}
    interests = _interests(actor, at)
    alike = _alike(actor, looks)
    for (kind, pk), look in first.items():
        if pk is None:
            continue
        patterns = {
            interests.get((kind, pk), ""),
            alike.get((kind, pk), ""),
            Pattern.FLAGGED if look.confidentiality >= PROTECTED and not look.break_glass else "",
        } - {""}
        for pattern in sorted(patterns):
            yield Found(pattern, look, kind, pk, times[kind, pk])
    yield from _many(looks)


def _interests(actor: Actor, at: dt.datetime) -> dict[tuple[str, int], str]:
    rows = Interest.objects.filter(actor=actor, from_at__lte=at).values_list(
        "kind", "object_id", "relation", "ended_at"
    )
    return {
        (kind, pk): Pattern.OWN if relation == Relation.SELF else Pattern.FAMILY
        for kind, pk, relation, ended_at in rows
        if ended_at is None or ended_at > at
    }


def _alike(actor: Actor, looks: list[AccessRecord]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for kind, resembling in RESEMBLING.items():
        ids = {look.of_id for look in looks if look.of_kind == kind and look.of_id is not None}
        if ids:
            found |= {(kind, pk): pattern for pk, pattern in resembling(actor, ids).items()}
    return found


def _many(looks: list[AccessRecord]) -> Iterator[Found]:
    """The first stretch of an hour in which so many different ones were opened without any being on the work."""
    loose = sorted((look for look in looks if not look.work_kind), key=lambda look: look.at)
    begin = 0
    for end, look in enumerate(loose):
        while look.at - loose[begin].at >= HOUR:
            begin += 1
        different = {(one.of_kind, one.of_id) for one in loose[begin : end + 1]}
        if len(different) >= settings.AUDIT_MANY_CUSTOMERS:
            yield Found(Pattern.MANY, look, times=len(different))
            return
