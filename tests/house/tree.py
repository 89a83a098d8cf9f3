"""The project's own files, the rules that are kept about them, and the one list of exceptions."""

import os
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".venv", "var", "build", "dist", "node_modules", "built", "__pycache__", "staticfiles"}
HIDDEN_BUT_OURS = {".ci", ".gitignore", ".npmrc", ".editorconfig"}

Findings = list[tuple[str, str]]  # where, and what is wrong there
Check = Callable[[str, str], Findings]  # of a file's path and its text


@dataclass(frozen=True)
class Rule:
    """A check of one file's text, and the files it is made on."""

    name: str
    paths: Callable[[], Iterable[str]]
    check: Check

    def findings(self) -> Findings:
        return [finding for path in self.paths() for finding in self.check(path, text(path))]


RULES: dict[str, Rule] = {}


def rule(name: str, paths: Callable[[], Iterable[str]]) -> Callable[[Check], Check]:
    """Declare a check as a house rule on these files."""

    def declare(check: Check) -> Check:
        RULES[name] = Rule(name, paths, check)
        return check

    return declare


@cache
def files() -> tuple[str, ...]:
    """The path, relative to the checkout, of every file that is ours and not made from others."""
    found = []
    for folder, inside, names in os.walk(ROOT):
        inside[:] = [name for name in inside if name not in NOT_OURS and _ours(name)]
        found += [(Path(folder) / name).relative_to(ROOT).as_posix() for name in names if _ours(name)]
    return tuple(sorted(found))


def _ours(name: str) -> bool:
    hidden = name.startswith(".") and name not in HIDDEN_BUT_OURS
    return not hidden and not name.endswith((".egg-info", ".stamp", ".pyc"))


def matching(*endings: str) -> list[str]:
    """The files with one of these endings; migrations are generated, so no rule is about them."""
    return [path for path in files() if path.endswith(endings) and "/migrations/" not in path]


def product() -> list[str]:
    """The product's own modules."""
    return [path for path in matching(".py") if path.startswith(("frontoffice/", "config/", "demo/"))]


def floors(*names: str) -> list[str]:
    """The modules on these floors of the rooms: frontoffice/cases/actions/assigning.py is on `actions`."""
    return [
        path for path in product() if len(parts := path.split("/")) > 2 and parts[2].split(".")[0] in names
    ]


@cache
def text(path: str) -> str:
    """What the file says; bytes that are no text come as replacement characters."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


@cache
def exceptions() -> tuple[dict[str, str], ...]:
    return tuple(tomllib.loads(text("tests/house/exceptions.toml")).get("exception", []))
