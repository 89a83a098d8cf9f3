"""Word documents as Markdown: headings, lists, tables and links; what is hidden or struck out is not read."""

import re
from collections.abc import Iterator
from pathlib import Path

from frontoffice.knowledge.sources import writing
from frontoffice.knowledge.sources.docx_body import Body
from frontoffice.knowledge.sources.docx_styles import Styles
from frontoffice.knowledge.sources.markup import BadMarkup, walk
from frontoffice.knowledge.sources.packages import BadPackage, Package
from frontoffice.knowledge.sources.reading import Problem, Source, named, parted

LETTER = re.compile(r"\w")


def document(file: Path, path: str) -> Iterator[Source | Problem]:
    """The article of a Word document, or several where it is very long."""
    try:
        package = Package(file)
        main = package.read("word/document.xml")
        if not main:
            yield Problem(path, 0, "is not a Word document")
            return
        styles = Styles(package.read("word/styles.xml"), package.read("word/numbering.xml"))
        body = Body(styles, links(package.read("word/_rels/document.xml.rels")))
        walk(main, start=body.start, end=body.end, text=body.text)
        title = body.title or _property(package.read("docProps/core.xml"), "title")
    except (BadPackage, BadMarkup) as error:
        yield Problem(path, 0, str(error))
        return
    if not any(LETTER.search(block) for block in body.blocks):
        yield Problem(path, 0, "holds no text that could be read")
        return
    fields = named({"title": title[:300]} if title else {}, Path(path))
    yield from parted(fields, body.blocks, path)


def links(content: bytes) -> dict[str, str]:
    """Where the links of a document lead, by the name that the document gives them."""
    found: dict[str, str] = {}

    def start(name: str, told: dict[str, str]) -> None:
        if name.endswith(" Relationship") and told.get("TargetMode") == "External":
            found[told.get("Id", "")] = told.get("Target", "")

    if content:
        walk(content, start=start, end=lambda _name: None, text=lambda _text: None)
    return found


def _property(content: bytes, wanted: str) -> str:
    """A property of the document, such as its title; empty where it has none."""
    inside, found = False, []

    def start(name: str, told: dict[str, str]) -> None:
        nonlocal inside
        inside = name.endswith(f" {wanted}")

    def end(name: str) -> None:
        nonlocal inside
        inside = False

    def text(said: str) -> None:
        if inside:
            found.append(said)

    if content:
        walk(content, start=start, end=end, text=text)
    return writing.tidy("".join(found))
