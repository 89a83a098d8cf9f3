"""Whole installations for tests that start real processes: a database of their own, migrated, with its guards.

The first one that a test process asks for is migrated; the others are copies of it.
"""

import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from tests import prepared

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Installation:
    """A data folder and a database; what a process must be told to be this installation."""

    folder: Path
    url: str
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        own = {"DATABASE_URL": self.url, "FRONTOFFICE_DATA_DIR": str(self.folder), "FRONTOFFICE_TESTING": "1"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FRONTOFFICE_")}
        return (
            kept | {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUNBUFFERED": "1"} | own | self.extra
        )

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "frontoffice", *arguments]

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start `frontoffice …` on this installation; the caller ends it."""
        out = subprocess.PIPE
        return subprocess.Popen(
            self.command(*arguments), cwd=ROOT, env=self.environment, stdout=out, stderr=out, text=True
        )

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run `frontoffice …` on this installation to its end."""
        return subprocess.run(
            self.command(*arguments),
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def migrated(folder: Path) -> Iterator[Installation]:
    """A new installation whose tables are up to date."""
    prepared.offer(folder / "installation.sqlite3")
    with _database(folder, like=None) as installation:
        done = installation.run("migrate", "--verbosity", "0", "--skip-checks")
        assert done.returncode == 0, done.stderr
        yield installation


@contextmanager
def copied(original: Installation, folder: Path) -> Iterator[Installation]:
    """An installation with a copy of that one's database and files; nobody may be using the original."""
    shutil.copytree(original.folder, folder, dirs_exist_ok=True)
    with _database(folder, like=original.url) as installation:
        yield installation


@contextmanager
def _database(folder: Path, *, like: str | None) -> Iterator[Installation]:
    server = os.environ.get("DATABASE_URL", "")
    folder.mkdir(parents=True, exist_ok=True)
    if not server.startswith("postgres"):
        yield Installation(folder, f"sqlite:///{folder}/installation.sqlite3")
        return
    name = f"frontoffice_{uuid.uuid4().hex[:12]}"
    template = sql.Identifier(_name(like) if like else "template0")
    # A connection for each: the server may be killed in between.
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {} template {}").format(sql.Identifier(name), template))
    try:
        yield Installation(folder, re.sub(r"/[^/]*$", f"/{name}", server))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def _name(url: str) -> str:
    return url.rpartition("/")[2].partition("?")[0]
