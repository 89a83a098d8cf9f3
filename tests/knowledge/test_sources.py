"""Files become articles; what can't be read is told with line and reason, and stops nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.knowledge.documents import Document
from frontoffice.knowledge.sources import Problem, Source, read
from frontoffice.knowledge.sources.jsonl import articles


def lines(*rows: object) -> bytes:
    return b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)


def documents(content: bytes) -> list[Document]:
    return [one.document for one in articles(content, "f.jsonl") if isinstance(one, Source)]


def problems(content: bytes) -> list[str]:
    return [str(one) for one in articles(content, "f.jsonl") if isinstance(one, Problem)]


def test_a_line_is_an_article_of_one_passage() -> None:
    (one,) = documents(
        lines({"_id": "x1", "title": " Fees\n", "url": "https://a.gov/fees", "text": "Five dollars."})
    )
    assert (one.title, one.source_url, one.body, one.external_ids) == (
        "Fees",
        "https://a.gov/fees",
        "Five dollars.",
        ["x1"],
    )
    assert one.slug.startswith("fees-")
    assert one.form == "text"


def test_pieces_of_a_page_are_put_together_in_their_order() -> None:
    (one,) = documents(
        lines(
            {"_id": "page-900-1500", "title": "P", "url": "", "text": "Second"},
            {"_id": "page-0-899", "title": "P", "url": "", "text": "First"},
        )
    )
    assert one.body == "First\fSecond"
    assert one.external_ids == ["page-0-899", "page-900-1500"]


def test_lines_of_one_address_are_one_article() -> None:
    rows = [{"title": "P", "url": "https://a.gov/p", "text": text} for text in ("One", "Two")]
    assert [one.body for one in documents(lines(*rows))] == ["One\fTwo"]


def test_lines_without_name_and_address_stand_alone() -> None:
    rows = [{"title": "P", "text": text} for text in ("One", "Two")]
    found = documents(lines(*rows))
    assert [one.body for one in found] == ["One", "Two"]
    assert len({one.slug for one in found}) == 2


def test_the_first_line_is_the_title_where_there_is_none() -> None:
    (one,) = documents(lines({"_id": "a", "title": "", "text": "How to file\nFill in the form."}))
    assert one.title == "How to file"


def test_a_title_in_another_script_has_an_address_too() -> None:
    (one,) = documents(lines({"_id": "a", "title": "ใบขับขี่", "text": "ข้อความ"}))
    assert one.title == "ใบขับขี่"
    assert one.slug


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "is not JSON"),
        (b"\xff\xfe{}", "is not UTF-8"),
        (b"[1, 2]", "is not a JSON object"),
        ({"title": "No text"}, "text is empty"),
        ({"title": "T", "text": "  "}, "text is empty"),
        ({"title": ["T"], "text": "x"}, "title is not a text"),
        ({"title": "T", "text": "a\x00b"}, "text holds characters that can't be stored"),
        ({"_id": "i" * 201, "title": "T", "text": "x"}, "_id is longer than 200 characters"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"title": "T", "text": "\\ud800"}', "text holds characters that can't be stored"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_read(line: object, reason: str) -> None:
    content = lines({"title": "Good", "text": "Good"}, line, {"title": "Fine", "text": "Fine"})
    assert problems(content) == [f"f.jsonl:2: {reason}"]
    assert [one.body for one in documents(content)] == ["Good", "Fine"]


def test_an_address_that_acts_is_left_out() -> None:
    (one,) = documents(lines({"title": "T", "url": "javascript:alert(1)", "text": "x"}))
    assert one.source_url == ""


@given(st.binary(max_size=300))
def test_any_bytes_are_borne(content: bytes) -> None:
    for one in articles(content, "f.jsonl"):
        assert isinstance(one, Source | Problem)


def test_markdown_brings_its_fields_in_front(tmp_path: Path) -> None:
    (tmp_path / "fees@2026-01-01.md").write_text(
        '---\nslug: fees\ntitle: "Rule 7: Fees"\nkind: regulation\naudience: internal\ncitation: Code § 7\n'
        "effective_from: 2026-01-01\neffective_to:\nreview_by: 2026-12-31\n---\n\nFive dollars.\n"
    )
    (one,) = read(tmp_path)
    assert isinstance(one, Source)
    told = one.document
    assert (told.slug, told.title, told.kind, told.audience) == (
        "fees",
        "Rule 7: Fees",
        "regulation",
        "internal",
    )
    assert (str(told.effective_from), told.effective_to, told.body) == ("2026-01-01", None, "Five dollars.")


def test_markdown_without_fields_is_named_after_its_heading_and_file(tmp_path: Path) -> None:
    (tmp_path / "How_To Pay.md").write_text("# Ways to pay\n\nCash or card.")
    (one,) = read(tmp_path / "How_To Pay.md")
    assert isinstance(one, Source)
    assert (one.document.slug, one.document.title, one.document.body) == (
        "how-to-pay",
        "Ways to pay",
        "Cash or card.",
    )


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("---\ntitle: T\nonwer: x\n---\nBody", 3, "“onwer: x” is not a field"),
        ("---\ntitle: T\nreview_by: soon\n---\nBody", 0, "review_by"),
        ("---\ntitle: T\n---\n", 0, "body"),
        ("---\neffective_from: 2026-02-01\neffective_to: 2026-01-01\n---\nBody", 0, "before effective_from"),
    ],
)
def test_what_is_wrong_in_markdown_is_told(tmp_path: Path, text: str, line: int, reason: str) -> None:
    (tmp_path / "a.md").write_text(text)
    (one,) = read(tmp_path)
    assert isinstance(one, Problem)
    assert one.line == line
    assert reason in one.reason


def test_html_gives_its_title_and_body(tmp_path: Path) -> None:
    (tmp_path / "fees.html").write_text(
        "<html><head><title>Fees &amp; more</title><script>x</script></head><body><h2>A</h2><p>B</p></body></html>"
    )
    (one,) = read(tmp_path)
    assert isinstance(one, Source)
    assert (one.document.slug, one.document.title, one.document.form) == ("fees", "Fees & more", "html")
    assert "<title>" not in one.document.body


def test_a_folder_is_read_through_and_other_files_are_left(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.md").write_text("B")
    (tmp_path / "a.md").write_text("A")
    (tmp_path / "image.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.md").write_text("H")
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    found = list(read(tmp_path))
    assert [one.document.body for one in found if isinstance(one, Source)] == ["A", "B"]
    assert [one.reason for one in found if isinstance(one, Problem)] == ["is not UTF-8"]


@pytest.mark.parametrize(
    ("name", "reason"), [("missing.md", "is not there"), ("a.odt", "is of a kind"), ("", "holds no .jsonl")]
)
def test_what_is_no_source_is_told(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "a.odt").write_bytes(b"PK")
    (one,) = read(tmp_path / name)
    assert isinstance(one, Problem)
    assert reason in one.reason
