"""Whatever is sent to a public page, it answers with a clear sentence and never fails; what was typed stays."""

import html
import string
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from frontoffice.cases.models import Case
from frontoffice.knowledge.models import Question
from tests.portal.making import ANSWERED, Visitor, only_case, text_of

pytestmark = pytest.mark.usefixtures("topics")

SEVERAL = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE cases_case; --",
    "1 OR 1=1",
    "../../../../etc/passwd",
    "..%2f..%2f",
    "{{ 7*7 }}{% debug %}",
    "${jndi:ldap://example.com/a}",
    "javascript:alert(1)",
    "name@example.com\r\nBcc: everybody@example.com",
    "\x00",
    "a\x00b",
    "\x1b[31m",
    "\u202egnp.exe",
    "\ufffd",
    "🧾" * 50,
    "ﷺ" * 50,
    "ا" * 50,
    "%s%n%x",
    "\\",
    "%",
    "_",
    "*",
    '"',
    "(",
    "NEAR/",
    "AND OR NOT",
    "a" * 100_000,
]
texts = st.one_of(
    st.sampled_from(EVIL), st.text(max_size=300), st.text(alphabet=string.printable + "\x00ÿ�", max_size=300)
)
FIELDS = ("text", "name", "email", "topic", "answer_by", "idempotency_key", "from", "kept", "website")


def assert_answered(answer: Any) -> None:
    """An answer of the product's own: done, or a sentence for people."""
    assert answer.status_code in {200, 302, 400, 404, 405, 409, 422, 429}, answer.status_code
    if answer.status_code in {400, 404, 409, 422, 429}:
        assert "<h1" in answer.content.decode()
        assert "Server Error" not in text_of(answer)


def assert_kept(answer: Any, typed: str) -> None:
    """The text is in the form again, as text and not as markup."""
    kept = " ".join(typed.replace("\x00", "").split())
    shown = " ".join(html.unescape(answer.content.decode().replace("\x00", "")).split())
    assert kept in shown


@SEVERAL
@given(typed=texts)
@example(typed="a" * 1_000_000)
def test_any_text_in_the_question_box(visitor: Visitor, typed: str) -> None:
    answer = visitor.ask(typed)
    assert_answered(answer)
    if answer.status_code == 422:
        assert_kept(answer, typed)
    if answer.status_code == 302:
        page = visitor.get(answer.url)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert_kept(page, typed)


@SEVERAL
@given(field=st.sampled_from(FIELDS), typed=texts)
def test_any_text_in_any_field_for_a_representative(visitor: Visitor, field: str, typed: str) -> None:
    answer = visitor.open_case(**{"text": "Kept words.", "name": "Ray Tolliver", field: typed})
    assert_answered(answer)
    if answer.status_code == 422:
        assert_kept(answer, "Ray Tolliver" if field != "name" else typed)
        if field in {"text", "name", "email"}:
            assert_kept(answer, typed)
    if answer.status_code == 302:
        page = visitor.get(answer.url.removesuffix("done/"))
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()


@SEVERAL
@given(typed=texts)
def test_any_text_added_to_a_case(visitor: Visitor, typed: str) -> None:
    if not Case.objects.exists():
        visitor.open_case()
    page = f"/cases/{Case.objects.latest('pk').reference}/"
    answer = visitor.fill(page, text=typed)
    assert_answered(answer)
    if answer.status_code == 422:
        assert_kept(answer, typed)


@SEVERAL
@given(reference=texts, code=texts)
def test_any_reference_and_code(visitor: Visitor, reference: str, code: str) -> None:
    answer = visitor.fill("/cases/", reference=reference, code=code)
    assert_answered(answer)
    assert answer.status_code != 302


@SEVERAL
@given(path=st.one_of(st.sampled_from(EVIL[:-1]), st.text(min_size=1, max_size=80)))
def test_any_address(visitor: Visitor, path: str) -> None:
    part = quote(path, safe="")
    for address in (
        f"/cases/{part}/",
        f"/cases/{part}/done/",
        f"/cases/{part}/files/{part}/",
        f"/answers/{part}/",
        f"/help/{part}/",
        f"/{part}",
    ):
        answer = visitor.get(address)
        assert_answered(answer)
        assert answer.status_code in {302, 404}


