"""What the seals cover, and the bytes that stand for a row: the same on both databases and for all time."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from frontoffice.authority.models import AccessRecord, Refusal
from frontoffice.foundation.models import Event, EventSubject

Row = Sequence[Any]
BEGINNING = -(2**63)
WHOLE_SECONDS = len("2026-03-01T12:00:00")


@dataclass(frozen=True)
class Table:
    """One table of the audit trail with the columns that are covered, the id first."""

    name: str
    model: type[models.Model]
    columns: tuple[str, ...]
    json: tuple[str, ...] = ()

    @property
    def instants(self) -> frozenset[str]:
        """Columns that hold an instant."""
        fields = self.model._meta.concrete_fields
        return frozenset(str(f.column) for f in fields if isinstance(f, models.DateTimeField))

    @property
    def selected(self) -> str:
        """The statement's beginning. SQLite gives instants as their text, so that a spoiled one can be read too."""
        text = self.instants if connection.vendor == "sqlite" else ()
        columns = ", ".join(f"\"{c}\" || ''" if c in text else f'"{c}"' for c in self.columns)
        return f'SELECT {columns} FROM "{self.model._meta.db_table}"'  # noqa: S608 - names of ours


# A form is never changed once something was sealed in it: a column that comes later makes another form.
FORM = 1
FORMS: dict[int, tuple[Table, ...]] = {
    1: (
        Table(
            "event",
            Event,
            (
                "id",
                "name",
                "schema_version",
                "payload",
                "action",
                "by_id",
                "authorized_by_id",
                "acting_for_id",
                "caused_by_id",
                "at",
                "recorded_at",
            ),
            json=("payload",),
        ),
        Table("subject", EventSubject, ("id", "event_id", "kind", "subject_id")),
        Table(
            "refusal",
            Refusal,
            ("id", "action", "by_id", "code", "part", "subject_kind", "subject_id", "at"),
        ),
        Table(
            "access",
            AccessRecord,
            (
                "id",
                "actor_id",
                "kind",
                "object_kind",
                "object_id",
                "of_kind",
                "of_id",
                "confidentiality",
                "work_kind",
                "work_id",
                "reason_code",
                "reason",
                "break_glass",
                "edge",
                "screen",
                "origin_hash",
                "words_hash",
                "found",
                "at",
            ),
        ),
    )
}


def instant(value: dt.datetime | str) -> str:
    """An instant as text in UTC, with microseconds. A text is one that SQLite keeps: in UTC, often without them."""
    if isinstance(value, str):
        text = value.replace(" ", "T")
        return text if len(text) != WHOLE_SECONDS else f"{text}.000000"
    if value.tzinfo is not None:
        value = value.astimezone(dt.UTC).replace(tzinfo=None)
    return value.isoformat(timespec="microseconds")


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def canonical(table: Table) -> Callable[[Row], bytes]:
    """The function that turns a row of the table into the bytes that are sealed."""
    parsed = [table.columns.index(column) for column in table.json]
    timed = [place for place, column in enumerate(table.columns) if column in table.instants]
    name = table.name

    def of(row: Row) -> bytes:
        values = [name, *row]
        for place in parsed:
            if isinstance(row[place], str):
                values[place + 1] = json.loads(row[place])
        for place in timed:
            if row[place] is not None:
                values[place + 1] = instant(row[place])
        return _encode(values).encode()

    return of


def rows_between(table: Table, after: int, upto: int, *, limit: int | None = None) -> Iterator[Row]:
    """The rows with after < id <= upto in the order of their ids, as the database gives them."""
    if after == upto:
        return
    # At the beginning no bound: not even the lowest id that there is slips in below it.
    bounds, values = ("id <= %s", [upto]) if after == BEGINNING else ("id > %s AND id <= %s", [after, upto])
    statement = f"{table.selected} WHERE {bounds} ORDER BY id"
    if limit is not None:
        statement += f" LIMIT {int(limit)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        while rows := cursor.fetchmany(2000):
            yield from rows
