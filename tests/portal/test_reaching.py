"""A person can be reached from every page: by telephone, at an office, in writing; and complained to."""

import pytest

from frontoffice.cases.actions.keeping_topics import define_topic
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from tests.portal.making import PAGE, Visitor, only_case, text_of

pytestmark = pytest.mark.usefixtures("pages")
EVERYWHERE = [
    "/", "/help/", f"/help/{PAGE}/", f"/help/{PAGE}/print/", "/topics/driver-license/", "/changes/", "/offices/",
    "/cases/", "/ask/", "/talk/", "/complaints/", "/privacy/", "/accessibility/",
]  # fmt: skip
WRONG = "I stood in line for two hours and was sent away."


def topic_of_complaints() -> None:
    define_topic(
        code="complaint",
        name="Complaints",
        unit="front",
        service_days=5,
        by=service("demo"),
        at=clock.now(),
    )


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_page_leads_to_a_person_and_to_a_complaint(visitor: Visitor, address: str) -> None:
    page = visitor.get(address).content.decode()
    for door in ("/talk/", "/ask/", "/complaints/"):
        assert f'href="{door}"' in page, door


def test_a_page_that_is_not_there_leads_to_a_person_too(visitor: Visitor) -> None:
    assert 'href="/talk/"' in visitor.get("/no/such/page/").content.decode()


def test_whoever_wants_a_person_finds_telephone_and_address_and_who_is_there_now(visitor: Visitor) -> None:
    said = text_of(visitor.get("/talk/"))
    assert "dial 711" in said
    assert "Open now" in said or "Closed now" in said or "No office" in said or "Call" in said


def test_a_complaint_becomes_a_case_that_says_so_and_can_be_followed(visitor: Visitor) -> None:
    topic_of_complaints()
    assert 'name="topic"' not in visitor.get("/complaints/").content.decode()
    sent = visitor.fill("/complaints/", text=WRONG, answer_by="site", email="", name="")
    case = only_case()
    assert sent["Location"] == f"/cases/{case.reference}/done/"
    assert (case.topic.code, case.subject) == ("complaint", f"Complaint: {WRONG}")
    assert case.asker_name == ""
    assert "Access code" in text_of(visitor.get(sent["Location"]))


def test_without_a_topic_for_complaints_one_is_chosen(visitor: Visitor) -> None:
    visitor.fill("/complaints/", text=WRONG, topic="other", answer_by="site", email="", name="")
    case = only_case()
    assert (case.topic.code, case.subject) == ("other", f"Complaint: {WRONG}")


def test_a_complaint_without_words_is_given_back_with_what_is_missing(visitor: Visitor) -> None:
    topic_of_complaints()
    answer = visitor.fill("/complaints/", text="  ", answer_by="email", email="", name="Ann")
    assert answer.status_code == 422
    said = text_of(answer)
    assert "Say what went wrong first." in said
    assert "Enter your e-mail address" in said
    assert 'value="Ann"' in answer.content.decode()


def test_the_same_complaint_sent_twice_is_one_case(visitor: Visitor) -> None:
    topic_of_complaints()
    page = visitor.get("/complaints/")
    typed = {"text": WRONG, "answer_by": "site", "email": "", "name": ""}
    key = {"idempotency_key": page.content.decode().split('name="idempotency_key" value="')[1].split('"')[0]}
    first, second = (visitor.post("/complaints/", typed | key) for _time in range(2))
    assert first["Location"] == second["Location"]
    assert only_case().subject == f"Complaint: {WRONG}"
