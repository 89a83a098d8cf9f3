"""The box under the timeline: what is sent, what is refused, and that nothing typed is lost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.noting import note
from frontoffice.cases.models import Case
from frontoffice.contacts.models import Contact
from frontoffice.correspondence.models import Message
from frontoffice.knowledge.models import AnswerGiven
from tests.cases import making
from tests.cases.desk_pages import NASTY, address, text, write
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_a_reply_is_sent_with_its_citation(desk: Client, case: Case, dana: StaffMember) -> None:
    passage = making.passage()
    answer = write(desk, case, text="It costs $18.00. [1]", passages=passage.reference)
    assert answer.status_code == 302
    message = Message.objects.get()
    assert (message.body, message.by, message.citations.get().passage) == (
        "It costs $18.00. [1]",
        dana.actor,
        passage,
    )
    assert AnswerGiven.objects.get().passage == passage
    page = text(desk.get(address(case)))
    assert "Replacing a card" in page
    assert "on its way" in page


@pytest.mark.parametrize(
    ("then", "status"), [("wait", "waiting"), ("resolve", "resolved"), ("stay", "open"), ("", "waiting")]
)
def test_it_can_be_sent_in_three_ways(desk: Client, case: Case, then: str, status: str) -> None:
    write(desk, case, then=then)
    case.refresh_from_db()
    assert case.status == status


def test_a_note_goes_to_nobody(desk: Client, case: Case) -> None:
    write(desk, case, kind="note", text="For us.")
    assert case.notes.get().text == "For us."
    assert not Message.objects.exists()


def test_the_same_form_sent_twice_is_sent_once(desk: Client, case: Case) -> None:
    for _time in range(2):
        assert write(desk, case, idempotency_key="k" * 32).status_code == 302
    assert Message.objects.count() == 1


def test_the_same_form_with_its_file_sent_twice_is_sent_once(desk: Client, case: Case) -> None:
    for _time in range(2):
        form = SimpleUploadedFile("form.txt", b"Fill this in.", content_type="text/plain")
        assert write(desk, case, idempotency_key="k" * 32, files=form).status_code == 302
    assert Message.objects.get().enclosures.count() == 1


def test_what_changed_meanwhile_is_shown_and_what_was_typed_is_kept(
    desk: Client, case: Case, tomas: StaffMember
) -> None:
    seen = int(re.search(r'name="seen" value="(\d+)"', text(desk.get(address(case))))[1])  # type: ignore[index]
    note(case=case, text="Don't answer yet.", by=tomas.actor, at=NOW)
    answer = write(desk, case, text="What I typed", seen=seen, passages=making.passage().reference)
    page = text(answer)
    assert answer.status_code == 409
    assert "has changed since you began to write" in page
    assert "What I typed" in page
    assert "Don&#x27;t answer yet." in page
    assert page.count("entry-new-mark") == 1
    assert 'data-chip="' in page
    # Sent again from what is shown now, it goes.
    version = int(re.search(r'name="expected_version" value="(\d+)"', page)[1])  # type: ignore[index]
    assert write(desk, case, text="What I typed", expected_version=version).status_code == 302


@pytest.mark.parametrize(
    "given",
    [
        {"text": "  "},
        {"text": "x" * 20_001},
        {"kind": "shout"},
        {"passages": "2222-2222-22"},
        {"passages": NASTY},
        {"expected_version": "many"},
        {"text": "nul \x00 byte"},
    ],
)
def test_bad_input_comes_back_with_what_was_typed(desk: Client, case: Case, given: dict[str, str]) -> None:
    answer = write(desk, case, **({"text": "Typed."} | given))
    assert answer.status_code in {404, 422}
    assert "error-summary" in text(answer)
    assert given.get("text", "Typed.").strip().replace("\x00", "") in text(answer).replace("\x00", "")
    assert not Message.objects.exists()


def test_a_file_survives_an_error_elsewhere(desk: Client, case: Case) -> None:
    form = SimpleUploadedFile("form.txt", b"Fill this in.", content_type="text/plain")
    page = text(write(desk, case, text=" ", files=form))
    kept = re.search(r'name="kept" value="([^"]+)"', page)
    assert kept is not None
    write(desk, case, kept=kept[1])
    assert Message.objects.get().enclosures.get().file.name == "form.txt"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("run.exe", b"MZ\x90\x00" + b"\x00" * 60),
        ("page.html", b"<script>alert(1)</script>"),
        ("empty.txt", b""),
    ],
)
def test_what_is_no_harmless_file_is_refused_and_the_text_kept(
    desk: Client, case: Case, name: str, content: bytes
) -> None:
    answer = write(desk, case, text="See the file.", files=SimpleUploadedFile(name, content))
    assert answer.status_code == 422
    assert "See the file." in text(answer)
    assert not Message.objects.exists()


def test_another_persons_upload_is_not_taken(desk: Client, case: Case, tomas: StaffMember) -> None:
    foreign = making.file("secret.txt", by=tomas.actor)
    write(desk, case, kept=foreign.reference)
    assert not Message.objects.get().enclosures.exists()


def test_markup_is_shown_as_text_everywhere(desk: Client, topic: object) -> None:
    case = making.case(subject=NASTY[:200], text=NASTY, name=NASTY[:200])
    write(desk, case, kind="note", text=NASTY)
    write(desk, case, text=NASTY, expected_version=case.version + 1)
    desk.post(address(case, "resolve"), {"code": "done", "resolution": NASTY})
    for path in (
        "/desk/?view=all",
        "/desk/?q=script",
        address(case),
        address(case, "passages"),
        address(case, "reopen"),
    ):
        page = text(desk.get(path))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert Case.objects.count() == 1


def test_a_call_about_the_case_is_written_down(desk: Client, case: Case, dana: StaffMember) -> None:
    desk.post(address(case, "add"), {"channel": "phone", "text": "She called again."})
    assert case.posts.order_by("-pk")[0].text == "She called again."
    assert Contact.objects.order_by("-pk")[0].channel == "phone"
    assert desk.post(address(case, "add"), {"channel": "drum", "text": "Boom."}).status_code == 422
    assert "written down by Dana Whitfield" in text(desk.get(address(case)))


def test_a_file_for_colleagues_is_attached_and_fetched_as_a_download(desk: Client, case: Case) -> None:
    assert desk.post(address(case, "attach"), {}).status_code == 422
    desk.post(address(case, "attach"), {"files": SimpleUploadedFile("lease.txt", b"The lease.")})
    file = case.attachments.get().file
    answer = desk.get(address(case, f"files/{file.reference}"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"The lease."  # type: ignore[attr-defined]
    other = making.case()
    assert desk.get(address(other, f"files/{file.reference}")).status_code == 404
