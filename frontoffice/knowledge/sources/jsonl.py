"""JSON lines with `title`, `url` and `text`, and maybe `_id`: one passage a line, pieces of a page put together."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from frontoffice.knowledge.documents import storable
from frontoffice.knowledge.sources.reading import Problem, Source, checked
from frontoffice.knowledge.splitting.pieces import PAGE_BREAK

# A name that ends in "-from-to" is that of a piece of a page: its place in characters.
_PIECE = re.compile(r"(?P<page>.+)-(?P<start>\d+)-\d+")
LONGEST_NAME = 200


@dataclass
class _Page:
    """The lines that belong to one page."""

    title: str
    url: str
    line: int
    parts: list[tuple[int, str, str]] = field(default_factory=list)


def articles(content: bytes, path: str) -> Iterator[Source | Problem]:
    """The articles of a file. Lines are of one page when their `_id`s say so (name-from-to), else when their `url` is
    the same; a line with neither stands alone."""
    pages: dict[str, _Page] = {}
    for number, raw in enumerate(content.split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            row = _row(raw)
        except ValueError as error:
            yield Problem(path, number, str(error))
            continue
        key, start = _place(row, number)
        page = pages.setdefault(key, _Page(_title(row), row["url"], number))
        page.parts.append((start, row["_id"], row["text"].replace(PAGE_BREAK, "\n")))
    for key, page in pages.items():
        yield _article(key, page, path)


def _row(raw: bytes) -> dict[str, str]:
    """The four texts of a line. Raises ValueError with the reason."""
    try:
        row: Any = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("is not JSON") from None
    if not isinstance(row, dict):
        raise ValueError("is not a JSON object")
    tidy: dict[str, str] = {}
    for name in ("_id", "title", "url", "text"):
        value = row.get(name, row.get("id") if name == "_id" else None)
        if name == "_id" and isinstance(value, int):
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{name} is not a text")
        tidy[name] = value or ""
        if not storable(tidy[name]):
            raise ValueError(f"{name} holds characters that can't be stored")
    if not tidy["text"].strip():
        raise ValueError("text is empty")
    if len(tidy["_id"]) > LONGEST_NAME:
        raise ValueError("_id is longer than 200 characters")
    return tidy


def _place(row: dict[str, str], number: int) -> tuple[str, int]:
    """What page a line belongs to, and where on it."""
    piece = _PIECE.fullmatch(row["_id"])
    if piece is not None:
        return piece["page"], int(piece["start"][:15])
    if row["url"].strip():
        return row["url"].strip(), number
    return row["_id"] or hashlib.sha256(row["text"].encode(errors="replace")).hexdigest(), number


def _title(row: dict[str, str]) -> str:
    """The title; where there is none, the text's first line."""
    lines = [row["title"], *row["text"].strip().split("\n", 1)[:1]]
    tidy = (" ".join(re.sub(r"[\x00-\x1f\x7f]", " ", line).split()) for line in lines)
    return next(filter(None, tidy), "…")[:300].strip()


def _article(key: str, page: _Page, path: str) -> Source | Problem:
    parts = sorted(page.parts, key=lambda part: part[0])
    mark = hashlib.sha256(key.encode(errors="replace")).hexdigest()[:8]
    slug = "-".join(filter(None, (slugify(page.title)[:90].strip("-_"), mark))).replace("_", "-")
    fields = {
        "slug": re.sub("-+", "-", slug),
        "title": page.title,
        "source_url": page.url,
        "form": "text",
        "body": PAGE_BREAK.join(text for _start, _name, text in parts),
        "external_ids": [name for _start, name, _text in parts],
    }
    return checked(fields, path, page.line)
