"""Passages in replies, and cases that come by telephone, counter or post."""

import datetime as dt

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case
from frontoffice.contacts.models import Contact
from frontoffice.knowledge.models import AnswerGiven
from tests.cases import making
from tests.cases.desk_pages import NASTY, address, text, write

pytestmark = pytest.mark.django_db


def test_a_passage_is_found_by_what_the_customer_asked(desk: Client, case: Case) -> None:
    making.passage()
    page = text(desk.get(address(case, "passages"), {"q": "What does a replacement card cost?"}))
    assert "<mark>A replacement card costs $18.00.</mark>" in page
    assert "in effect since" in page
    assert "No passage answers this" in text(desk.get(address(case, "passages"), {"q": "zebra unicorn"}))


def test_without_the_script_a_passage_is_put_in_by_the_form(desk: Client, case: Case) -> None:
    passage = making.passage()
    page = text(
        desk.post(
            address(case, "passages"), {"text": "Dear Marisol,", "passages": "", "use": passage.reference}
        )
    )
    assert "Dear Marisol," in page
    assert "A replacement card costs $18.00. You can pay at any office. [1]" in page
    assert f'name="passages" value="{passage.reference}"' in page
    assert 'data-chip="' in page


def test_what_is_for_staff_only_is_marked_and_not_offered(desk: Client, case: Case) -> None:
    making.passage(title="Card secrets", audience="internal")
    page = text(desk.get(address(case, "passages"), {"q": "replacement card"}))
    assert "For staff only" in page
    assert "data-inserts" not in page


def test_inq_5_an_overdue_text_is_marked_and_asks_for_a_reason(desk: Client, case: Case) -> None:
    passage = making.passage(review_by=dt.date(2026, 7, 2))
    assert "review date has passed" in text(desk.get(address(case, "passages"), {"q": "replacement card"}))
    page = text(write(desk, case, passages=passage.reference))
    assert "Say why you use it all the same" in page
    assert 'name="override_reason"' in page
    write(desk, case, passages=passage.reference, override_reason="Checked today.")
    assert AnswerGiven.objects.get().override_reason == "Checked today."


NEW = {"channel": "phone", "topic": "cards", "text": "He lost his card.", "language": "es", "received_on": ""}


def test_a_new_case_logs_the_contact_with_it(desk: Client, topic: object, dana: StaffMember) -> None:
    assert desk.get("/desk/new/").status_code == 200
    answer = desk.post("/desk/new/", NEW | {"name": "Abdi Warsame", "phone": "202-555-0177"})
    case = Case.objects.get()
    assert answer.headers["Location"] == address(case)
    contact = Contact.objects.get()
    assert (case.channel, case.language, contact.channel, contact.representative) == (
        "phone",
        "es",
        "phone",
        dana.actor,
    )
    assert case.customer is not None
    assert (case.customer.name, contact.customer) == ("Abdi Warsame", case.customer)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"topic": "nothing"}, "Topic"),
        ({"text": ""}, "What the customer said"),
        ({"email": "nobody@"}, "Enter an e-mail address"),
        ({"phone": "12"}, "Enter a telephone number"),
        ({"received_on": "2099-01-01"}, "later than today"),
        ({"received_on": "yesterday"}, "Date received"),
        ({"channel": "drum"}, "How did it come?"),
    ],
)
def test_a_new_case_with_bad_input_keeps_what_was_typed(
    desk: Client, topic: object, given: dict[str, str], said: str
) -> None:
    answer = desk.post("/desk/new/", NEW | {"name": f"Abdi {NASTY}"} | given)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Abdi &lt;script&gt;" in text(answer)
    assert not Case.objects.exists()


def test_a_new_case_for_somebody_on_file_knows_them(desk: Client, topic: object, dana: StaffMember) -> None:
    party = making.case().customer
    assert party is not None
    page = text(desk.get("/desk/new/", {"customer": party.reference}))
    assert "m.ortega@example.org" in page
    desk.post("/desk/new/", NEW | {"customer": party.reference})
    assert Case.objects.order_by("-pk")[0].customer == party
