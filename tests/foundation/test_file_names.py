"""Names of files stay readable and harm nobody."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from frontoffice.foundation.files import safe_name
from frontoffice.foundation.files.kinds import DOCX, JPEG, KINDS, PDF, TEXT, Kind


@pytest.mark.parametrize(
    ("given", "kind", "kept"),
    [
        ("letter.pdf", PDF, "letter.pdf"),
        ("Solicitud de licencia (señora Núñez).PDF", PDF, "Solicitud de licencia (señora Núñez).PDF"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\Users\\dana\\letter.pdf", PDF, "letter.pdf"),
        ("/absolute/photo.jpeg", JPEG, "photo.jpeg"),
        ("invoice\u202efdp.exe", PDF, "invoicefdp.exe.pdf"),
        ("a\x00b\nc\u200bd.pdf", PDF, "ab cd.pdf"),
        ('what? "yes" <b>|*.pdf', PDF, "what_ _yes_ _b___.pdf"),
        ("", PDF, "file.pdf"),
        (".pdf", PDF, "pdf.pdf"),
        ("...", PDF, "file.pdf"),
        (".htaccess", TEXT, "htaccess.txt"),
        ("CON.pdf", PDF, "_.pdf"),
        ("lpt1", TEXT, "_.txt"),
        ("console.txt", TEXT, "console.txt"),
        ("letter v1.2", DOCX, "letter v1.2.docx"),
        ("  spaced   out .pdf  ", PDF, "spaced out.pdf"),
        ("trailing dot.pdf.", PDF, "trailing dot.pdf"),
        ("文件.pdf", PDF, "文件.pdf"),
        ("cafe\u0301.pdf", PDF, "café.pdf"),
        ("broken\ud800.pdf", PDF, "broken.pdf"),
    ],
)
def test_names(given: str, kind: Kind, kept: str) -> None:
    assert safe_name(given, kind) == kept


def test_an_overlong_name_keeps_its_beginning_and_its_extension() -> None:
    assert safe_name("a" * 500 + ".pdf", PDF) == "a" * 116 + ".pdf"
    assert safe_name("文" * 500 + ".pdf", PDF) == "文" * 65 + ".pdf"


@given(st.text(max_size=400), st.sampled_from(KINDS))
@example("/", PDF)
@example("a.pdf" * 100, PDF)
@example("\u0301" * 300, PDF)
@example("x" * 115 + " .pdf", PDF)
@example("NUL", PDF)
def test_every_name_is_safe_and_stays_so(name: str, kind: Kind) -> None:
    kept = safe_name(name, kind)
    assert 1 < len(kept) <= 120
    assert len(kept.encode()) <= 200
    assert not set(kept) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for c in kept)
    assert kept == kept.strip(" .")
    assert kept.rpartition(".")[2].lower() in kind.extensions
    assert kept.rpartition(".")[0]
    assert safe_name(kept, kind) == kept
