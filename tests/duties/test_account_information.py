"""Discretion in releasing information: who is verified is told what is on record, nobody else is."""

import datetime as dt

import pytest

from frontoffice.authority.models import Refusal, StaffMember
from frontoffice.contacts.models import Contact, Disclosure
from frontoffice.customers.actions.registering import register
from frontoffice.foundation import clock
from tests.duties.working import Representative
from tests.portal.making import text_of


@pytest.mark.duty("onet.13")
def test_what_is_on_record_is_told_to_whom_was_verified_and_only_as_far_as_that_goes(
    dana: Representative, member: StaffMember
) -> None:
    marisol = register(
        name="Marisol Ortega-Reyes", address="418 Alder Street", by=member.actor, at=clock.now()
    )
    page = f"/customers/{marisol.reference}/"
    dana.post("/contacts/begin/", {"customer": marisol.reference, "channel": "phone"})
    contact = Contact.objects.get()
    at = f"/contacts/{contact.reference}/"
    wanted = {"items": ["cases", "address"], "basis": "own"}

    # A voice that knows the name is not the customer yet.
    assert "Nobody is verified in this contact." in text_of(dana.post(f"{at}tell/", wanted))
    dana.post(f"{at}verify/", {"evidence": "questions:last_matter", "passed": "yes"})
    assert "“Address” needs a verification of level 2" in text_of(dana.post(f"{at}tell/", wanted))
    assert {refusal.action for refusal in Refusal.objects.all()} == {"contacts.release_information"}

    # Called back on the number on file: now it may be told, and what was told is kept.
    dana.post(f"{at}verify/", {"evidence": "sent_code:call_back", "passed": "yes"})
    assert dana.post(f"{at}tell/", wanted).status_code == 302
    assert "418 Alder Street" in text_of(dana.get(page))
    told = Disclosure.objects.get()
    assert [item.code for item in told.items.order_by("pk")] == ["cases", "address"]

    # With the end of the call it is over: who calls again is verified again.
    dana.post(f"{at}end/", {"outcome": "answered"})
    assert told.at - contact.started_at < dt.timedelta(minutes=5)
    dana.post("/contacts/begin/", {"customer": marisol.reference, "channel": "phone"})
    again = Contact.objects.latest("pk")
    assert "Nobody is verified" in text_of(dana.post(f"/contacts/{again.reference}/tell/", wanted))
