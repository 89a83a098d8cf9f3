"""The report of a benchmark: a Markdown page with a section for each kind of database."""

import re
from pathlib import Path

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_SECTION = re.compile(r"^## (?P<name>\w+)\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def title(vendor: str) -> str:
    """What the kind of database is called."""
    return NAMES.get(vendor, vendor)


def put(path: Path, *, head: str, section: str, vendor: str) -> None:
    """Put the section of this database (it begins with `## <title>`) under the head; those of others stay."""
    there = path.read_text(encoding="utf-8") if path.exists() else ""
    sections = {match["name"]: match[0].rstrip() + "\n" for match in _SECTION.finditer(there)}
    sections[title(vendor)] = section
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "\n".join([head, *(sections[name] for name in sorted(sections, reverse=True))]), encoding="utf-8"
    )
