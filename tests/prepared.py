"""A migrated SQLite database, kept between runs for as long as the tables would come out the same.

Making the tables anew takes longer than most runs of a few tests. `--create-db`, as continuous integration has it,
does so all the same.
"""

import hashlib
import os
import shutil
import sqlite3
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "test-databases"
MAKES_TABLES = (
    "*/migrations/*.py",
    "*/models/*.py",
    "*/models.py",
    "foundation/guards.py",
    "foundation/search/*.py",
)
PACKAGES = ("Django", "django-allauth")
MOST = 8


def fingerprint() -> str:
    """One name for all that decides how the tables come out."""
    whole = hashlib.sha256()
    for package in PACKAGES:
        whole.update(f"{package} {version(package)}\n".encode())
    for path in sorted({path for pattern in MAKES_TABLES for path in (ROOT / "frontoffice").glob(pattern)}):
        whole.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return whole.hexdigest()[:24]


def offer(database: Path) -> None:
    """Put the kept one there, if there is one for these tables."""
    kept = KEPT / f"{fingerprint()}.sqlite3"
    if kept.exists() and not database.exists():
        database.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, database)


def keep(database: Path) -> None:
    """Keep a copy of a database that was just migrated, and few older ones."""
    kept = KEPT / f"{fingerprint()}.sqlite3"
    if kept.exists() or not database.exists():
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    half = KEPT / f"{kept.name}.{os.getpid()}"
    with sqlite3.connect(database) as source, sqlite3.connect(half) as copy:
        source.backup(copy)
    copy.close()
    source.close()
    half.replace(kept)
    for old in sorted(KEPT.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-MOST]:
        old.unlink(missing_ok=True)
