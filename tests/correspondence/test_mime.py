"""The body of a mail: whatever is said arrives as it was said, and no line is one that a mail server could change."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from hypothesis import example, given
from hypothesis import strategies as st

from frontoffice.correspondence import mime

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def read(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(b"MIME-Version: 1.0\r\n" + raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert [defect for part in mail.walk() for defect in part.defects] == []
    return mail


@given(WORDS)
@example("Ends with blanks  \nand a tab\t\r\n.\nFrom here\n--=_0\n" + "é" * 90)
def test_words_arrive_as_they_were_said_in_short_lines_of_ascii(words: str) -> None:
    raw = mime.together("alternative", [mime.text("plain", words), mime.text("html", "<p>x</p>")])
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert not any(line.endswith((b" ", b"\t")) for line in raw.split(b"\r\n"))
    [plain, html] = read(raw).iter_parts()
    payload = plain.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.splitlines() == words.encode().splitlines()
    assert html.get_content_type() == "text/html"


@given(st.binary(max_size=400), WORDS.filter(lambda name: name.isprintable() and name.strip() == name != ""))
def test_a_file_arrives_as_it_is(content: bytes, name: str) -> None:
    words = mime.together("alternative", [mime.text("plain", "See the file.")])
    raw = mime.together("mixed", [words, mime.file(content, content_type="application/pdf", name=name)])
    assert raw.isascii()
    [_words, attached] = read(raw).iter_parts()
    assert attached.get_payload(decode=True) == content
    assert attached.get_content_disposition() == "attachment"
