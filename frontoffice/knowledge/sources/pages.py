"""Articles as Markdown with front matter, and as HTML pages."""

import re
from pathlib import Path
from typing import Any

from frontoffice.knowledge.sources.html_parts import TooDeep, parts_of
from frontoffice.knowledge.sources.reading import Problem, Source, checked, named

FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)(?:\r?\n)?---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
FIELDS = {
    "slug", "title", "kind", "language", "audience", "citation", "source_url", "owner", "topic", "words",
    "effective_from", "effective_to", "review_by", "received_on", "review_every",
    "forms", "services", "see_also", "change", "change_note",
}  # fmt: skip
_H1 = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*(?:iso-8859-1|windows-1252|latin-?1|us-ascii)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


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
    return checked(named(fields, file) | {"form": "markdown", "body": text.strip()}, str(file))


def html(content: bytes, file: Path) -> Source | Problem:
    """A page in HTML: its title and language, and its own part without what only the site needs or nobody sees."""
    text = _decoded(content)
    if text is None:
        return Problem(str(file), 0, "is not UTF-8")
    try:
        parts = parts_of(text)
    except TooDeep:
        return Problem(str(file), 0, "is nested too deeply")
    title = _line(parts.heading) or _line(parts.title)
    fields = {"title": title} if title else {}
    language = parts.language.lower().partition("-")[0]
    if re.fullmatch("[a-z]{2,3}", language):
        fields["language"] = language
    return checked(named(fields, file) | {"form": "html", "body": parts.own(text)}, str(file))


def _decoded(content: bytes) -> str | None:
    """The text, in UTF-8 or in what the page itself says where that is one of the old Western encodings."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        said = _CHARSET.search(content[:4096])
        if said is None:
            return None
        return content.decode("cp1252", errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def _line(value: str) -> str:
    return " ".join(_CONTROL.sub(" ", value).split())[:300]


def _unquoted(value: str) -> str:
    tidy = value.strip()
    if len(tidy) >= 2 and tidy[0] == tidy[-1] and tidy[0] in "\"'":
        return tidy[1:-1].replace('\\"', '"')
    return tidy
