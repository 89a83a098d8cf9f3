"""What is read: a document with where it was found, or what is wrong. And the kinds of files that are read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from pydantic import ValidationError

from frontoffice.knowledge.documents import Document, wrong
from frontoffice.knowledge.splitting.pieces import pieces

LARGEST = 200 * 1024 * 1024
LARGEST_PART = 400_000  # signs of an article that came of a longer document
MOST_PASSAGES = 5_000
ENDINGS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
KINDS = ".jsonl, .md, .html, .pdf and .docx"


@dataclass(frozen=True)
class Problem:
    """Something that could not be read. `line` is 0 where the whole file is meant."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}" if self.line else f"{self.path}: {self.reason}"


@dataclass(frozen=True)
class Source:
    """A document and where it was read."""

    document: Document
    path: str
    line: int = 0


Read = Iterator[Source | Problem]


def checked(fields: dict[str, Any], path: str, line: int = 0) -> Source | Problem:
    """A document of these fields, or what is wrong with them."""
    try:
        return Source(Document.model_validate(fields), path, line)
    except ValidationError as error:
        return Problem(path, line, wrong(error))


def cut_up(one: Source | Problem) -> Source | Problem:
    """The same, if it can be cut into passages; what would make too many, or none, is a problem."""
    if isinstance(one, Problem):
        return one
    document = one.document
    found = len(pieces(document.body, document.form, document.external_ids))
    if not found:
        return Problem(one.path, one.line, "holds no text that could be read")
    if found > MOST_PASSAGES and document.form != "text":
        return Problem(one.path, one.line, f"would make {found:,} passages; {MOST_PASSAGES:,} is the most")
    return one


def named(fields: dict[str, Any], file: Path) -> dict[str, Any]:
    """With slug and title from the file's name where nothing else gives them. What follows @ only tells files apart."""
    stem = file.stem.split("@")[0]
    return {"slug": slug_of(stem), "title": stem.replace("-", " ").replace("_", " ")} | fields


def slug_of(name: str) -> str:
    """A name as it stands in an address; empty where nothing of it can."""
    return re.sub("-+", "-", slugify(name).replace("_", "-")).strip("-")[:120].strip("-")


def parted(fields: dict[str, Any], blocks: Sequence[str], path: str) -> Read:
    """The article of the blocks; one that would be very long is divided at its headings."""
    parts: list[list[str]] = [[]]
    size = 0
    for block in blocks:
        if size > LARGEST_PART and (block.startswith("#") or size > 2 * LARGEST_PART):
            parts.append([])
            size = 0
        parts[-1].append(block)
        size += len(block) + 2
    for number, part in enumerate(parts, start=1):
        told = fields | {"form": "markdown", "body": "\n\n".join(part)}
        if number > 1:
            told |= {
                "slug": f"{fields['slug'][:110]}-part-{number}",
                "title": f"{fields['title'][:280]} ({number})",
            }
        yield checked(told, path)
