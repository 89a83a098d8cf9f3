"""Guarantees that the database itself keeps: rows that can't be changed or removed, or no longer added to.

Declared beside the models, installed after each migrate (SQLite loses a table's triggers when Django rebuilds it);
`missing()` compares what is declared with what is there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

GUARDS: dict[str, "Guard"] = {}


@dataclass(frozen=True)
class Owner:
    """The row that freezes others: the column that points to it, its table, its column that is null until then."""

    key: str
    table: str
    column: str


@dataclass(frozen=True)
class Chain:
    """Rows of one `key` follow each other: each begins at the instant at which the one before it ended."""

    key: str
    position: str
    start: str
    end: str


@dataclass(frozen=True)
class Guard:
    """Rows of `model` are never deleted, and only the columns of `may_change` are ever updated.

    With `frozen_when` (a column), the guard holds from the moment that the column is not null. Where that is a column
    of the row that a foreign key points to (`message.released_at`), rows can't be added from then on either.

    With `settled_when` (a column of the row), the columns of `may_change` too stay as they are from the moment that
    this one is not null: what was decided stays decided.
    """

    model: type[models.Model]
    may_change: frozenset[str]
    frozen_when: str | None = None
    settled_when: str | None = None
    chain: Chain | None = None

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def owner(self) -> "Owner | None":
        """The row whose state freezes these, where it is another one."""
        if self.frozen_when is None or "." not in self.frozen_when:
            return None
        name, column = self.frozen_when.split(".")
        key = cast("models.ForeignKey[Any, Any]", self.model._meta.get_field(name))
        return Owner(key.column, key.related_model._meta.db_table, column)

    @property
    def names(self) -> tuple[str, ...]:
        kept: tuple[str, ...] = (f"guard_{self.table}_update", f"guard_{self.table}_delete")
        kept = (*kept, f"guard_{self.table}_insert") if self.owner else kept
        return (*kept, self.chained) if self.chain else kept

    @property
    def chained(self) -> str:
        return f"guard_{self.table}_chain"

    @property
    def truncate(self) -> str:
        """PostgreSQL empties a table at a stroke without asking the triggers of its rows."""
        return f"guard_{self.table}_truncate"

    def names_on(self, connection: BaseDatabaseWrapper) -> tuple[str, ...]:
        return (*self.names, self.truncate) if connection.vendor == "postgresql" else self.names

    @property
    def frozen_columns(self) -> list[str]:
        return [str(f.column) for f in self.model._meta.concrete_fields if f.column not in self.may_change]

    @property
    def settling_columns(self) -> list[str]:
        """Columns that may change, but only until the row is settled."""
        return sorted(self.may_change) if self.settled_when else []


def keep(
    model: type[models.Model],
    *,
    may_change: Iterable[str] = (),
    frozen_when: str | None = None,
    settled_when: str | None = None,
    chain: Chain | None = None,
) -> None:
    """Declare that rows of `model` are append-only but for the named columns (X2: nothing is edited away).

    With `chain` a row is added only where the one before it ended at the instant at which it starts; the first has
    position 1.
    """
    guard = Guard(model, frozenset(may_change), frozen_when, settled_when, chain)
    GUARDS[guard.table] = guard


def _changed(guard: Guard, differs: str) -> str:
    """The condition under which an update touches what it must not; `differs` is the database's word for it."""
    changed = [f'OLD."{column}" {differs} NEW."{column}"' for column in guard.frozen_columns]
    settling = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in guard.settling_columns)
    if settling:
        changed.append(f'(OLD."{guard.settled_when}" IS NOT NULL AND ({settling}))')
    return " OR ".join(changed)


def _sqlite(guard: Guard) -> Iterator[str]:
    changed = _changed(guard, "IS NOT")
    refuse = f"BEGIN SELECT RAISE(ABORT, '{guard.table} is append-only'); END"
    on = f'ON "{guard.table}" WHEN'
    update, delete, *insert = (name for name in guard.names if name != guard.chained)
    yield f'CREATE TRIGGER "{update}" BEFORE UPDATE {on} {_frozen(guard, "OLD", "NEW")} AND ({changed}) {refuse}'
    yield f'CREATE TRIGGER "{delete}" BEFORE DELETE {on} {_frozen(guard, "OLD")} {refuse}'
    for name in insert:
        yield f'CREATE TRIGGER "{name}" BEFORE INSERT {on} {_frozen(guard, "NEW")} {refuse}'
    if guard.chain:
        yield f'CREATE TRIGGER "{guard.chained}" BEFORE INSERT {on} {_out_of_chain(guard, guard.chain)} {refuse}'


