"""Reading the audit trail: acts, refusals and looks, the newest first, narrowed by person, action, object and day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from frontoffice.authority.models import AccessRecord, Edge, Refusal, StaffMember
from frontoffice.authority.sameness import ids_of
from frontoffice.foundation import clock
from frontoffice.foundation.models import Agency, Event, EventSubject
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import BadInput

ON_A_PAGE = 50
Key = tuple[str, int]


class Source(models.TextChoices):
    """The three kinds of lines."""

    LOOKS = "looks", _("Looks")
    ACTS = "acts", _("Acts")
    REFUSALS = "refusals", _("Refusals")


class NoSuchObject(BadInput):
    message = _("There is nothing with that reference.")
    field = "reference"


class AuditEntry(BaseModel):
    """A line of the audit trail. `what` is an action's, event's or look's name; `about` the kinds and references."""

    id: int
    at: dt.datetime
    by: str
    what: str
    about: list[tuple[str, str]] = []
    code: str = ""
    reason: str = ""
    place: str = ""
    special: bool = False


@dataclass(frozen=True)
class Wanted:
    """What to narrow by; what is empty or None narrows nothing. `before` is the id to go on from."""

    source: Source = Source.LOOKS
    person: StaffMember | None = None
    action: str = ""
    kind: str = ""
    reference: str = ""
    day: dt.date | None = None
    before: int | None = None


def entries(wanted: Wanted, *, limit: int = ON_A_PAGE) -> list[AuditEntry]:
    """Up to `limit` lines, in a number of queries that does not grow with them. Raises NoSuchObject."""
    read = {Source.LOOKS: _looks, Source.ACTS: _acts, Source.REFUSALS: _refusals}[wanted.source]
    return read(wanted, limit)


def kinds() -> list[tuple[str, str]]:
    """What lines can be about: models with a reference, by name."""
    named = [
        (model._meta.label_lower, str(model._meta.verbose_name))
        for model in apps.get_models()
        if model.__module__.startswith("frontoffice.")
        and any(field.name == "reference" for field in model._meta.concrete_fields)
    ]
    return sorted(named, key=lambda kind: kind[1])


def object_of(kind: str, reference: str) -> int:
    """The id behind a reference. Raises NoSuchObject."""
    if kind in dict(kinds()):
        rows = apps.get_model(kind)._default_manager.filter(reference=normalize(reference) or reference)
        found = rows.values_list("pk", flat=True).first()
        if found is not None:
            return int(found)
    raise NoSuchObject


def day_bounds(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The instants between which it is that day at the agency."""
    zone = clock.zone_named(Agency.objects.values_list("default_time_zone", flat=True).first() or "UTC")
    begin = dt.datetime.combine(day, dt.time(), zone)
    return begin, dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone)


def _narrowed(rows: "QuerySet[Any]", wanted: Wanted, by: str) -> "QuerySet[Any]":
    if wanted.person is not None:
        rows = rows.filter(**{by: wanted.person.actor_id})
    if wanted.day is not None:
        begin, end = day_bounds(wanted.day)
        rows = rows.filter(at__gte=begin, at__lt=end)
    if wanted.before is not None:
        rows = rows.filter(pk__lt=wanted.before)
    return rows.order_by("-pk")


def _looks(wanted: Wanted, limit: int) -> list[AuditEntry]:
    rows = _narrowed(AccessRecord.objects.select_related("actor"), wanted, "actor")
    if wanted.action:
        rows = rows.filter(kind=wanted.action)
    if wanted.reference:
        numbers = ids_of(wanted.kind, object_of(wanted.kind, wanted.reference))
        whose = models.Q(of_kind=wanted.kind, of_id__in=numbers)
        rows = rows.filter(whose | models.Q(object_kind=wanted.kind, object_id__in=numbers))
    return entries_of(list(rows[:limit]))


def entries_of(looks: Sequence[AccessRecord]) -> list[AuditEntry]:
    """Looks as lines."""
    names = _references(
        [(look.object_kind, look.object_id) for look in looks if look.object_id is not None]
        + [(look.of_kind, look.of_id) for look in looks if look.of_id is not None]
    )
    return [
        AuditEntry(
            id=look.pk,
            at=look.at,
            by=look.actor.name,
            what=look.kind,
            about=_about([(look.object_kind, look.object_id or 0), (look.of_kind, look.of_id or 0)], names),
            code=look.reason_code or look.work_kind,
            reason=look.reason,
            place=f"{Edge(look.edge).label}: {look.screen}" if look.screen else str(Edge(look.edge).label),
            special=look.break_glass,
        )
        for look in looks
    ]


def _acts(wanted: Wanted, limit: int) -> list[AuditEntry]:
    rows = _narrowed(Event.objects.select_related("by", "authorized_by"), wanted, "by")
    if wanted.action:
        rows = rows.filter(models.Q(action=wanted.action) | models.Q(name=wanted.action))
    if wanted.reference:
        numbers = ids_of(wanted.kind, object_of(wanted.kind, wanted.reference))
        about = EventSubject.objects.filter(kind=wanted.kind, subject_id__in=numbers)
        rows = rows.filter(pk__in=about.values("event"))
    events = list(rows[:limit])
    subjects: dict[int, list[Key]] = defaultdict(list)
    for row in EventSubject.objects.filter(event__in=events).order_by("pk"):
        subjects[row.event_id].append((row.kind, row.subject_id))
    names = _references(key for keys in subjects.values() for key in keys)
    return [
        AuditEntry(
            id=event.pk,
            at=event.at,
            by=event.by.name,
            what=event.name,
            about=_about(subjects[event.pk], names),
            code=event.action,
            reason=event.authorized_by.name if event.authorized_by is not None else "",
        )
        for event in events
    ]


def _refusals(wanted: Wanted, limit: int) -> list[AuditEntry]:
    rows = _narrowed(Refusal.objects.select_related("by"), wanted, "by")
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.reference:
        number = object_of(wanted.kind, wanted.reference)
        rows = rows.filter(subject_kind=wanted.kind, subject_id=number)
    found = list(rows[:limit])
    names = _references([(one.subject_kind, one.subject_id) for one in found if one.subject_id is not None])
    return [
        AuditEntry(
            id=one.pk,
            at=one.at,
            by=one.by.name,
            what=one.action,
            about=_about([(one.subject_kind, one.subject_id or 0)], names),
            code=one.code,
            reason=one.part,
        )
        for one in found
    ]


def _about(keys: Iterable[Key], names: dict[Key, str]) -> list[tuple[str, str]]:
    """Each thing once, in its own words; what has no reference is left out."""
    return [(_name(key[0]), names[key]) for key in dict.fromkeys(keys) if key in names]


def _name(kind: str) -> str:
    return str(apps.get_model(kind)._meta.verbose_name)


def _references(keys: Iterable[Key]) -> dict[Key, str]:
    """Public references of things, one query for each kind."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, pk in keys:
        by_kind[kind].add(pk)
    referred = dict(kinds())
    found: dict[Key, str] = {}
    for kind in by_kind.keys() & referred.keys():
        rows = apps.get_model(kind)._default_manager.filter(pk__in=by_kind[kind])
        found |= {(kind, pk): reference for pk, reference in rows.values_list("pk", "reference")}
    return found
