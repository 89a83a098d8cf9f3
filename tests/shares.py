"""What of the suite continuous integration runs on which database, and what it draws (decisions/0026).

`TEST_SHARE` names the draw: a number that changes with each change of the code. Empty, all runs on each database.
"""

import os
from typing import TypeVar
from zlib import crc32

import pytest

COMMITTING = {"transactional_db", "live_server"}
PROCESSES = {"installation", "migrated_installation"}
DATABASES = COMMITTING | PROCESSES | {"db"}
FOUNDATION, KILLING = "tests/foundation/", "tests/crash/"

Drawn = TypeVar("Drawn")


def draw() -> str:
    """The draw of this run; empty where the whole is run."""
    return os.environ.get("TEST_SHARE", "")


def drawn(name: str, among: list[Drawn]) -> list[Drawn]:
    """Of what is `among`, what this run looks at: the whole, or in a share one, another one after each change."""
    if not draw() or not among:
        return among
    return [among[crc32(f"{draw()} {name}".encode()) % len(among)]]


def in_this_half(item: pytest.Item, postgresql: bool) -> bool:
    """What only one database can do runs there; what asks none on SQLite; what the database decides on both; the others
    on the one that the name of their file, for a test with a browser or with processes its own, falls to.
    """
    only = item.get_closest_marker("only_on")
    if only is not None:
        return bool((only.args[0] == "postgresql") == postgresql)
    asks, fixtures = item.get_closest_marker("django_db"), set(getattr(item, "fixturenames", ()))
    file = item.nodeid.partition("::")[0]
    if item.get_closest_marker("browser") or (PROCESSES & fixtures and not file.startswith(KILLING)):
        return _falls_to(item.nodeid, postgresql)
    if asks is None and not DATABASES & fixtures:
        return not postgresql
    commits = (asks is not None and asks.kwargs.get("transaction")) or COMMITTING & fixtures
    return bool(commits) or file.startswith((KILLING, FOUNDATION)) or _falls_to(file, postgresql)


def _falls_to(name: str, postgresql: bool) -> bool:
    return (crc32(name.encode()) % 2 == 1) == postgresql
