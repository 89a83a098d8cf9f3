"""Published versions of one article in one language never share a day: the database itself refuses it.

PostgreSQL has an exclusion constraint; SQLite a pair of triggers, put back after each migrate because Django loses them
when it rebuilds the table.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "knowledge_articleversion"
NAME = "version_days_not_shared"
TRIGGERS = (f"{NAME}_added", f"{NAME}_changed")
# Ranges of one value stand for equality, which a gist index has only for ranges without an extension.
_EXCLUSION = f"""
ALTER TABLE "{TABLE}" ADD CONSTRAINT "{NAME}" EXCLUDE USING gist (
    int8range(article_id, article_id, '[]') WITH &&,
    int8range(hashtext(language)::bigint, hashtext(language)::bigint, '[]') WITH &&,
    daterange(effective_from, effective_to, '[]') WITH &&
) WHERE (status = 'published')
"""
_SHARED = f"""
WHEN NEW.status = 'published' AND EXISTS (
    SELECT 1 FROM "{TABLE}" AS other
    WHERE other.article_id = NEW.article_id AND other.language = NEW.language AND other.id <> NEW.id
    AND other.status = 'published'
    AND other.effective_from <= coalesce(NEW.effective_to, '9999-12-31')
    AND NEW.effective_from <= coalesce(other.effective_to, '9999-12-31')
) BEGIN SELECT RAISE(ABORT, '{NAME}'); END
"""  # noqa: S608 - names, no input


def adding(vendor: str) -> Iterator[str]:
    """The statements that make the database refuse shared days."""
    if vendor == "postgresql":
        yield _EXCLUSION
        return
    yield f'CREATE TRIGGER "{TRIGGERS[0]}" AFTER INSERT ON "{TABLE}" {_SHARED}'
    yield f'CREATE TRIGGER "{TRIGGERS[1]}" AFTER UPDATE ON "{TABLE}" {_SHARED}'


def removing(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield f'ALTER TABLE "{TABLE}" DROP CONSTRAINT IF EXISTS "{NAME}"'
        return
    yield from (f'DROP TRIGGER IF EXISTS "{name}"' for name in TRIGGERS)


def add(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in adding(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def remove(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in removing(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """What of this the database lacks; empty when all is well."""
    if connection.vendor == "postgresql":
        query, wanted = "SELECT conname FROM pg_constraint WHERE conname = %s", {NAME}
    else:
        query, wanted = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
            set(TRIGGERS),
        )
    with connection.cursor() as cursor:
        cursor.execute(query, [NAME if connection.vendor == "postgresql" else f"{NAME}%"])
        return wanted - {row[0] for row in cursor.fetchall()}


def restore_after_migrate(using: str, **_told: Any) -> None:
    """Receiver of post_migrate."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor) or not missing(connection):
            return
        for statement in (*removing("sqlite"), *adding("sqlite")):
            cursor.execute(statement)