def _out_of_chain(guard: Guard, chain: Chain) -> str:
    """The condition under which a new row does not follow the one before it."""
    before = (
        f'"{chain.key}" = NEW."{chain.key}" AND "{chain.position}" = NEW."{chain.position}" - 1'
        f' AND "{chain.end}" = NEW."{chain.start}"'
    )
    return f'NEW."{chain.position}" <> 1 AND NOT EXISTS (SELECT 1 FROM "{guard.table}" WHERE {before})'  # noqa: S608 - names of ours


def _frozen(guard: Guard, *rows: str) -> str:
    """SQLite's condition under which the guard holds, seen from the row as it was and as it would be."""
    owner = guard.owner
    if owner is None:
        return f'OLD."{guard.frozen_when}" IS NOT NULL' if guard.frozen_when else "1"
    keys = ", ".join(f'{row}."{owner.key}"' for row in rows)
    table, column = owner.table, owner.column
    return f'EXISTS (SELECT 1 FROM "{table}" WHERE id IN ({keys}) AND "{column}" IS NOT NULL)'  # noqa: S608 - names of ours


_REFUSE = (
    """RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';"""
)
_APPEND_ONLY = f"""
    CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_REFUSE} END $$
"""
# The owner's row is locked while it is looked at: nobody freezes it between the look and our commit.
_OWNED = f"""
    CREATE OR REPLACE FUNCTION guard_owned() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        frozen boolean;
        owner bigint;
    BEGIN
        FOR owner IN SELECT (r ->> TG_ARGV[0])::bigint FROM unnest(ARRAY[to_jsonb(OLD), to_jsonb(NEW)]) r LOOP
            EXECUTE format('SELECT %I IS NOT NULL FROM %I WHERE id = $1 FOR SHARE', TG_ARGV[2], TG_ARGV[1])
                INTO frozen USING owner;
            IF frozen THEN {_REFUSE} END IF;
        END LOOP;
        RETURN coalesce(NEW, OLD);
    END $$
"""  # noqa: S608 - the names come from our own models


def _chain_function(guard: Guard, chain: Chain) -> str:
    """A condition of a trigger can't ask other rows, so on PostgreSQL a function does."""
    return (
        f"CREATE OR REPLACE FUNCTION {guard.chained}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {_out_of_chain(guard, chain)} THEN {_REFUSE} END IF; RETURN NEW; END $$"
    )


def _postgres(guard: Guard) -> Iterator[str]:
    update, delete, *insert = (name for name in guard.names if name != guard.chained)
    owner, row = guard.owner, f'ON "{guard.table}" FOR EACH ROW'
    changed = _changed(guard, "IS DISTINCT FROM")
    if owner is None:
        held = f'OLD."{guard.frozen_when}" IS NOT NULL' if guard.frozen_when else "true"
        call = "EXECUTE FUNCTION guard_append_only()"
        yield _APPEND_ONLY
    else:
        held, call = "true", f"EXECUTE FUNCTION guard_owned('{owner.key}', '{owner.table}', '{owner.column}')"
        yield _OWNED
    yield f'CREATE TRIGGER "{update}" BEFORE UPDATE {row} WHEN ({held} AND ({changed})) {call}'
    yield f'CREATE TRIGGER "{delete}" BEFORE DELETE {row} WHEN ({held}) {call}'
    for name in insert:
        yield f'CREATE TRIGGER "{name}" BEFORE INSERT {row} {call}'
    yield _APPEND_ONLY
    if guard.chain:
        yield _chain_function(guard, guard.chain)
        yield f'CREATE TRIGGER "{guard.chained}" BEFORE INSERT {row} EXECUTE FUNCTION {guard.chained}()'
    yield f'CREATE TRIGGER "{guard.truncate}" BEFORE TRUNCATE ON "{guard.table}" EXECUTE FUNCTION guard_append_only()'


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take all guards off; the test suite does so to empty its tables, nothing else does."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for guard in GUARDS.values():
            if guard.table in there:
                for name in guard.names_on(connection):
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
    return {*guard.frozen_columns, *guard.may_change} <= columns


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
    return {name for guard in GUARDS.values() for name in guard.names_on(connection)} - present(connection)


def step_aside_before_migrate(using: str, plan: Any = None, **_told: Any) -> None:
    """Receiver of pre_migrate. SQLite can't rebuild a table while another table's trigger looks at it."""
    connection = connections[using]
    if connection.vendor == "sqlite" and plan:
        with connection.cursor() as cursor:
            for name in (name for guard in GUARDS.values() if guard.owner for name in guard.names):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')


def install_after_migrate(using: str, **told: Any) -> None:
    """Receiver of post_migrate, which is told once an app when all of them are migrated: once is enough."""
    if told["sender"].label == "foundation":
        install(connections[using])
