"""Asking what the database has planned before: PostgreSQL keeps the plan of a statement that it was given again."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

# Of each connection; beyond that the one that was asked longest ago is planned anew.
KEPT = 400


def ask(sql: str, values: Sequence[Any]) -> list[Any]:
    """The rows, by a statement that is the same each time but for its values. One query."""
    link: Any = connections[DEFAULT_DB_ALIAS]
    if link.vendor != "postgresql" or link.queries_logged:  # a log has the words only as the ORM sends them
        with link.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())
    kind, whole = _for_postgresql()
    link.ensure_connection()
    link.connection.prepared_max = KEPT
    # With what counts and logs queries around it. It sends the values apart from the words, which the ORM's doesn't.
    with link._prepare_cursor(kind(link.connection)) as cursor:  # noqa: SLF001
        # Whole numbers all of one size: a statement is another one where the types of its values are others.
        cursor.execute(sql, [whole(value) if type(value) is int else value for value in values])
        return list(cursor.fetchall())


@cache
def _for_postgresql() -> tuple[Any, Any]:
    from django.db.backends.postgresql.base import ServerBindingCursor
    from psycopg.types.numeric import Int8

    return ServerBindingCursor, Int8
