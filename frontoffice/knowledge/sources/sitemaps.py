"""Saved pages of a site, as its sitemap lists them: each address with the file that it was saved to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from frontoffice.knowledge.sources.markup import BadMarkup, walk
from frontoffice.knowledge.sources.reading import Problem

MOST_PAGES = 50_000  # as the protocol of sitemaps has it
LARGEST = 50 * 1024 * 1024
DEEPEST = 3
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Listed:
    """A page of the sitemap: its address, the day it was last changed, and its file."""

    address: str
    changed: date | None
    file: Path


def pages(sitemap: Path, depth: int = 0) -> Iterator[Listed | Problem]:
    """The pages that a sitemap lists, with the files beside it that hold them; those of sitemaps that it lists too."""
    try:
        if sitemap.stat().st_size > LARGEST:
            yield Problem(str(sitemap), 0, "is larger than 50 MB, the most that a sitemap may be")
            return
        listed, nested = _entries(sitemap.read_bytes())
    except (BadMarkup, OSError) as error:
        yield Problem(str(sitemap), 0, str(error) if isinstance(error, BadMarkup) else "can't be opened")
        return
    if not listed and not nested:
        yield Problem(str(sitemap), 0, "is not a sitemap, or lists no pages")
    for address, changed in listed[:MOST_PAGES]:
        file = saved(address, sitemap.parent)
        if file is None:
            yield Problem(address[:300], 0, "is listed in the sitemap, but no saved page was found for it")
        else:
            yield Listed(address, changed, file)
    if len(listed) > MOST_PAGES:
        yield Problem(str(sitemap), 0, f"lists more than {MOST_PAGES:,} pages; the others are left out")
    for address, _changed in nested[:MOST_PAGES]:
        yield from _nested(address, sitemap, depth)


def _nested(address: str, sitemap: Path, depth: int) -> Iterator[Listed | Problem]:
    below = sitemap.parent / Path(urlsplit(address).path).name
    if depth >= DEEPEST or below == sitemap or not below.is_file():
        yield Problem(address[:300], 0, "is a sitemap that was not saved beside this one")
        return
    yield from pages(below, depth + 1)


def _entries(content: bytes) -> tuple[list[tuple[str, date | None]], list[tuple[str, date | None]]]:
    """Addresses of pages, and of further sitemaps, each with the day of its last change."""
    found: dict[str, list[tuple[str, date | None]]] = {"url": [], "sitemap": []}
    told: dict[str, str] = {}
    path: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        path.append(name.rpartition(" ")[2])
        if path[-1] in found:
            told.clear()

    def text(said: str) -> None:
        if len(path) > 1 and path[-2] in found and path[-1] in {"loc", "lastmod"}:
            told[path[-1]] = (told.get(path[-1], "") + said)[:2000]

    def end(_name: str) -> None:
        closed = path.pop()
        if closed in found and told.get("loc", "").strip():
            found[closed].append((told["loc"].strip(), _day(told.get("lastmod", ""))))

    walk(content, start=start, end=end, text=text)
    return found["url"], found["sitemap"]


def _day(said: str) -> date | None:
    written = _DAY.match(said.strip())
    try:
        return date.fromisoformat(written[0]) if written is not None else None
    except ValueError:
        return None


def saved(address: str, folder: Path) -> Path | None:
    """The file that holds the page, under its host's name or without; None where there is none in the folder."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    names = [name for name in unquote(parts.path).split("/") if name and name not in {".", ".."}]
    if parts.scheme not in {"http", "https"} or any("\x00" in name or "\\" in name for name in names):
        return None
    query = f"?{parts.query}" if parts.query else ""
    for top in (folder / (parts.hostname or "-"), folder):
        plain = top.joinpath(*names)
        tries = [plain / "index.html", plain / "index.htm"]
        if names:
            leaf = f"{plain.name}{query}"
            tries = [
                plain.with_name(name)
                for name in (leaf, f"{leaf}.html", f"{plain.name}.html", f"{plain.name}.htm")
            ] + tries
        for one in tries:
            if len(one.name) < 255 and one.is_file() and one.resolve().is_relative_to(folder.resolve()):
                return one
    return None
