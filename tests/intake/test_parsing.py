"""Whatever comes in is read: no crash, nothing lost, nothing that runs, loads or hides."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from frontoffice.intake.models import Mailbox
from frontoffice.intake.parsing import fold, html, read
from tests.intake.making import came
from tests.intake.real_mail import mail

_SHARED = (one / "shared" / "bench" / "email" for one in Path(__file__).resolve().parents)
BENCH = next((one for one in _SHARED if one.is_dir()), Path("not-here"))
SHARE = 0.75


def plain(text: str) -> str:
    """Words alone; what another reader could not decode stands for any character."""
    return " ".join(text.replace("\x00", "").split())


def agrees(said: str, wanted: str) -> bool:
    pattern = re.escape(plain(wanted)).replace("\ufffd", ".")
    return re.fullmatch(pattern, plain(said)) is not None


def as_expected(raw: bytes, expected: dict[str, Any]) -> bool:
    """Text, subject and number of files, as another reader found them."""
    found, parts = read(raw), expected["parts"]
    texts = [parts[number]["body"].get("Text") for number in expected["text_body"]]
    named = {one["name"]: one["value"] for one in parts[0]["headers"] if isinstance(one["name"], str)}
    subject = named.get("subject")
    subject = subject["Text"] if isinstance(subject, dict) and "Text" in subject else ""
    words = " ".join(one for one in texts if one)
    return (
        (not words or agrees(found.text, words))
        and agrees(found.subject, plain(subject)[:250])
        and len(found.attached) == len(expected["attachments"])
    )


@pytest.mark.skipif(not BENCH.is_dir(), reason="the odd messages made by others are not here")
def test_odd_messages_made_by_others_are_read_as_expected() -> None:
    files = sorted(BENCH.glob("*/*.eml"))
    good = [
        one
        for one in files
        if as_expected(one.read_bytes(), json.loads(one.with_suffix(".json").read_text()))
    ]
    sys.stdout.write(f"\n{len(good)} of {len(files)} odd messages read as expected\n")
    assert len(good) >= SHARE * len(files)


@given(some.binary(max_size=2000))
def test_no_bytes_make_the_reader_fail(raw: bytes) -> None:
    for start in (b"", b"Content-Type: multipart/mixed; boundary=a\n\n--a\n", b"Subject: =?utf-8?b?"):
        found = read(start + raw)
        assert "\x00" not in found.text + found.subject + found.from_name + found.html


@given(some.text(max_size=500))
def test_no_words_are_lost_by_folding_what_quotes_nothing(text: str) -> None:
    lines = [
        line
        for line in text.split("\n")
        if not re.match(r"\s*(?:>|[-_*]|(?:on|el|am|le|il|em|op|from|de|von)\b)", line, re.I)
    ]
    bare = "\n".join(lines)
    assert fold(bare).split() == bare.split()


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("Yes.\n\nOn Mon, Nov 2, 2026 at 9:00 AM Dana <d@a.gov> wrote:\n> Did you?\n> Really?", "Yes."),
        ("Sí.\n\nEl lun, 2 nov 2026 a las 9:00, Dana (<d@a.gov>)\nescribió:\n> ¿Fue así?", "Sí."),
        ("Yes.\n\n-----Original Message-----\nFrom: Dana\nSent: Monday\nTo: Jo\nSubject: X\n\nDid you?", "Yes."),
        ("Sí.\n\nDe: Dana\nEnviado el: lunes\nPara: Jo\nAsunto: X\n\n¿Fue así?", "Sí."),
        ("Yes.\n________________________________\nFrom: Dana\nSent: Monday\nTo: Jo\n\nDid you?", "Yes."),
        ("On Monday Dana wrote:\n> Did you?\n\nYes, I did.", "Yes, I did."),
        ("> One?\nFirst answer.\n> Two?\nSecond answer.", "First answer.\nSecond answer."),
        ("FYI\n\n---------- Forwarded message ---------\nFrom: Shop\nDate: Mon\nSubject: Bill\n\nPay!",
         "FYI\n\n---------- Forwarded message ---------\nFrom: Shop\nDate: Mon\nSubject: Bill\n\nPay!"),
        ("> only a quote", "> only a quote"),
        ("From: the start I was right.\nThat is all.", "From: the start I was right.\nThat is all."),
        ("Hello.\nOn Tuesday I wrote:\nnobody answered me.", "Hello.\nOn Tuesday I wrote:\nnobody answered me."),
        ("On Tuesday I wrote:\nnobody answered me.", "On Tuesday I wrote:\nnobody answered me."),
    ],
)  # fmt: skip
def test_what_is_quoted_is_folded_and_what_is_said_stays(text: str, latest: str) -> None:
    assert fold(text) == latest


def test_x7_html_is_shown_without_anything_that_loads_runs_or_hides() -> None:
    shown = html.cleaned(
        '<style>p{display:none}</style><p style="display:none" onclick="x()">Hidden</p><script>evil()</script>'
        '<img src="https://spy.example/1.gif"><a href="javascript:x()">a</a><a href="https://example.org">b</a>'
        '<form action="/x"><input name="y"></form><iframe src="https://x.example"></iframe><svg><a>c</a></svg>'
    )
    for bad in ("style", "script", "img", "onclick", "form", "input", "iframe", "svg", "evil"):
        assert bad not in shown
    assert "Hidden" in shown, "what was to be hidden is seen"
    assert '<a href="https://example.org" rel="noopener noreferrer nofollow">b</a>' in shown


def test_text_comes_from_html_where_there_is_no_other() -> None:
    made = mail(text="x")
    made.set_content("<p>Hello</p><ul><li>one</li></ul><blockquote>earlier</blockquote>", subtype="html")
    found = read(made.as_bytes())
    assert found.text == "Hello\n\n- one\n\n> earlier"
    assert found.latest == "Hello\n\n- one"


def test_files_are_on_the_case_and_what_is_not_accepted_is_kept_with_the_mail(mailbox: Mailbox) -> None:
    made = mail()
    made.add_attachment(
        b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n",
        maintype="application",
        subtype="pdf",
        filename="lease.pdf",
    )
    made.add_attachment(
        b"MZ\x90\x00 program", maintype="application", subtype="octet-stream", filename="../setup.exe"
    )
    made.add_attachment(
        b"x\x9f\x3e\x22 tnef", maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    made.add_attachment(b"PK\x03\x04 bomb", maintype="application", subtype="zip", filename="all.zip")
    inner = mail(subject="Inner", text="What they told me.")
    made.add_attachment(inner)
    incoming = came(mailbox, made)
    parts = {part.file.name: part for part in incoming.mail.parts.all()}
    assert incoming.case is not None
    on_case = set(incoming.case.attachments.values_list("file__name", flat=True))
    assert {"setup.exe", "winmail.dat", "all.zip"} <= set(parts)
    assert all(parts[name].refused for name in ("setup.exe", "winmail.dat", "all.zip"))
    assert not on_case & {"setup.exe", "winmail.dat", "all.zip"}
    assert len(parts) == 5


def test_a_mail_of_very_many_parts_is_read_in_bounds() -> None:
    raw = b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nword\n" * 5000
    found = read(raw)
    assert "more parts than are taken apart" in found.damaged
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(60))
    assert read(b"From: a@example.org\n" + nested + b"\nword\n").damaged


def test_a_very_long_mail_opens_a_case_with_its_beginning(mailbox: Mailbox) -> None:
    incoming = came(mailbox, mail(text="word " * 30_000))
    assert incoming.post is not None
    assert incoming.post.text.endswith("(The mail goes on. The whole of it is kept with the case.)")
    assert len(incoming.mail.text) > 100_000
