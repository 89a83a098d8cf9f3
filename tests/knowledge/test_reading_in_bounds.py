"""Whatever a file does to its reader: it is refused or done in bounds of time and memory, and the next one is read."""

import io
import json
import resource
import time
import zipfile
from pathlib import Path

import pytest

from frontoffice.knowledge.sources import Problem, Source, read
from frontoffice.knowledge.sources.apart import Task, read_apart
from frontoffice.knowledge.sources.child import MEMORY
from tests.knowledge.files import W, docx, packed, paragraph, pdf, write_pdf

MEGABYTE = 1024 * 1024
GOOD = "Five dollars."


def beside(folder: Path, name: str, content: bytes) -> list[Source | Problem]:
    """What is read of a folder that holds this file and, after it, a good one."""
    (folder / name).write_bytes(content)
    (folder / "z-good.md").write_text(GOOD)
    return list(read(folder))


def told(found: list[Source | Problem]) -> str:
    """The one problem; the good file is read."""
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert [one.document.body for one in found if isinstance(one, Source)] == [GOOD]
    return problem.reason


def peak() -> int:
    """The most memory that one of the readers has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def test_a_pdf_of_200_mb_is_read_in_bounds(tmp_path: Path) -> None:
    with (tmp_path / "large.pdf").open("wb") as out:
        write_pdf(out, [[(11.0, 700.0, "The fee is five dollars and no cent more.")]], padding=199 * MEGABYTE)
    begun = time.monotonic()
    (one,) = read(tmp_path)
    assert isinstance(one, Source)
    assert one.document.body == "The fee is five dollars and no cent more."
    assert time.monotonic() - begun < 60
    assert peak() < MEMORY


def test_a_larger_one_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "larger.pdf").open("wb") as out:
        out.seek(201 * MEGABYTE)
        out.write(b"%%EOF")
    (one,) = read(tmp_path)
    assert isinstance(one, Problem)
    assert one.reason == "is larger than 200 MB"


def test_a_pdf_of_many_pages_is_read_in_bounds(tmp_path: Path) -> None:
    rows = [
        (11.0, 740.0 - 14 * line, f"Row {line} of a page of many in this long rule book")
        for line in range(48)
    ]
    begun = time.monotonic()
    found = beside(tmp_path, "many.pdf", pdf(*[rows] * 400))
    assert len([one for one in found if isinstance(one, Source)]) >= 2
    assert time.monotonic() - begun < 60


def bomb(size: int) -> bytes:
    """A Word document of a few kilobytes that unpacks to so many bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w") as body,
    ):
        body.write(f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>'.encode())
        for _chunk in range(size // MEGABYTE):
            body.write(b"0" * MEGABYTE)
    return out.getvalue()


def test_a_word_document_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    packed_small = bomb(300 * MEGABYTE)
    assert len(packed_small) < MEGABYTE
    assert "unpacks to more than is taken" in told(beside(tmp_path, "bomb.docx", packed_small))
    assert peak() < MEMORY


def test_a_package_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bomb.zip"
    file.write_bytes(packed({f"{number}.md": b"0" * (60 * MEGABYTE) for number in range(4)}))
    (one,) = read(file)
    assert isinstance(one, Problem)
    assert "unpacks to more than is taken" in one.reason


def test_a_word_document_of_nested_elements_is_refused(tmp_path: Path) -> None:
    deep = docx("<w:sdt>" * 3000 + paragraph("x") + "</w:sdt>" * 3000)
    assert told(beside(tmp_path, "deep.docx", deep)) == "is nested too deeply"


@pytest.mark.parametrize(
    "row",
    [
        '<a href="https://agency.example/{n}">Link {n}</a> ',
        '<li><a href="/{n}">Link</a></li>',
        "<h2>The same</h2><p>Text.</p>",
        "<div>",
        "<title>",
        "<table><tr><td>",
        "<p hidden>",
        "&#x3c;",
    ],
)
def test_a_page_of_50_000_of_anything_is_done_or_refused_in_bounds(tmp_path: Path, row: str) -> None:
    begun = time.monotonic()
    page = "<main>" + "".join(row.format(n=n) for n in range(50_000)) + "</main>"
    found = beside(tmp_path, "many.html", page.encode())
    assert time.monotonic() - begun < 60
    assert isinstance(found[-1], Source)
    assert found[-1].document.body == GOOD
    assert len(found) == 2
    assert peak() < MEMORY


def test_a_markdown_text_of_50_000_quotes_or_brackets_is_done_or_refused(tmp_path: Path) -> None:
    for name, row in (("quotes", "> "), ("brackets", "["), ("stars", "*a "), ("items", "- ")):
        (tmp_path / f"{name}.md").write_text(row * 50_000 + "x")
    begun = time.monotonic()
    assert len(list(read(tmp_path))) == 4
    assert time.monotonic() - begun < 120


def test_what_takes_too_long_is_left_out_and_the_next_is_read(tmp_path: Path) -> None:
    slow, good = tmp_path / "slow.jsonl", tmp_path / "good.md"
    rows = (json.dumps({"_id": f"a{n}", "title": "T", "text": "word " * 200}) for n in range(60_000))
    slow.write_text("\n".join(rows))
    good.write_text(GOOD)
    found = list(read_apart([Task(slow, "slow.jsonl"), Task(good, "good.md")], seconds=1.5))
    assert [one.reason for one in found if isinstance(one, Problem)] == ["took longer than 2 seconds to read"]
    assert [one.document.body for one in found if isinstance(one, Source)][-1] == GOOD