@SEVERAL
@given(value=texts, name=st.sampled_from(["on", "language", "code", "from", "q", "after", "reference"]))
def test_any_value_in_the_query(visitor: Visitor, name: str, value: str) -> None:
    query = f"?{name}={quote(value[:4000], safe='', errors='surrogatepass')}"
    for page in (
        "/",
        "/ask/",
        "/cases/",
        "/cases/7KM4-29QX-T8/",
        "/help/",
        "/help/fee-schedule/",
        "/offices/",
    ):
        assert_answered(visitor.get(f"{page}{query}"))


@SEVERAL
@given(body=st.binary(max_size=500))
def test_any_bytes_as_the_body_of_a_form(visitor: Visitor, body: bytes) -> None:
    visitor.get("/ask/")
    for kind in (
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/x-www-form-urlencoded; charset=no-such-charset",
        "text/plain",
        "\x00",
    ):
        for page in ("/answers/", "/ask/", "/cases/"):
            assert_answered(visitor.generic("POST", page, body, content_type=kind))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"question=caf%E9+license", "Some letters did not arrive as they were typed."),
        (b"question=%ED%A0%80+license", "Some letters did not arrive as they were typed."),
        (b"question=a%00b", "This holds characters that can't be stored."),
        (b"question=%1B%5B31m+license", "This holds characters that can't be stored."),
    ],
)
def test_broken_letters_are_said_and_the_rest_is_kept(visitor: Visitor, sent: bytes, said: str) -> None:
    answer = visitor.generic("POST", "/answers/", sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Question.objects.exists()


def test_a_body_larger_than_any_form_is_refused_in_words(visitor: Visitor) -> None:
    answer = visitor.ask("license " * 400_000)
    assert answer.status_code == 400
    assert "Go back, check what you entered, and send it again." in text_of(answer)


def test_more_fields_than_any_form_has_are_refused_in_words(visitor: Visitor) -> None:
    answer = visitor.post("/ask/", {f"field{number}": "x" for number in range(600)})
    assert answer.status_code == 400
    assert "This request could not be read" in text_of(answer)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("../../etc/passwd", b"root:x:0:0"),
        ("a.pdf\x00.exe", b"MZ\x90\x00"),
        ("x" * 500 + ".pdf", b"%PDF-1.4\n%%EOF"),
        ("page.html", b"<script>alert(1)</script>"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("empty.pdf", b""),
        ("archive.zip", b"PK\x03\x04" + b"\x00" * 100),
        ("broken.png", b"\x89PNG\r\n\x1a\n"),
        ("\u202egpj.exe", b"MZ" + b"\x00" * 100),
        ("words.txt", "Ärger mit Umlauten".encode("latin-1")),
    ],
)
def test_any_file_is_taken_safely_or_refused_in_words(visitor: Visitor, name: str, content: bytes) -> None:
    answer = visitor.open_case(file=SimpleUploadedFile(name, content))
    assert_answered(answer)
    if answer.status_code == 302:
        for attached in only_case().attachments.all():
            assert "/" not in attached.file.name
            assert "\x00" not in attached.file.name
    else:
        assert "My card never came." in answer.content.decode()


def test_a_file_larger_than_allowed_is_refused_in_words_and_the_question_kept(
    visitor: Visitor, settings: Any
) -> None:
    settings.FILE_MAX_BYTES = 1024 * 1024
    answer = visitor.open_case(file=SimpleUploadedFile("large.txt", b"a" * (1024 * 1024 + 1)))
    assert answer.status_code == 422
    assert "large.txt: This file is larger than 1 MB." in text_of(answer)
    assert "My card never came." in answer.content.decode()


def test_words_of_the_query_language_are_only_words(visitor: Visitor, pages: None) -> None:
    for typed in (
        '"',
        "(",
        "AND",
        "NEAR/2",
        "license*",
        "title:x",
        "-license",
        "license OR 1=1",
        "'; SELECT 1",
    ):
        assert_answered(visitor.ask(f"{typed} {ANSWERED}"))
    assert Question.objects.count() == 9
