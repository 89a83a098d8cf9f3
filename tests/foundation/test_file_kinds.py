"""X7: what a file is, is read from its bytes; what is not on the list, or not what it says, is refused."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.foundation.files import (
    ActiveContent,
    DamagedFile,
    FileRefused,
    FileTooLarge,
    KindMismatch,
    KindRefused,
    ProtectedFile,
    packages,
)
from frontoffice.foundation.files.kinds import (
    CSV,
    DOCX,
    GIF,
    JPEG,
    KINDS,
    ODT,
    PDF,
    PNG,
    TEXT,
    TIFF,
    WEBP,
    XLSX,
    Kind,
    agree,
    sniff,
)

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def of(content: bytes) -> Kind:
    return sniff(io.BytesIO(content))


def package(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def types(*overrides: str) -> str:
    lines = "".join(f'<Override PartName="/p{i}" ContentType="{kind}"/>' for i, kind in enumerate(overrides))
    return f'<?xml version="1.0"?><Types xmlns="http://example.org/types">{lines}</Types>'


def links(*relations: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Type="{kind}" Target="x" TargetMode="{mode}"/>' for kind, mode in relations
    )
    return f'<Relationships xmlns="{RELATIONS}">{lines}</Relationships>'


def docx(more: dict[str, str | bytes] | None = None, *also: str) -> bytes:
    return package(
        {
            "[Content_Types].xml": types(f"{packages.DOCX}.main+xml", *also),
            "_rels/.rels": links((f"{OFFICE}/officeDocument", "Internal")),
            "word/document.xml": "<document/>",
        }
        | (more or {})
    )


def odt(more: dict[str, str | bytes] | None = None, manifest: str = "<manifest/>") -> bytes:
    return package(
        {"mimetype": packages.ODT, "META-INF/manifest.xml": manifest, "content.xml": "<c/>"} | (more or {})
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", PDF),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", PNG),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", JPEG),
        (b"\xff\xd8\xff\xdb\0\x43", JPEG),
        (b"GIF89a\1\0\1\0", GIF),
        (b"RIFF\x24\0\0\0WEBPVP8 ", WEBP),
        (b"II*\0\x08\0\0\0", TIFF),
        (b"MM\0*\0\0\0\x08", TIFF),
        (b"Dear Sir or Madam,\r\n\tI write about my license.\n", TEXT),
        ("Señora Núñez, 文件, \U0001f600".encode(), TEXT),
        (b"\xef\xbb\xbfwith a mark", TEXT),
        (b"a,b\n1,<2\n", TEXT),
        (b"1 < 2 and <3", TEXT),
        (docx(), DOCX),
        (
            package({"[Content_Types].xml": types(f"{packages.XLSX}.main+xml"), "xl/workbook.xml": "<w/>"}),
            XLSX,
        ),
        (odt(), ODT),
    ],
)
def test_kinds_that_are_taken(content: bytes, kind: Kind) -> None:
    assert of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><html></html>",
        b"  \n<HTML>",
        b"\xef\xbb\xbf<html>",
        b"<!-- x --><svg onload=alert(1)>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<script>alert(1)</script>",
        b"<xsl:stylesheet version='1'>",
        b"#!/bin/sh\nrm -rf /\n",
        b"{\\rtf1\\ansi}",
        b"%!PS-Adobe-3.0",
        b"MIME-Version: 1.0\nContent-Type: multipart/related",
        b"MZ\x90\0\3\0\0\0",
        b"\x7fELF\2\1\1\0",
        b"\xcf\xfa\xed\xfe",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"Rar!\x1a\7\0",
        b"7z\xbc\xaf'\x1c",
        b"\x1f\x8b\x08\0",
        b"\0\0\0 ftypheic",
        b"caf\xe9 in Latin-1",
        b"text with a \0 in it",
        b"text with an escape \x1b[31m",
        b"\xff\xfet\0e\0x\0t\0",
        b"broken at the end \xe2\x82",
        b"BM\0\0\0\0",
        b"PK\x05\x06" + b"\0" * 18,
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"\x89PNG\r\n\x1a\n<svg>",
        package({"letter.txt": "hello"}),
        package({"[Content_Types].xml": types("application/vnd.ms-powerpoint"), "ppt/p.xml": "<p/>"}),
        package({"mimetype": "application/epub+zip", "x": "y"}),
        package({"content.xml": "<c/>", "mimetype": packages.ODT}),
    ],
)
def test_kinds_that_are_not_taken(content: bytes) -> None:
    with pytest.raises(KindRefused) as refusal:
        of(content)
    assert refusal.value.status == 415
    with translation.override("en-us"):
        assert "Send a PDF" in str(refusal.value)


def with_flag(content: bytes, flag: int) -> bytes:
    """Set a flag bit in each entry's two headers."""
    changed = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(mark)
        while start >= 0:
            changed[start + at] |= flag
            start = changed.find(mark, start + 4)
    return bytes(changed)


def with_lied_size(content: bytes) -> bytes:
    """The directory declares ten bytes for each entry, whatever is inside."""
    changed = bytearray(content)
    start = changed.find(b"PK\x01\x02")
    while start >= 0:
        changed[start + 24 : start + 28] = (10).to_bytes(4, "little")
        start = changed.find(b"PK\x01\x02", start + 4)
    return bytes(changed)


