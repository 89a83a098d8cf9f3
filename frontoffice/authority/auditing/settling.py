"""Up to which ids nothing can come any more.

Ids are drawn before their transactions commit: on PostgreSQL a row with a lower id may become visible after one with a
higher id. A seal over ids that are still being written would miss it, or call it tampering afterward.
"""

import time

from django.db import connection

from frontoffice.authority.auditing.covering import FORM, FORMS

PATIENCE = 2.0
# Who inserts into a table holds one of these locks on it from before the id is drawn until after the commit.
_WRITING = """
    SELECT virtualtransaction FROM pg_locks
     WHERE locktype = 'relation' AND granted AND pid IS DISTINCT FROM pg_backend_pid()
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND relation = ANY(%s::text[]::regclass[])
       AND mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
"""


def settled(*, patience: float = PATIENCE) -> dict[str, int] | None:
    """For each covered table the id up to which all is committed or never will be; None when writers take too long.

    SQLite has one writer at a time, so what is visible is settled. On PostgreSQL the highest ids are read first, then
    those who are writing; once each of them has ended, nothing up to those ids is under way.
    """
    tables = [table.model._meta.db_table for table in FORMS[FORM]]
    highest = {table.name: _highest(table.model._meta.db_table) for table in FORMS[FORM]}
    return highest if _ended(tables, patience) else None


def settled_in(table: str, *, patience: float = PATIENCE) -> int | None:
    """The same of one table of the database."""
    highest = _highest(table)
    return highest if _ended([table], patience) else None


def _ended(tables: list[str], patience: float) -> bool:
    """Whether all who are writing into these now have ended within so many seconds."""
    if connection.vendor != "postgresql":
        return True
    waiting, until = _writers(tables), time.monotonic() + patience
    while waiting:
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
        waiting &= _writers(tables)
    return True


def _highest(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"')  # noqa: S608 - a name of ours
        return int(cursor.fetchone()[0])


def _writers(tables: list[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITING, [tables])
        return {row[0] for row in cursor.fetchall()}
