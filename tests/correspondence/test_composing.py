"""A mail says the same in text and HTML, cites by number, carries its files, and holds no header but ours."""

import datetime as dt
import hashlib
import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from frontoffice.correspondence import composing, headers
from frontoffice.correspondence.addressing import one_line
from frontoffice.correspondence.composing import as_html, compose
from frontoffice.correspondence.models import Message
from frontoffice.foundation import files
from frontoffice.foundation.actors import service
from tests.correspondence.letters import content, drafted, html, parsed, passage, plain_text, sent_out
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db
ID = "0123@agency.example"
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=120)
# Everything that a mail program, or Python's own parser, may take for the end of a line.
BREAKS = st.lists(
    st.sampled_from(["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\r\n "])
)
INJECTED = "x\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>"


def made(message: Message) -> bytes:
    return compose(message, message_id=ID, at=NOW)


def read_strictly(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert [defect for part in mail.walk() for defect in part.defects] == []
    return mail


def test_who_to_whom_about_what_and_when_stand_in_the_headers(settings: object) -> None:
    settings.DEFAULT_FROM_EMAIL = "answers@agency.example"  # type: ignore[attr-defined]
    settings.MAIL_REPLY_TO = "Front desk <desk@agency.example>"  # type: ignore[attr-defined]
    mail = read_strictly(made(drafted()))
    assert mail["From"] == "Agency of the Tests <answers@agency.example>"
    assert mail["To"] == "Jordan Ellis <jordan@example.org>"
    assert mail["Reply-To"] == "Front desk <desk@agency.example>"
    assert mail["Subject"] == "Your question about your license"
    assert mail["Date"].datetime == NOW
    assert mail["Date"].datetime.utcoffset() == dt.timedelta(hours=-6), "the agency's own clock"
    assert mail["Message-ID"] == f"<{ID}>"
    assert mail["Content-Language"] == "en"
    assert mail.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    ("by", "in_reply_to", "said"),
    [
        ("person", "", None),
        ("person", "<abc@example.org>", None),
        ("service", "", "auto-generated"),
        ("service", "abc@example.org", "auto-replied"),
        ("automated", "abc@example.org", "auto-replied"),
    ],
)
def test_what_no_person_wrote_says_so(by: str, in_reply_to: str, said: str | None) -> None:
    actor = service("cases") if by == "service" else staff(automated=by == "automated").actor
    mail = read_strictly(made(drafted(actor, in_reply_to=in_reply_to)))
    assert mail["Auto-Submitted"] == said
    expected = "<abc@example.org>" if in_reply_to else None
    assert (mail["In-Reply-To"], mail["References"]) == (expected, expected)


@pytest.mark.parametrize(
    "given", ["no brackets here", "<a b@c>", "<a@b>\r\nBcc: x@y.org", "<>", "é@example.org"]
)
def test_a_message_id_that_can_not_stand_in_a_header_is_left_out(given: str) -> None:
    assert read_strictly(made(drafted(in_reply_to=given)))["In-Reply-To"] is None


def test_a_long_message_id_is_neither_broken_nor_encoded() -> None:
    identifier = f"{'a' * 200}@mail.example.org"
    raw = made(drafted(in_reply_to=f"<{identifier}>"))
    assert f"<{identifier}>".encode() in raw
    assert read_strictly(raw)["In-Reply-To"].strip() == f"<{identifier}>"


def test_text_and_html_say_the_same_and_each_source_can_be_looked_up() -> None:
    one = passage("renew-a-license")
    other = passage(
        "proof-of-address", title="Proof of where you live", citation="", effective_from="2026-03-02"
    )
    message = sent_out(passages=[one, other, one], quotes={one.pk: "Bring the old license"})
    text, page = plain_text(content(message)), html(content(message))
    for said in (
        "bring the old license.",
        "Renewing a driver license",
        "C.A.C. 12-4-3(b)",
        "In effect since Jan. 5, 2026",
        "Bring the old license",
        "Proof of where you live",
        "In effect since March 2, 2026",
        "http://localhost:8000/help/renew-a-license/",
        "http://localhost:8000/help/proof-of-address/",
        "Agency of the Tests",
    ):
        assert said in text, said
        assert said in page, said
    assert re.findall(r"^\[(\d)\] (.*)", text, re.MULTILINE) == [
        ("1", "Renewing a driver license"),
        ("2", "Proof of where you live"),
    ]
    assert page.count("<li>") == 2


def test_a_message_without_sources_has_no_heading_for_them() -> None:
    text = plain_text(made(drafted(body="Thank you.")))
    assert text == "Thank you.\n\n-- \nAgency of the Tests\nhttp://localhost:8000/\n"


def test_a_message_in_spanish_is_framed_in_spanish() -> None:
    message = drafted(language="es", body="Traiga la licencia.", passages=[passage()])
    raw = made(message)
    assert "En vigor desde el 5 de enero de 2026" in plain_text(raw)
    assert "En qué se basa esta respuesta" in html(raw)
    assert '<html lang="es">' in html(raw)
    assert read_strictly(raw)["Content-Language"] == "es"


