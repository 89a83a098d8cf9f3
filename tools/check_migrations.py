"""Every migration forward, all the way back, and forward again, on both databases.

Back at zero nothing of ours may be left, and the second way forward must end where the first one did.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from postgres import Unavailable, postgres
from run_tests import strict

SQLITE_SCHEMA = (
    "select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master where name not like 'sqlite_%'"
)
POSTGRESQL_SCHEMA = """
    select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
      from information_schema.columns where table_schema = 'public'
    union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
    union all select 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0
    union all select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select 'function ' || proname from pg_proc p where pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
"""


def walk() -> int:
    """Migrate the database of the environment there, back and there again; 1 when something does not fit."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.db.migrations.loader import MigrationLoader

    call_command("migrate", verbosity=0, interactive=False)
    first = _schema()
    for label in sorted(MigrationLoader(None).migrated_apps):
        call_command("migrate", label, "zero", verbosity=0, interactive=False)
    # Guards' functions come after every migrate, the way back included; Django keeps its own table of migrations.
    left = [
        line for line in _schema() if not ("django_migrations" in line or line.startswith("function guard_"))
    ]
    call_command("migrate", verbosity=0, interactive=False)
    second = _schema()
    problems = [f"left behind at zero: {line}" for line in left]
    problems += [f"only the first way forward made: {line}" for line in first if line not in set(second)]
    problems += [f"only the second way forward made: {line}" for line in second if line not in set(first)]
    print(
        "\n".join(problems) or f"{len(apps.get_models())} models: forward, back to nothing and forward again"
    )
    return 1 if problems else 0


def _schema() -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(SQLITE_SCHEMA if connection.vendor == "sqlite" else POSTGRESQL_SCHEMA)
        return sorted(str(line) for (line,) in cursor.fetchall())


def main() -> int:
    """Walk on SQLite and on PostgreSQL; the latter may be absent unless nothing may be skipped."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    with TemporaryDirectory() as folder:
        failed = _walk_on("SQLite", f"sqlite:///{folder}/migrations.sqlite3", folder)
        try:
            with postgres() as server, _database(server.url) as url:
                return _walk_on(f"PostgreSQL {server.version}", url, folder) or failed
        except Unavailable as problem:
            print(f"Not on PostgreSQL: {problem}", file=sys.stderr)
            return 1 if strict() else failed


def _walk_on(name: str, url: str, folder: str) -> int:
    print(f"{name}: ", end="", flush=True)
    settings = {
        "DATABASE_URL": url,
        "FRONTOFFICE_TESTING": "1",
        "FRONTOFFICE_DATA_DIR": folder,
        "PYTHONPATH": ".",
    }
    return subprocess.run(
        [sys.executable, __file__, "--here"], env=os.environ | settings, check=False
    ).returncode


@contextmanager
def _database(server: str) -> Iterator[str]:
    """A database of our own on that server, dropped again."""
    name = f"frontoffice_migrations_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f'drop database "{name}" with (force)')


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    sys.exit(walk() if "--here" in sys.argv else main())
