"""Writing an event with what it is about and whom it is owed to: the most frequent writing of all.

PostgreSQL takes the three in one statement, a third of the way there and back and none of the ORM's time; SQLite, which
has no way to go, by the ORM.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from frontoffice.foundation import prepared
from frontoffice.foundation.models import Delivery, Event, EventSubject

Subject = tuple[str, int]

_AT_ONCE = """
WITH event AS (
  INSERT INTO foundation_event (name, schema_version, payload, action, by_id, authorized_by_id, acting_for_id,
    caused_by_id, at, recorded_at)
  VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
), about AS (
  INSERT INTO foundation_eventsubject (event_id, kind, subject_id)
  SELECT event.id, subject.kind, subject.id
    FROM event, unnest(%s::varchar[], %s::bigint[]) WITH ORDINALITY AS subject (kind, id, place)
   ORDER BY subject.place
), owed AS (
  INSERT INTO foundation_delivery (event_id, reaction, attempts, next_try_at, last_error)
  SELECT event.id, reaction, 0, %s, '' FROM event, unnest(%s::varchar[]) AS reaction
)
SELECT id FROM event
"""


def write(event: Event, subjects: Sequence[Subject], reactions: Sequence[str], *, at: dt.datetime) -> None:
    """Insert the event, its subjects and a delivery for each reaction, due at `at`. The event gets its key."""
    if connection.vendor == "postgresql":
        _write_at_once(event, subjects, reactions, at)
        return
    event.save(force_insert=True)
    EventSubject.objects.bulk_create(
        EventSubject(event=event, kind=kind, subject_id=pk) for kind, pk in subjects
    )
    if reactions:
        Delivery.objects.bulk_create(
            Delivery(event=event, reaction=reaction, next_try_at=at) for reaction in reactions
        )


def _write_at_once(
    event: Event, subjects: Sequence[Subject], reactions: Sequence[str], at: dt.datetime
) -> None:
    Event._meta.get_field("recorded_at").pre_save(event, add=True)
    values: list[Any] = [
        event.name,
        event.schema_version,
        Jsonb(event.payload),
        event.action,
        event.by_id,
        event.authorized_by_id,
        event.acting_for_id,
        event.caused_by_id,
        event.at,
        event.recorded_at,
        [kind for kind, _pk in subjects],
        [pk for _kind, pk in subjects],
        at,
        list(reactions),
    ]
    [[event.pk]] = prepared.ask(_AT_ONCE, values)
    event._state.adding, event._state.db = False, connection.alias  # noqa: SLF001 - documented by Django
