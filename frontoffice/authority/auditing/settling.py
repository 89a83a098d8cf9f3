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
    highest = {table.name: _highest(table.model._meta.db_table) for table in FORMS[FORM]}
    if connection.vendor != "postgresql":
        return highest
    waiting, until = _writers(), time.monotonic() + patience
    while waiting:
        if time.monotonic() > until:
            return None
        time.sleep(0.02)
        waiting &= _writers()
    return highest


def _highest(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"')  # noqa: S608 - a name of ours
        return int(cursor.fetchone()[0])


def _writers() -> set[str]:
    tables = [table.model._meta.db_table for table in FORMS[FORM]]
    with connection.cursor() as cursor:
        cursor.execute(_WRITING, [tables])
        return {row[0] for row in cursor.fetchall()}
