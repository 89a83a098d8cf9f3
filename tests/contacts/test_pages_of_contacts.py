"""The pages of a contact: it begins on the customer's page; there one verifies, tells, and ends it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.contacts.models import Contact
from frontoffice.customers.models import Party
from tests import factories
from tests.contacts.test_releasing_information import told, verified

pytestmark = pytest.mark.django_db


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_on_the_customers_page_a_contact_begins_verifies_tells_and_ends(
    desk: Client, marisol: Party, dana: StaffMember
) -> None:
    page = f"/customers/{marisol.reference}/"
    assert "Start contact" in text(desk.get(page))
    desk.post("/contacts/begin/", {"customer": marisol.reference, "channel": "phone"})
    contact = Contact.objects.get()
    assert (contact.customer, contact.office) == (marisol, dana.office)
    at = f"/contacts/{contact.reference}/"
    assert "Nobody is verified" in text(desk.get(page))
    refused = desk.post(f"{at}tell/", {"items": ["address"], "basis": "own"})
    assert refused.status_code == 409
    assert "Nobody is verified in this contact" in text(refused)
    desk.post(f"{at}verify/", {"evidence": "sent_code:call_back", "passed": "yes"})
    assert "Verified, level 2" in text(desk.get(page))
    answer = desk.post(f"{at}tell/", {"items": ["address", "email"], "basis": "own"}, follow=True)
    assert "418 Alder Street" in text(answer)
    assert "Nothing is on record." in text(answer)
    desk.post(f"{at}end/", {"outcome": "answered"})
    contact.refresh_from_db()
    assert contact.ended_at is not None
    assert "Start contact" in text(desk.get(page))
    record = text(desk.get(at))
    for shown in ("418 Alder Street", "Called back on the number on file", "It counted until"):
        assert shown in record


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("verify", {"evidence": "photo_id:passport", "passed": "yes"}),
        ("verify", {"evidence": "sent_code:call_back", "passed": "yes", "whom": "nobody"}),
        ("tell", {"items": ["shoes"], "basis": "own"}),
        ("end", {"outcome": "hung up"}),
    ],
)
def test_what_cant_be_done_comes_back_with_the_reason(
    desk: Client, call: Contact, act: str, given: dict[str, object]
) -> None:
    answer = desk.post(f"/contacts/{call.reference}/{act}/", given)
    assert answer.status_code in {404, 422}
    assert "error-summary" in text(answer)


def test_each_door_needs_its_power(call: Contact) -> None:
    clerk = factories.staff("Clerk", username="clerk", grants=["contacts.begin"])
    other = Client()
    other.force_login(clerk.user)  # type: ignore[arg-type]
    at = f"/contacts/{call.reference}/"
    assert other.get(at).status_code == 200
    for act in ("verify", "tell", "end"):
        assert other.post(f"{at}{act}/").status_code == 403
        assert Client().post(f"{at}{act}/").status_code == 302
    assert Client().get(at).status_code == 302
    assert other.get("/contacts/AAAA-AAAA-AA/").status_code == 404


def test_telling_a_lot_asks_the_database_the_same(desk: Client, call: Contact, marisol: Party) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(f"/contacts/{call.reference}/")
        return len(asked)

    verified(call, marisol)
    told(call, marisol, "address")
    queries()
    before = queries()
    for _again in range(3):
        told(call, marisol, "address", "email", "phone")
    assert queries() == before
