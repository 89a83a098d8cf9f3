"""Asking a representative: without an account or a name, with files, with reference, code and date to take away."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from frontoffice.cases.models import Case, Post
from frontoffice.contacts.models import Channel, Contact, Outcome
from frontoffice.foundation.models import ActorKind, StoredFile
from frontoffice.foundation.references import normalize_code, spoken
from frontoffice.portal import wording
from tests.portal.making import ANSWERED, UNANSWERED, Visitor, hidden_fields, only_case, text_of

pytestmark = pytest.mark.usefixtures("topics")

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def pdf(name: str = "letter.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_inq_11_somebody_asks_without_an_account_without_a_name_and_without_an_address(
    visitor: Visitor,
) -> None:
    answer = visitor.open_case()
    case = only_case()
    assert answer.status_code == 302
    assert answer.url == f"/cases/{case.reference}/done/"
    assert (case.asker_name, case.reply_to, case.customer, case.channel) == ("", "", None, Channel.WEB)
    assert Post.objects.get().by.kind == ActorKind.ANONYMOUS
    assert "You get an answer by" in text_of(visitor.get(answer.url))


def test_reference_code_link_and_date_are_given_to_take_away(visitor: Visitor) -> None:
    answer = visitor.get(visitor.open_case().url)
    case, said = only_case(), text_of(answer)
    code = re.search(r"\?code=([0-9A-Z-]+)", answer.content.decode()).group(1)  # type: ignore[union-attr]
    assert normalize_code(code) == code
    for shown in (case.reference, spoken(case.reference), code, spoken(code), case.number):
        assert shown in said
    assert wording.with_weekday(case.due_on) in said
    assert f"/cases/{case.reference}/?code={code}" in said


def test_the_access_code_is_kept_nowhere(visitor: Visitor) -> None:
    page = visitor.get(visitor.open_case().url).content.decode()
    code = re.search(r"\?code=([0-9A-Z-]+)", page).group(1)  # type: ignore[union-attr]
    case = only_case()
    assert code not in str(Case.objects.filter(pk=case.pk).values().get())
    assert code.replace("-", "") not in case.access_code_hash


def test_the_code_is_not_shown_again_without_its_cookie(visitor: Visitor) -> None:
    done = visitor.open_case().url
    del visitor.cookies["case_code"]
    answer = visitor.get(done)
    assert "?code=" not in answer.content.decode()
    assert only_case().reference in text_of(answer)


def test_name_and_address_are_kept_and_the_answer_goes_to_that_address(visitor: Visitor) -> None:
    given = {"answer_by": "email", "email": "m.ortega@example.org", "name": "Marisol Ortega-Reyes"}
    answer = visitor.get(visitor.open_case(**given).url)
    case = only_case()
    assert (case.reply_to, case.asker_name) == ("m.ortega@example.org", "Marisol Ortega-Reyes")
    assert "We also send the answer to m.ortega@example.org." in text_of(answer)


def test_who_reads_the_answer_here_is_not_written_to(visitor: Visitor) -> None:
    visitor.open_case(answer_by="site", email="m.ortega@example.org")
    assert only_case().reply_to == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": "  "}, "Type your question first."),
        ({"topic": ""}, "Choose what it is about."),
        ({"topic": "no-such-topic"}, "Select a valid choice."),
        ({"answer_by": ""}, "Choose how we should answer."),
        (
            {"answer_by": "email", "email": ""},
            "Enter your e-mail address, or choose to read the answer on this site.",
        ),
        ({"email": "nobody"}, "Enter an e-mail address like name@example.com."),
        ({"text": "x" * 5001}, "shorten it to 5000 characters (it has 5001)"),
        ({"name": "x" * 201}, "shorten it to 200 characters (it has 201)"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    visitor: Visitor, wrong: dict[str, str], said: str
) -> None:
    typed = {"text": "My card never came.", "name": "Ray Tolliver", "email": "ray@example.com"} | wrong
    answer = visitor.open_case(**typed)
    assert answer.status_code == 422
    assert said in text_of(answer)
    page = answer.content.decode()
    assert all(value.strip() in page for value in typed.values())
    assert not Case.objects.exists()


def test_a_honeypot_that_was_filled_in_says_so_and_keeps_what_was_typed(visitor: Visitor) -> None:
    answer = visitor.open_case(website="http://spam.example")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Leave the hidden field empty" in text_of(answer)
    assert "My card never came." in page
    assert "spam.example" not in page
    assert not Case.objects.exists()


def test_a_file_goes_with_the_question(visitor: Visitor) -> None:
    visitor.open_case(file=pdf())
    assert [attached.file.name for attached in only_case().attachments.all()] == ["letter.pdf"]
    assert only_case().attachments.get().post is not None


def test_a_file_that_was_taken_is_not_lost_by_an_error_elsewhere(visitor: Visitor) -> None:
    answer = visitor.open_case(text="", file=pdf())
    stored = StoredFile.objects.get()
    assert answer.status_code == 422
    assert f'name="kept" value="{stored.reference}" checked' in answer.content.decode()
    visitor.open_case(kept=[stored.reference])
    assert only_case().attachments.get().file == stored


def test_a_file_that_was_unticked_does_not_go_with_it(visitor: Visitor) -> None:
    visitor.open_case(text="", file=pdf())
    visitor.open_case(kept=[])
    assert not only_case().attachments.exists()


def test_the_file_of_another_visitor_cannot_be_attached(visitor: Visitor, other: Visitor) -> None:
    visitor.open_case(text="", file=pdf())
    other.open_case(kept=[StoredFile.objects.get().reference])
    assert not only_case().attachments.exists()


def test_a_program_is_not_taken_and_the_question_is_kept(visitor: Visitor) -> None:
    program = SimpleUploadedFile("letter.pdf", b"MZ\x90\x00" + b"\x00" * 200, content_type="application/pdf")
    answer = visitor.open_case(file=program)
    assert answer.status_code == 422
    assert "letter.pdf:" in text_of(answer)
    assert "My card never came." in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_six_files_are_too_many_and_all_are_kept_to_choose_from(visitor: Visitor) -> None:
    many = [pdf(f"{number}.pdf", PDF + b"%" * number) for number in range(6)]
    answer = visitor.open_case(file=many)
    assert "Add at most 5 files." in text_of(answer)
    assert answer.content.decode().count('name="kept"') == 6
    assert not Case.objects.exists()


def test_the_conversation_goes_on_with_a_representative_in_the_same_contact(
    visitor: Visitor, pages: None
) -> None:
    conversation = visitor.ask(UNANSWERED).url
    contact = Contact.objects.get()
    assert f'href="/ask/?from={contact.reference}"' in visitor.get(conversation).content.decode()
    form = visitor.get(f"/ask/?from={contact.reference}").content.decode()
    assert UNANSWERED in form
    given = hidden_fields(form, "/ask/")
    visitor.post("/ask/", given | {"topic": "other", "text": UNANSWERED, "answer_by": "site"})
    case = only_case()
    assert case.question is not None
    assert (case.question.text, case.question.contact) == (UNANSWERED, contact)
    assert Post.objects.get().contact == contact
    contact.refresh_from_db()
    assert contact.outcome == Outcome.CASE


def test_the_topic_of_the_page_that_answered_is_chosen_already(visitor: Visitor, pages: None) -> None:
    visitor.ask(ANSWERED)
    form = visitor.get(f"/ask/?from={Contact.objects.get().reference}").content.decode()
    assert re.search(r'<option value="license-replacement" selected', form)


def test_acc_17_the_conversation_of_another_visitor_fills_nothing_in(
    visitor: Visitor, other: Visitor, pages: None
) -> None:
    visitor.ask(UNANSWERED)
    address = f"/ask/?from={Contact.objects.get().reference}"
    assert UNANSWERED not in other.get(address).content.decode()
    other.fill(address, action="/ask/", topic="other", text="Mine.", answer_by="site")
    assert only_case().question is None


def test_without_topics_the_page_says_where_to_go(visitor: Visitor, db: Any) -> None:
    from frontoffice.cases.models import Topic

    Topic.objects.update(active=False)
    answer = visitor.get("/ask/")
    assert "Please call or visit an office." in text_of(answer)
    assert answer.status_code == 200