def test_files_go_along_under_safe_names_byte_by_byte() -> None:
    by = service("tests")
    form = files.store(b"%PDF-1.4\nform", name="../Solicitud de renovaci\u00f3n.pdf", by=by, at=NOW)
    notes = files.store("Ñandú\r\nend".encode(), name="notes.txt", by=by, at=NOW)
    mail = read_strictly(made(drafted(files=[form, notes])))
    enclosed = list(mail.iter_attachments())
    assert [part.get_filename() for part in enclosed] == ["Solicitud de renovación.pdf", "notes.txt"]
    assert [part.get_content_type() for part in enclosed] == ["application/pdf", "text/plain"]
    assert enclosed[0].get_payload(decode=True) == b"%PDF-1.4\nform"
    assert enclosed[1].get_payload(decode=True) == "Ñandú\r\nend".encode()
    assert mail.get_content_type() == "multipart/mixed"


def test_what_is_kept_is_what_was_composed_and_its_hash_proves_it() -> None:
    message = sent_out()
    assert message.eml is not None
    assert message.eml.sha256 == hashlib.sha256(content(message)).hexdigest()
    assert message.eml.content_type == "message/rfc822"
    assert message.eml.stored_by is None
    assert parsed(content(message))["Message-ID"] == f"<{message.message_id}>"


@given(subject=TEXT, name=TEXT, between=BREAKS, body=TEXT)
@example(subject=INJECTED, name=INJECTED, between=["\r\n"], body=INJECTED)
@example(subject="=?utf-8?q?=0ABcc=3A_all=40example.org?=", name="=?utf-8?b?eAo=?=", between=[], body=".")
@example(subject="a" * 250, name="ñ" * 200, between=[], body="x" * 3000)
@example(subject="é " * 120, name='"quoted", \\ <evil@example.org>', between=[], body="From here\n.\n")
@settings(max_examples=150, deadline=None)
def test_nothing_that_is_typed_becomes_a_header_a_part_or_another_recipient(
    subject: str, name: str, between: list[str], body: str
) -> None:
    subject, name = between_each(subject, between), between_each(name, between)
    message = Message(
        channel="email",
        to_name=one_line(name)[:200],
        to_address="jordan@example.org",
        subject=one_line(subject)[:250] or "-",
        body=body,
        by=service("cases"),
        created_at=NOW,
        pk=10**9,
    )
    raw = made(message)
    mail = read_strictly(raw)
    assert " ".join(mail.keys()) == (
        "From To Subject Date Message-ID Content-Language Auto-Submitted "
        "X-Auto-Response-Suppress MIME-Version Content-Type"
    )
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert recipients(raw) == [(message.to_name, "jordan@example.org")]
    assert one_line(mail["Subject"]) == message.subject
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert len(re.findall(rb"(?<!\r)\n|\r(?!\n)", raw)) == 0, "a line break that is not CRLF"


def recipients(raw: bytes) -> list[tuple[str, str]]:
    """Names and addresses in To, read as RFC 2047 says: the space between two encoded words is not part of the name."""
    line = str(message_from_bytes(raw)["To"])
    return [(str(make_header(decode_header(name))), address) for name, address in getaddresses([line])]


def between_each(text: str, breaks: list[str]) -> str:
    """The text with the breaks strewn in."""
    pieces = [text[place : place + 3] for place in range(0, len(text), 3)]
    return "".join(
        piece + (breaks[place % len(breaks)] if breaks else "") for place, piece in enumerate(pieces)
    )


@given(value=TEXT)
@settings(max_examples=300, deadline=None)
def test_a_folded_header_reads_as_it_was_written(value: str) -> None:
    line = headers.header("Subject", headers.text(value))
    assert line.endswith(b"\r\n")
    assert all(len(part) <= 78 for part in line.split(b"\r\n"))
    read = message_from_bytes(line + b"\r\n", policy=policy.default)
    assert one_line(read["Subject"] or "") == one_line(value)


@given(body=TEXT)
@example(body='<script>alert(1)</script> javascript:alert(1) http://x/"onclick=alert(1)')
@example(body="https://example.org/?a=1&b=<b>2</b>. Then more (https://example.org/x).")
@settings(max_examples=150, deadline=None)
def test_the_html_of_any_text_holds_only_paragraphs_breaks_and_web_links(body: str) -> None:
    made_html = as_html(body)
    tags = set(re.findall(r"</?([a-z0-9]+)", made_html))
    assert tags <= {"p", "br", "a"}
    for address in re.findall(r'href="([^"]*)"', made_html):
        assert address.startswith(("http://", "https://"))
    assert composing.clean(made_html) == made_html


def test_a_link_ends_before_the_full_stop_of_its_sentence() -> None:
    assert as_html("See https://example.org/a?b=1&c=2. Or (https://example.org/x).") == (
        '<p>See <a href="https://example.org/a?b=1&amp;c=2" rel="noopener">https://example.org/a?b=1&amp;c=2</a>. Or '
        '(<a href="https://example.org/x" rel="noopener">https://example.org/x</a>).</p>\n'
    )
