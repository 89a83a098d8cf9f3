"""PDF documents as Markdown: headings by the size of their letters, paragraphs put together, page heads left out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from frontoffice.knowledge.sources import writing
from frontoffice.knowledge.sources.pdf_lines import Line, lines_of_page, without_page_heads
from frontoffice.knowledge.sources.pdf_paragraphs import blocks, usual_size
from frontoffice.knowledge.sources.reading import Problem, Source, named, parted

MOST_PAGES = 3000
FEWEST_SIGNS = 20  # a page on the average; below that the pages are pictures
_NO_TITLE = re.compile(r"untitled|microsoft word|\.(docx?|pdf|indd|qxd|rtf)\b|^document\d*$", re.IGNORECASE)
_PASSWORD = 4


def document(file: Path, path: str) -> Iterator[Source | Problem]:
    """The article of a PDF, or several where it is very long."""
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        yield Problem(path, 0, "is protected by a password" if locked else "is damaged, or not a PDF")
        return
    if len(opened) > MOST_PAGES:
        yield Problem(path, 0, f"has more than {MOST_PAGES:,} pages; divide it first")
        return
    try:
        pages = [lines_of_page(opened, number) for number in range(len(opened))]
    except pypdfium2.PdfiumError:
        yield Problem(path, 0, "is damaged: one of its pages can't be read")
        return
    signs = sum(len(line.text) for page in pages for line in page)
    if signs < FEWEST_SIGNS * max(len(pages), 1):
        yield Problem(
            path, 0, "holds no text that could be read: its pages are pictures. Recognize the text first"
        )
        return
    lines = [line for page in without_page_heads(pages) for line in page]
    title = _title(opened, lines)
    fields = named({"title": title} if title else {}, Path(path))
    yield from parted(fields, blocks(lines, title), path)


def _title(opened: Any, lines: list[Line]) -> str:
    """The title that the document has, or its largest line on the first page; empty where neither says anything."""
    said = writing.tidy(str(opened.get_metadata_dict().get("Title", "")))
    if said and not _NO_TITLE.search(said):
        return said[:300]
    first = [line for line in lines if line.page == 0 and len(line.text) > 3]
    if not first:
        return ""
    largest = max(line.size for line in first)
    usual = usual_size(lines)
    head = next((line for line in first if line.size == largest), None)
    return head.text[:300] if head is not None and largest > usual * 1.15 else ""
