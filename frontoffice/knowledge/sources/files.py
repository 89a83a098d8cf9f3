"""One file as documents and problems, by its ending. Runs in the process that reads, apart from everything else."""

from pathlib import Path
from typing import Any

from frontoffice.knowledge.sources.reading import ENDINGS, KINDS, LARGEST, Problem, Read, Source, cut_up


def read_file(file: Path, path: str, told: dict[str, Any]) -> Read:
    """Everything in a file; `path` is what it is called in reports, `told` what is known of its document elsewhere."""
    form = ENDINGS.get(file.suffix.lower(), "html" if told.get("source_url") else "")
    if not form:
        yield Problem(path, 0, f"is of a kind that is not read here: {KINDS} are")
        return
    try:
        if file.stat().st_size > LARGEST:
            yield Problem(path, 0, "is larger than 200 MB")
            return
        content = b"" if form in {"pdf", "docx"} else file.read_bytes()
    except OSError as error:
        yield Problem(path, 0, error.strerror or "can't be opened")
        return
    for one in _as(form, file, path, content):
        yield cut_up(_with(told, one) if isinstance(one, Source) and told else one)


def _as(form: str, file: Path, path: str, content: bytes) -> Read:
    from frontoffice.knowledge.sources import docx, jsonl, pages, pdf

    if form == "jsonl":
        yield from jsonl.articles(content, path)
    elif form == "markdown":
        yield pages.markdown(content, Path(path))
    elif form == "html":
        yield pages.html(content, Path(path))
    elif form == "pdf":
        yield from pdf.document(file, path)
    else:
        yield from docx.document(file, path)


def _with(told: dict[str, Any], one: Source) -> Source:
    """With what a sitemap says of the page."""
    return Source(one.document.model_copy(update=told), one.path, one.line)
