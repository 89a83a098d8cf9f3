"""The agency's articles as they stand in `articles/`: front matter and Markdown, one file a version."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "articles"
QUESTIONS = Path(__file__).parent / "questions.jsonl"
FILES = Path(__file__).parent / "files"


@dataclass(frozen=True)
class Text:
    """One version of one article. `effective_to` is the last day on which it is in force; None is open."""

    slug: str
    title: str
    kind: str
    audience: str
    citation: str
    owner: str
    topic: str
    effective_from: dt.date
    effective_to: dt.date | None
    review_by: dt.date
    body: str


def texts() -> list[Text]:
    """All versions, each article's oldest first."""
    read = [parse(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md"))]
    return sorted(read, key=lambda text: (text.slug, text.effective_from))


def parse(source: str) -> Text:
    """The text of one file. Raises KeyError where the front matter lacks a line, ValueError for a wrong date."""
    _nothing, front, body = source.split("---\n", 2)
    pairs = (line.partition(":") for line in front.splitlines())
    said = {name.strip(): value.strip().strip('"') for name, _colon, value in pairs}
    return Text(
        slug=said["slug"],
        title=said["title"],
        kind=said["kind"],
        audience=said["audience"],
        citation=said["citation"],
        owner=said["owner"],
        topic=said["topic"],
        effective_from=dt.date.fromisoformat(said["effective_from"]),
        effective_to=dt.date.fromisoformat(said["effective_to"]) if said["effective_to"] else None,
        review_by=dt.date.fromisoformat(said["review_by"]),
        body=body.strip(),
    )
