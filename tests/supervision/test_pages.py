"""The pages of held messages, as colleagues use them."""

import re

import pytest
from django.urls import reverse

from frontoffice.authority.models import StaffMember
from frontoffice.correspondence.models import Message, Status
from frontoffice.supervision.models import Review
from tests import factories
from tests.cases import making as cases
from tests.portal.making import hidden_fields, text_of
from tests.supervision import making
from tests.supervision.conftest import signed_in
from tests.supervision.making import BETTER, WORDS
from tests.supervision.pages import fill, on_that_day, page_of

__all__ = ["on_that_day"]
pytestmark = pytest.mark.django_db


def test_the_queue_names_what_waits_and_whose_it_is(noor: StaffMember, ruth: StaffMember) -> None:
    making.held(noor)
    said = text_of(signed_in(ruth).get("/supervision/"))
    for shown in ("Lost card", "Noor Haddad", "Marisol Ortega-Reyes", "Topic cards"):
        assert shown in said


def test_an_empty_queue_says_so(ruth: StaffMember) -> None:
    assert "Nothing waits for you" in text_of(signed_in(ruth).get("/supervision/"))


def test_a_message_is_read_beside_the_question_with_its_sources_in_full(
    noor: StaffMember, ruth: StaffMember
) -> None:
    message = making.held(noor, passages=[cases.passage()])
    said = text_of(signed_in(ruth).get(page_of(message)))
    for shown in (
        WORDS,
        "I lost my card. What does a new one cost?",
        "Replacing a card",
        "A replacement card costs $18.00. You can pay at any office.",
        "Release",
        "Return with comments",
        "Edit and release",
    ):
        assert shown in said


def test_each_decision_has_a_key(noor: StaffMember, ruth: StaffMember) -> None:
    page = signed_in(ruth).get(page_of(making.held(noor))).content.decode()
    assert set(re.findall(r'data-key="(\w)"', page)) >= {"r", "c", "b", "e"}


def test_releasing_leads_on_to_the_next_that_waits(noor: StaffMember, ruth: StaffMember) -> None:
    first, second = making.held(noor), making.held(noor)
    client = signed_in(ruth)
    answer = fill(client, page_of(first), reverse("supervision:release", args=[first.reference]))
    assert answer["Location"] == page_of(second)
    answer = fill(client, page_of(second), reverse("supervision:release", args=[second.reference]))
    assert answer["Location"] == reverse("supervision:held")
    assert set(Message.objects.values_list("status", flat=True)) == {Status.RELEASED}


def test_a_form_sent_twice_decides_once(noor: StaffMember, ruth: StaffMember) -> None:
    message = making.held(noor)
    client, address = signed_in(ruth), reverse("supervision:release", args=[message.reference])
    form = hidden_fields(client.get(page_of(message)).content.decode(), address)
    assert [client.post(address, form).status_code for _time in range(2)] == [302, 302]
    assert Review.objects.count() == 1


def test_returning_without_comments_is_told_in_its_dialog(noor: StaffMember, ruth: StaffMember) -> None:
    message = making.held(noor)
    answer = fill(signed_in(ruth), page_of(message), reverse("supervision:return", args=[message.reference]))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert re.search(r'id="return-dialog"[^>]*data-open-now', page)
    assert not re.search(r'id="edit-dialog"[^>]*data-open-now', page)
    message.refresh_from_db()
    assert message.status == Status.HELD


def test_returning_with_comments_gives_it_back(noor: StaffMember, ruth: StaffMember) -> None:
    message = making.held(noor)
    answer = fill(
        signed_in(ruth),
        page_of(message),
        reverse("supervision:return", args=[message.reference]),
        comments="The fee rose.",
        findings=["wrong-figure"],
    )
    assert answer.status_code == 302
    said = text_of(signed_in(noor).get(reverse("correspondence:message", args=[message.reference])))
    assert "Ruth Okafor wrote: The fee rose." in said


def test_an_edit_is_shown_word_by_word_to_reviewer_and_writer(noor: StaffMember, ruth: StaffMember) -> None:
    message = making.held(noor)
    client = signed_in(ruth)
    answer = fill(
        client,
        page_of(message),
        reverse("supervision:edit", args=[message.reference]),
        subject=message.subject,
        body=BETTER,
        expected_version="1",
        comments="Say where to pay.",
        findings=["missing-information"],
    )
    assert answer.status_code == 302, text_of(answer)
    review = Review.objects.get()
    for who, name in ((client, "supervision:review"), (signed_in(noor), "supervision:my_review")):
        page = who.get(reverse(name, args=[review.reference])).content.decode()
        assert re.search(r"<ins>You can pay at any office\.\s*</ins>", page)
        assert "Ruth Okafor" in page


def test_ones_own_message_offers_no_decision(topic: object) -> None:
    own = factories.staff(
        "Both Atonce",
        grants=set(factories.levels.SENIOR) - {making.RELEASE},
        asks=[making.RELEASE],
        username="both",
    )
    message = making.held(own)
    client = signed_in(own)
    page = client.get(page_of(message))
    assert "This is your own message" in text_of(page)
    assert 'data-key="r"' not in page.content.decode()
    answer = client.post(reverse("supervision:release", args=[message.reference]))
    assert answer.status_code == 403
    assert "This is your own work" in text_of(answer)


def test_what_was_decided_meanwhile_is_shown_as_it_was_decided(noor: StaffMember, ruth: StaffMember) -> None:
    message = making.held(noor)
    client = signed_in(ruth)
    fill(client, page_of(message), reverse("supervision:release", args=[message.reference]))
    answer = client.get(page_of(message))
    assert answer["Location"] == reverse("supervision:review", args=[Review.objects.get().reference])


@pytest.mark.parametrize("name", ["message", "review", "my_review", "person", "assign"])
def test_a_reference_that_leads_nowhere_is_not_found(miriam: StaffMember, name: str) -> None:
    client = signed_in(miriam)
    for reference in ("7KM4-29QX-T8", "x", "%00"):
        address = reverse(f"supervision:{name}", args=["REFERENCE"]).replace("REFERENCE", reference)
        assert client.get(address).status_code == 404


def test_a_representative_sees_the_feedback_and_no_more(dana: StaffMember) -> None:
    client = signed_in(dana)
    assert client.get("/supervision/mine/").status_code == 200
    for address in ("/supervision/", "/supervision/reviews/", "/supervision/people/", "/supervision/rules/"):
        assert client.get(address).status_code == 403
