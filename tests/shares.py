"""What of the suite continuous integration runs on which database, and what it draws (decisions/0026).

`TEST_SHARE` names the draw: a number that changes with each change of the code. Empty, all runs on each database.
"""

import os
from hashlib import sha256
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
    # Not by crc32: that of a name with something before it follows from that of the name.
    return [among[int(sha256(f"{draw()} {name}".encode()).hexdigest(), 16) % len(among)]]


def in_this_half(item: pytest.Item, postgresql: bool) -> bool:
    """What only one database can do runs there; what asks none on SQLite; what the database decides on both; the others
    on the one that the name of their file falls to. Of what has a browser or processes of its own, half is drawn.
    """
    only = item.get_closest_marker("only_on")
    if only is not None:
        return bool((only.args[0] == "postgresql") == postgresql)
    asks, fixtures = item.get_closest_marker("django_db"), set(getattr(item, "fixturenames", ()))
    file = item.nodeid.partition("::")[0]
    if item.get_closest_marker("browser") or (PROCESSES & fixtures and not file.startswith(KILLING)):
        return _falls_to(item.nodeid, postgresql) and its_turn(item.nodeid)
    if asks is None and not DATABASES & fixtures:
        return not postgresql
    commits = (asks is not None and asks.kwargs.get("transaction")) or COMMITTING & fixtures
    return bool(commits) or file.startswith((KILLING, FOUNDATION)) or _falls_to(file, postgresql)


def its_turn(name: str) -> bool:
    """Whether a test of the slowest kinds is among those that this run has drawn: in one run of two."""
    return drawn(name, [True, False])[0]


def _falls_to(name: str, postgresql: bool) -> bool:
    return (crc32(name.encode()) % 2 == 1) == postgresql
