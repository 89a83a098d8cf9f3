"""Keeping records of customers: created, updated, revised and retrieved, some of them confidential."""

import pytest

from frontoffice.authority.models import AccessKind, AccessRecord, StaffMember
from frontoffice.contacts.models import Contact
from frontoffice.customers.models import Party
from frontoffice.foundation.models import Event
from tests.duties.working import Representative
from tests.portal.making import text_of

NEW = {
    "kind": "person",
    "name": "Jesse Kowalczyk",
    "language": "en",
    "phone": "202 555 0158",
    "address": "77 Millrace Road, Port Ellery, CB 00146",
    "address_roles": ["residential", "mailing"],
}


@pytest.mark.duty("il.01", part="create")
@pytest.mark.duty("il.01", part="update")
@pytest.mark.duty("il.01", part="retrieve")
@pytest.mark.duty("il.01", part="confidential")
def test_a_record_is_created_updated_revised_and_retrieved_and_what_is_confidential_stays_so(
    dana: Representative, member: StaffMember
) -> None:
    # Created; the same person is not put on file twice unnoticed.
    assert dana.post("/customers/new/", NEW).status_code == 302
    jesse = Party.objects.get()
    page = f"/customers/{jesse.reference}/"
    assert "This is them: Jesse Kowalczyk" in text_of(
        dana.post("/customers/new/", NEW | {"name": "Jese Kowalczyk"})
    )
    assert Party.objects.count() == 1

    # A confidential number: nobody reads it on the page, and it finds the record all the same.
    dana.post(f"{page}change/number/", {"kind": "ssn", "value": "536-90-4399"})
    shown = text_of(dana.get(page))
    assert "••••4399" in shown
    assert "536-90-4399" not in shown

    # Revised: a new name takes the place of the old one, which still finds them.
    dana.post(
        f"{page}change/name/", {"name": "Jesse Brandt", "kind": "legal", "evidence": "Marriage certificate"}
    )
    shown = text_of(dana.get(page))
    assert "Jesse Brandt" in shown
    assert "Jesse Kowalczyk" in shown

    _moves(dana, jesse)
    _is_retrieved(dana, jesse)

    # Who uncovered the number is on record, and who changed what.
    uncovered = dana.post(f"{page}uncover/{jesse.identifiers.get().reference}/")
    assert "536-90-4399" in text_of(uncovered)
    assert AccessRecord.objects.get(kind=AccessKind.UNMASK).actor == member.actor
    assert Event.objects.filter(name="customers.AddressChanged", by=member.actor).exists()


def _moves(dana: Representative, jesse: Party) -> None:
    """Updated: the address, once they were verified in a contact, and only for letters."""
    page = f"/customers/{jesse.reference}/"
    moved = {
        "roles": ["mailing"],
        "address": "9 Quay Road, Port Ellery, CB 00145",
        "ground": "in_contact",
        "requester": "customer",
    }
    assert "Nobody is verified" in text_of(dana.post(f"{page}change/address/", moved))
    dana.post("/contacts/begin/", {"customer": jesse.reference, "channel": "phone"})
    contact = Contact.objects.get()
    dana.post(f"/contacts/{contact.reference}/verify/", {"evidence": "sent_code:call_back", "passed": "yes"})
    assert dana.post(f"{page}change/address/", moved).status_code == 302
    shown = text_of(dana.get(page))
    assert "9 Quay Road" in shown
    assert "77 Millrace Road" in shown


def _is_retrieved(dana: Representative, jesse: Party) -> None:
    """Retrieved by whatever the caller knows, with typing errors."""
    for known in ("kowalzcyk", "jesse brant", "quay road", "536904399", "202-555-0158", jesse.reference):
        assert "Jesse Brandt" in text_of(dana.get("/customers/", {"q": known})), known


@pytest.mark.duty("tax.08", part="records")
def test_records_are_kept_complete_and_in_order(dana: Representative, member: StaffMember) -> None:
    for kind, name in (("household", "Household Ortega"), ("person", "Marisol Ortega-Reyes")):
        dana.post("/customers/new/", {"kind": kind, "name": name, "language": "es", "another": "yes"})
    home, marisol = Party.objects.get(kind="household"), Party.objects.get(kind="person")
    page = f"/customers/{marisol.reference}/"

    dana.post(f"{page}change/number/", {"kind": "itin", "value": "123-45-6789"})
    assert not marisol.identifiers.exists()  # no such number can be: it is not filed
    dana.post(f"{page}change/number/", {"kind": "itin", "value": "912-90-3456"})
    dana.post(
        f"{page}change/preferences/",
        {
            "language": "es",
            "interpreter": "spoken",
            "interpreter_language": "es",
            "format": "large_print",
            "channel": "post",
        },
    )
    dana.post(f"/customers/{home.reference}/change/member/", {"member": marisol.reference, "role": "Head"})
    dana.post(f"{page}change/flag/", {"kind": "identity_theft", "note": "Police report of May."})

    filed = text_of(dana.get(page))
    for said in (
        "••••3456",
        "Large print",
        "Letter",
        "Interpreter",
        "Household Ortega",
        "Victim of identity theft",
    ):
        assert said in filed
    # What is wrong is ended, not erased, and the file says who did it.
    number = marisol.identifiers.get()
    dana.post(f"{page}end/number/{number.reference}/", {})
    number.refresh_from_db()
    assert number.ended_by == member.actor
    changes = text_of(dana.get(page))
    for said in ("put on file", "added a number", "ended a number", "noted how they want to be served"):
        assert said in changes
