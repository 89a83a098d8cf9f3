"""Every migration has a way back. Whether it works is tried by `make migrations` on both databases."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation

OURS = {app.label for app in apps.get_app_configs() if app.name.startswith(("frontoffice.", "demo"))}


def operations(migration: Migration) -> Iterator[Operation]:
    for operation in migration.operations:
        yield operation
        if isinstance(operation, SeparateDatabaseAndState):
            yield from operation.database_operations


def one_way(migration: Migration) -> list[str]:
    return [operation.describe() for operation in operations(migration) if not operation.reversible]


def test_every_migration_has_a_way_back() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = [migration for (label, _), migration in loader.disk_migrations.items() if label in OURS]
    assert ours
    assert {f"{found.app_label}.{found.name}": one_way(found) for found in ours if one_way(found)} == {}


@pytest.mark.parametrize(
    "operation",
    [
        RunSQL("select 1"),
        RunPython(print),
        SeparateDatabaseAndState(database_operations=[RunSQL("select 1")]),
    ],
)
def test_a_migration_without_a_way_back_is_found(operation: Operation) -> None:
    migration = Migration("0001_initial", "cases")
    migration.operations = [operation]
    assert one_way(migration)


def test_a_migration_with_a_way_back_is_fine() -> None:
    migration = Migration("0001_initial", "cases")
    migration.operations = [RunSQL("select 1", "select 2"), RunPython(print, RunPython.noop)]
    assert one_way(migration) == []
