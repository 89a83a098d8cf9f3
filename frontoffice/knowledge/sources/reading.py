"""A file or a folder of files as documents and problems."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from frontoffice.knowledge.documents import Document, wrong

LARGEST = 200 * 1024 * 1024
ENDINGS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}


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


def read(path: Path) -> Read:
    """Everything in a file, or in the files of a folder and the folders below it, in the order of their names."""
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
        known = [file for file in files if file.suffix.lower() in ENDINGS]
        if not known:
            yield Problem(str(path), 0, "holds no .jsonl, .md or .html file")
        for file in known:
            yield from _read_file(file)
    elif path.exists():
        yield from _read_file(path)
    else:
        yield Problem(str(path), 0, "is not there")


def _read_file(file: Path) -> Read:
    from frontoffice.knowledge.sources import jsonl, pages

    form = ENDINGS.get(file.suffix.lower())
    if form is None:
        yield Problem(str(file), 0, "is of a kind that is not read here: .jsonl, .md and .html are")
        return
    try:
        if file.stat().st_size > LARGEST:
            yield Problem(str(file), 0, "is larger than 200 MB")
            return
        content = file.read_bytes()
    except OSError as error:
        yield Problem(str(file), 0, error.strerror or "can't be opened")
        return
    if form == "jsonl":
        yield from jsonl.articles(content, str(file))
    elif form == "markdown":
        yield pages.markdown(content, file)
    else:
        yield pages.html(content, file)


def checked(fields: dict[str, Any], path: str, line: int = 0) -> Source | Problem:
    """A document of these fields, or what is wrong with them."""
    try:
        return Source(Document.model_validate(fields), path, line)
    except ValidationError as error:
        return Problem(path, line, wrong(error))
