"""PDF and Word files for the tests, written byte by byte."""

import io
import zipfile
from collections.abc import Sequence
from typing import BinaryIO

Placed = tuple[float, float, str]  # size, distance from the foot, words
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>"""
NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
</w:numbering>"""
LINKS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="https://agency.example/form" TargetMode="External"/>
<Relationship Id="rId2" Target="javascript:alert(1)" TargetMode="External"/></Relationships>"""


def pdf(*pages: Sequence[Placed], title: str = "") -> bytes:
    """A PDF of these pages, each line of words at its place."""
    out = io.BytesIO()
    write_pdf(out, pages, title=title)
    return out.getvalue()


def write_pdf(out: BinaryIO, pages: Sequence[Sequence[Placed]], *, title: str = "", padding: int = 0) -> None:
    """The same into a file; `padding` bytes are in it that say nothing and take no room on the disk."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for page in pages:
        words = "\n".join(f"BT /F1 {size} Tf 72 {y} Td ({_told(said)}) Tj ET" for size, y, said in page)
        objects.append(f"<< /Length {len(words)} >>\nstream\n{words}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {len(objects)} 0 R >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({_told(title)}) >>")
    out.write(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1"))
    if padding:
        places.append(out.tell())
        out.write(f"{len(places)} 0 obj\n<< /Length {padding} >>\nstream\n".encode())
        out.seek(padding, io.SEEK_CUR)
        out.write(b"\nendstream\nendobj\n")
    begins = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    info = 3 + 2 * len(pages) + 1
    out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{rows}".encode())
    out.write(f"trailer << /Size {len(places) + 1} /Root 1 0 R /Info {info} 0 R >>\n".encode())
    out.write(f"startxref\n{begins}\n%%EOF".encode())


def _told(said: str) -> str:
    return said.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def docx(body: str, **members: str) -> bytes:
    """A Word document with this body, in its own elements."""
    whole = f'<w:document xmlns:w="{W}" xmlns:r="http://r"><w:body>{body}</w:body></w:document>'
    held = {
        "word/document.xml": whole,
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/_rels/document.xml.rels": LINKS,
    } | members
    return packed(held)


def packed(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


def paragraph(words: str, *, style: str = "", number: str = "") -> str:
    told = f'<w:pStyle w:val="{style}"/>' if style else ""
    told += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{told}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
