"""Articles as Markdown with front matter, and as HTML pages."""

import html as entities
import re
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from frontoffice.knowledge.sources.reading import Problem, Source, checked

FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)(?:\r?\n)?---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
FIELDS = {
    "slug", "title", "kind", "language", "audience", "citation", "source_url", "owner", "topic", "words",
    "effective_from", "effective_to", "review_by", "received_on", "review_every",
    "forms", "services", "see_also", "change", "change_note",
}  # fmt: skip
_H1 = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)
_TITLE = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_BODY = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def markdown(content: bytes, file: Path) -> Source | Problem:
    """An article in Markdown. Front matter is `name: value` lines between two lines of three dashes."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return Problem(str(file), content[: error.start].count(b"\n") + 1, "is not UTF-8")
    fields: dict[str, Any] = {}
    front = FRONT.match(text)
    if front is not None:
        for number, line in enumerate(front[1].split("\n"), start=2):
            name, colon, value = line.partition(":")
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            if not colon or name.strip() not in FIELDS:
                return Problem(str(file), number, f"“{line.strip()[:60]}” is not a field of an article")
            if _unquoted(value):
                fields[name.strip()] = _unquoted(value)
        text = text[front.end() :]
    heading = _H1.search(text)
    if "title" not in fields and heading is not None:
        fields["title"] = heading[1]
        text = text[: heading.start()] + text[heading.end() :]
    return checked(_named(fields, file) | {"form": "markdown", "body": text.strip()}, str(file))


def html(content: bytes, file: Path) -> Source | Problem:
    """A page in HTML: its title, and its body without what only the site needs."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Problem(str(file), 0, "is not UTF-8")
    titled = _TITLE.search(text)
    fields = {"title": _line(titled[2])} if titled is not None and _line(titled[2]) else {}
    body = _BODY.search(text)
    inner = body[1] if body is not None else text
    return checked(_named(fields, file) | {"form": "html", "body": inner.strip()}, str(file))


def _named(fields: dict[str, Any], file: Path) -> dict[str, Any]:
    """With slug and title from the file's name where nothing else gives them. What follows @ only tells files apart."""
    stem = file.stem.split("@")[0]
    return {
        "slug": slugify(stem).replace("_", "-").strip("-")[:120],
        "title": stem.replace("-", " "),
    } | fields


def _line(value: str) -> str:
    return " ".join(entities.unescape(_TAG.sub(" ", value)).split())[:300]


def _unquoted(value: str) -> str:
    tidy = value.strip()
    if len(tidy) >= 2 and tidy[0] == tidy[-1] and tidy[0] in "\"'":
        return tidy[1:-1].replace('\\"', '"')
    return tidy
