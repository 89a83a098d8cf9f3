"""Keeping records of what was done: each contact, what it was about, where the time went, and the log of a day."""

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.contacts.models import Contact, Outcome
from frontoffice.customers.actions.registering import register
from frontoffice.foundation import clock
from tests.duties.working import Representative
from tests.portal.making import text_of


def _takes_a_call(dana: Representative, who: str, **said: str) -> Contact:
    at = dana.post("/desk/contact/begin/", {"channel": "phone"}).url  # type: ignore[attr-defined]
    if who:
        dana.post(f"{at}customer/", {"customer": who})
    assert dana.post(f"{at}finish/", {"wrap_up": "answered", **said}).status_code == 302
    return Contact.objects.latest("pk")


@pytest.mark.duty("onet.04", part="inquiry")
@pytest.mark.duty("onet.04", part="action")
@pytest.mark.duty("il.05", part="inquiries")
@pytest.mark.duty("il.05", part="actions")
def test_each_inquiry_and_what_was_done_about_it_is_on_record(
    dana: Representative, member: StaffMember
) -> None:
    marisol = register(name="Marisol Ortega-Reyes", by=member.actor, at=clock.now())
    inquiry = _takes_a_call(dana, marisol.reference, topic="license-replacement", note="Asked what it costs.")
    comment = _takes_a_call(dana, "", topic="other", note="Says the line was too long.", wrap_up="referred")
    page = text_of(dana.get(f"/contacts/{inquiry.reference}/"))
    for part in ("Asked what it costs.", "Marisol Ortega-Reyes", "Answered", "Where the time went"):
        assert part in page
    assert comment.outcome == Outcome.REFERRED
    assert "Says the line was too long." in text_of(dana.get(f"/contacts/{comment.reference}/"))
    # What is on record stays; what was forgotten is added beside it.
    dana.post(f"/contacts/{inquiry.reference}/note/", {"text": "Sent the fee schedule too."})
    page = text_of(dana.get(f"/contacts/{inquiry.reference}/"))
    assert "Asked what it costs." in page
    assert "Sent the fee schedule too." in page


@pytest.mark.duty("tx.09", part="logs")
@pytest.mark.duty("nm.07", part="records")
def test_the_log_of_a_day_tells_who_was_served_and_where_the_time_went(
    dana: Representative, member: StaffMember
) -> None:
    marisol = register(name="Marisol Ortega-Reyes", by=member.actor, at=clock.now())
    _takes_a_call(dana, marisol.reference, topic="license-replacement")
    _takes_a_call(dana, "", topic="other")
    log = text_of(dana.get("/contacts/"))
    for part in ("Marisol Ortega-Reyes", "Talk on average", "Telephone"):
        assert part in log
    assert "No contacts on this day" in text_of(dana.get("/contacts/?channel=counter"))
    assert "No contacts on this day" in text_of(dana.get("/contacts/?day=2020-01-01"))
