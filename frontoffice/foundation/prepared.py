"""Asking what the database has planned before: PostgreSQL keeps the plan of a statement that it was given again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

# Of each connection; beyond that the one that was asked longest ago is planned anew.
KEPT = 400


def ask(sql: str, values: Sequence[Any]) -> list[Any]:
    """The rows, by a statement that is the same each time but for its values. One query."""
    with _cursor() as cursor:
        cursor.execute(sql, _typed(values) if connection.vendor == "postgresql" else values)
        return list(cursor.fetchall())


@contextmanager
def _cursor() -> Iterator[Any]:
    """One that sends the values apart from the words; the ORM's own writes them into the words."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            yield cursor
        return
    from django.db.backends.postgresql.base import ServerBindingCursor

    link: Any = connection
    link.ensure_connection()
    link.connection.prepared_max = KEPT
    kind: Any = ServerBindingCursor
    with link._prepare_cursor(kind(link.connection)) as cursor:  # noqa: SLF001 - with what counts and logs queries
        yield cursor


def _typed(values: Sequence[Any]) -> list[Any]:
    """Whole numbers all of one size: a statement is another one where the types of its values are others."""
    from psycopg.types.numeric import Int8

    return [Int8(value) if type(value) is int else value for value in values]