DTD = '<?xml version="1.0"?><!DOCTYPE t [<!ENTITY a "aaaa">]><Types>&a;</Types>'
HIDDEN = types(f"{packages.DOCX}.main+xml", "application/vnd.ms-office.&#118;baProject")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (with_flag(docx(), 1), ProtectedFile),
        (odt(manifest='<m xmlns:a="u"><a:encryption-data/></m>'), ProtectedFile),
        (docx(None, "application/vnd.ms-office.vbaProject"), ActiveContent),
        (docx({"[Content_Types].xml": HIDDEN}), ActiveContent),
        (docx(None, "application/vnd.ms-word.document.macroEnabled.main+xml"), ActiveContent),
        (docx(None, "application/vnd.ms-office.activeX+xml"), ActiveContent),
        (docx({"word/_rels/s.xml.rels": links((f"{OFFICE}/attachedTemplate", "External"))}), ActiveContent),
        (docx({"word/_rels/s.xml.rels": links((f"{OFFICE}/oleObject", "External"))}), ActiveContent),
        (
            docx({"word/_rels/s.xml.rels": links(("http://x/2006/relationships/vbaProject", ""))}),
            ActiveContent,
        ),
        (docx({"word/embeddings/setup.EXE": b"MZ"}), ActiveContent),
        (docx({"[Content_Types].xml": DTD}), ActiveContent),
        (odt({"Basic/Standard/Module1.xml": "<x/>"}), ActiveContent),
        (odt({"Scripts/python/x.py": "x"}), ActiveContent),
        (docx({"../../etc/passwd": "x"}), DamagedFile),
        (docx({"/etc/passwd": "x"}), DamagedFile),
        (docx({"..\\..\\x": "x"}), DamagedFile),
        (docx({"C:\\x": "x"}), DamagedFile),
        (docx({"[Content_Types].xml": "<Types"}), DamagedFile),
        (docx()[:-30], DamagedFile),
        (with_lied_size(docx({"word/big.xml": b"0" * 100_000})), DamagedFile),
        (package({"mimetype": packages.ODT, "content.xml": "<c/>"}), DamagedFile),
        (docx({f"word/{i}": "" for i in range(packages.MOST_ENTRIES)}), FileTooLarge),
        (docx({"[Content_Types].xml": b" " * (packages.MOST_XML + 1)}), FileTooLarge),
    ],
)
def test_documents_that_are_not_taken(content: bytes, refusal: type[FileRefused]) -> None:
    with pytest.raises(refusal):
        of(content)


def test_a_bomb_is_refused_by_what_it_would_unpack_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_UNPACKED", 1_000_000)
    assert of(docx({"word/media": b"0" * 900_000})) == DOCX
    with pytest.raises(FileTooLarge):
        of(docx({"word/media": b"0" * 1_000_000}))


def test_something_before_or_after_the_package_is_refused() -> None:
    with pytest.raises(FileRefused):
        of(b"MZ" + docx())
    with pytest.raises(FileRefused):
        of(docx() + b"<script>alert(1)</script>")


@pytest.mark.parametrize("make", [docx, odt])
@given(data=st.data())
def test_a_document_with_any_byte_changed_is_taken_or_refused_but_never_a_crash(
    make: Callable[[], bytes], data: st.DataObject
) -> None:
    content = bytearray(make())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert of(bytes(content)) in KINDS
    except FileRefused as refusal:
        assert str(refusal)  # noqa: PT017


@pytest.mark.parametrize(
    ("kind", "name", "declared", "agreed"),
    [
        (PDF, "letter.pdf", "application/pdf", PDF),
        (PDF, "letter.PDF", "", PDF),
        (PDF, "letter", "application/octet-stream", PDF),
        (PDF, "letter.final", "application/pdf", PDF),
        (PDF, "Statement No. 5", "application/pdf", PDF),
        (JPEG, "IMG_0001.JPG", "image/pjpeg", JPEG),
        (TEXT, "notes.txt", "text/plain; charset=utf-8", TEXT),
        (TEXT, "notes", "text/plain", TEXT),
        (TEXT, "table.csv", "application/vnd.ms-excel", CSV),
        (TEXT, "table", "text/csv", CSV),
        (DOCX, "letter.docx", "application/zip", DOCX),
        (DOCX, "letter.docx", packages.DOCX, DOCX),
    ],
)
def test_name_and_sender_agree_with_what_is_inside(
    kind: Kind, name: str, declared: str, agreed: Kind
) -> None:
    assert agree(kind, name=name, declared_type=declared) == agreed


@pytest.mark.parametrize(
    ("kind", "name", "declared"),
    [
        (PNG, "letter.pdf", ""),
        (PNG, "letter.png", "application/pdf"),
        (PDF, "letter.pdf.exe", "application/pdf"),
        (PDF, "invoice\u202efdp.exe", "application/pdf"),
        (TEXT, "setup.bat", "text/plain"),
        (TEXT, "run.js", "text/plain"),
        (TEXT, "page.html", "text/plain"),
        (TEXT, "notes.txt", "text/html"),
        (TEXT, "notes.txt", "image/svg+xml"),
        (DOCX, "letter.docm", ""),
        (DOCX, "table.xlsx", packages.XLSX),
        (DOCX, "archive.zip", "application/zip"),
    ],
)
def test_a_file_under_a_false_name_is_refused(kind: Kind, name: str, declared: str) -> None:
    with pytest.raises(KindMismatch, match="but inside is") as refusal:
        agree(kind, name=name, declared_type=declared)
    assert str(kind.label) in str(refusal.value)
