"""Emptying the tables after a test that had transactions of its own.

Django truncates every table there is. With more than a hundred of them, and guards to take off and put back, that
took longer than most of the tests themselves; a test writes to a few tables, and only those are emptied here.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from frontoffice.foundation import guards


def empty() -> None:
    """Remove every row of every model's table. The product has no such way: its guards come back at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = _with_rows(cursor)
        aside = _aside_in_postgresql if connection.vendor == "postgresql" else _aside_in_sqlite
        with aside(cursor, tables):
            for table in tables:
                cursor.execute(f'DELETE FROM "{table}"')
        if guards.missing(connection):  # a test took them off
            guards.install(connection)


def _with_rows(cursor: CursorWrapper) -> list[str]:
    """The tables that hold a row, in one question; a table that a test removed is not asked."""
    there = set(connection.introspection.table_names(cursor))
    ours = {m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.managed}
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in sorted(ours & there)
    )
    cursor.execute(asked)
    return [name for (name,) in cursor.fetchall()]


@contextmanager
def _aside_in_postgresql(cursor: CursorWrapper, tables: list[str]) -> Iterator[None]:
    """Triggers of ours look away; the foreign keys, which are checked at the end, do not."""
    for table in tables:
        cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


@contextmanager
def _aside_in_sqlite(cursor: CursorWrapper, tables: list[str]) -> Iterator[None]:
    """SQLite can't disable a trigger: those of these tables are dropped, and made again as they were."""
    cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
    own = [
        (name, sql) for table, name, sql in cursor.fetchall() if table in tables and name.startswith("guard_")
    ]
    for name, _statement in own:
        cursor.execute(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in own:
        cursor.execute(sql)
