"""The translated strings of the rooms: collect them from code and templates, and compile them for gettext.

`python tools/messages.py` compiles every catalog that is older than its source (no gettext programs needed);
`python tools/messages.py collect ROOM` brings the catalogs of frontoffice/ROOM up to date with its strings and
says what is not translated yet. A room whose pages show strings of other rooms names those files, one a line, in
its locale/also.txt.
"""

import os
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
}
SKIPPED = {"migrations", "static", "node_modules", "__pycache__"}


def sources() -> list[Path]:
    """Every catalog in the tree, as people edit it."""
    return sorted(ROOT.glob("frontoffice/**/locale/*/LC_MESSAGES/*.po"))


def compile_all() -> int:
    """Write the .mo beside each .po that is newer; returns how many were written."""
    written = 0
    for source in sources():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        made = BytesIO()
        with source.open("rb") as lines:
            write_mo(made, read_po(lines))
        # Whoever reads the catalog at this moment gets the old one or the new one, never half of it.
        beside = target.with_suffix(f".{os.getpid()}")
        beside.write_bytes(made.getvalue())
        beside.replace(target)
        written += 1
    return written


def collect(room: str) -> int:
    """Bring a room's catalogs up to date; returns how many strings have no translation."""
    folder = ROOT / "frontoffice" / room
    missing = 0
    for source in sorted(folder.glob("locale/*/LC_MESSAGES/django.po")):
        with source.open("rb") as lines:
            catalog = read_po(lines, locale=source.parts[-3])
        catalog.update(template(folder), no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        with source.open("wb") as out:
            write_po(out, catalog, width=100, sort_by_file=True, include_lineno=False)
        absent = [message.id for message in catalog if message.id and not _is_translated(message.string)]
        missing += len(absent)
        for text in absent:
            print(f"{source.relative_to(ROOT)}: {text!r}")
    return missing


def _is_translated(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def template(folder: Path) -> Catalog:
    """The strings of a room's code and templates, with where each stands."""
    catalog = Catalog(project="Front Office", copyright_holder="", charset="utf-8")
    for path, text in _texts(folder):
        for line, message, comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
            where = [(str(path.relative_to(ROOT)), line)]
            catalog.add(message, locations=where, auto_comments=comments, context=context, flags=())
    return catalog


def _texts(folder: Path) -> Iterator[tuple[Path, str]]:
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    also = folder / "locale" / "also.txt"
    others = [ROOT / "frontoffice" / line for line in also.read_text().split()] if also.exists() else []
    for path in [*sorted(folder.rglob("*")), *others]:
        if SKIPPED.intersection(path.parts) or path.suffix not in {".py", ".html", ".txt"}:
            continue
        if path.suffix == ".py":
            yield path, path.read_text()
        elif "templates" in path.parts:
            yield path, templatize(path.read_text(), origin=str(path))


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["collect"]:
        return 1 if sum(collect(room) for room in arguments[1:]) else 0
    print(f"{compile_all()} catalogs compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
