"""Guarantees that the database itself keeps: rows that can't be changed or removed.

Declared beside the models, installed after each migrate (SQLite loses a table's triggers when Django rebuilds it);
`missing()` compares what is declared with what is there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

GUARDS: dict[str, "Guard"] = {}


@dataclass(frozen=True)
class Guard:
    """Rows of `model` are never deleted, and only the columns of `may_change` are ever updated.

    With `frozen_when` (a column), the guard holds from the moment that the column is not null.
    """

    model: type[models.Model]
    may_change: frozenset[str]
    frozen_when: str | None = None

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def names(self) -> tuple[str, str]:
        return f"guard_{self.table}_update", f"guard_{self.table}_delete"

    @property
    def frozen_columns(self) -> list[str]:
        return [str(f.column) for f in self.model._meta.concrete_fields if f.column not in self.may_change]


def keep(
    model: type[models.Model], *, may_change: Iterable[str] = (), frozen_when: str | None = None
) -> None:
    """Declare that rows of `model` are append-only but for the named columns (X2: nothing is edited away)."""
    guard = Guard(model, frozenset(may_change), frozen_when)
    GUARDS[guard.table] = guard


def _sqlite(guard: Guard) -> Iterator[str]:
    update, delete = guard.names
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in guard.frozen_columns)
    held = f'OLD."{guard.frozen_when}" IS NOT NULL AND ' if guard.frozen_when else ""
    gone = f'WHEN OLD."{guard.frozen_when}" IS NOT NULL ' if guard.frozen_when else ""
    refuse = f"SELECT RAISE(ABORT, '{guard.table} is append-only')"
    yield f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{guard.table}" WHEN {held}({changed}) BEGIN {refuse}; END'
    yield f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{guard.table}" {gone}BEGIN {refuse}; END'


def _postgres(guard: Guard) -> Iterator[str]:
    update, delete = guard.names
    changed = " OR ".join(f'OLD."{c}" IS DISTINCT FROM NEW."{c}"' for c in guard.frozen_columns)
    held = f'OLD."{guard.frozen_when}" IS NOT NULL AND ' if guard.frozen_when else ""
    gone = f'WHEN (OLD."{guard.frozen_when}" IS NOT NULL) ' if guard.frozen_when else ""
    yield (
        "CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    call = "EXECUTE FUNCTION guard_append_only()"
    yield f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{guard.table}" FOR EACH ROW WHEN ({held}({changed})) {call}'
    yield f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{guard.table}" FOR EACH ROW {gone}{call}'


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take all guards off; the test suite does so to empty its tables, nothing else does."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for guard in GUARDS.values():
            if guard.table in there:
                for name in guard.names:
                    on = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every declared guard in place, anew."""
    remove(connection)
    write = _postgres if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for guard in GUARDS.values():
            if guard.table in there and _columns_there(connection, cursor, guard):
                for statement in write(guard):
                    cursor.execute(statement)


def _columns_there(connection: BaseDatabaseWrapper, cursor: Any, guard: Guard) -> bool:
    """While migrations stand half-way the table may lack a column; the last migrate installs the guard."""
    columns = {c.name for c in connection.introspection.get_table_description(cursor, guard.table)}
    return set(guard.frozen_columns) <= columns


def present(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the guard triggers that the database has now."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'guard\\_%'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Declared guards that the database lacks; empty when all is well."""
    return {name for guard in GUARDS.values() for name in guard.names} - present(connection)


def install_after_migrate(using: str, **_told: Any) -> None:
    """Receiver of post_migrate, called once an app."""
    if _told.get("plan") is None or _told["sender"].label == "foundation":
        install(connections[using])
