"""Letters and transactions that wait for somebody of a higher level, who approves or sends them back."""

import datetime as dt

import pytest

from frontoffice.authority.actions.adopting import adopt_series
from frontoffice.authority.actions.appointing import appoint
from frontoffice.authority.models import Approval, Standing
from frontoffice.contacts.models import Contact, Disclosure
from frontoffice.correspondence.models import Message
from frontoffice.customers.actions.registering import register
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Office
from tests.duties.working import Representative
from tests.factories import PASSWORD, representative
from tests.factories import agency as its_office
from tests.portal.making import Visitor, only_case, text_of, work

NAMES = {"I": "Dana Whitfield", "II": "Luis Ferrer", "III": "Ruth Okafor"}


@pytest.fixture
def campus() -> dict[str, Representative]:
    """A colleague of each level of the campus series, at the desk, no longer on probation."""
    office: Office = its_office()
    at, by = clock.now() - dt.timedelta(days=1), service("authority")
    adopt_series(series="il", by=by, at=at)
    for level, name in NAMES.items():
        appoint(
            name=name,
            post=f"Representative {level}",
            level=f"il.{level}",
            office=office.code,
            unit="front",
            username=f"level-{level}",
            password=PASSWORD,
            status=Standing.REGULAR,
            by=by,
            at=at,
        )
    return {level: Representative().sign_in(f"level-{level}") for level in NAMES}


def waiting() -> tuple[Approval, str]:
    """What waits, and the address of its page."""
    approval = Approval.objects.get(status__in=["waiting", "questioned"])
    return approval, f"/authority/approvals/{approval.reference}/"


@pytest.mark.duty("il.27", part="approve")
def test_a_newcomers_letter_goes_out_when_a_colleague_of_level_three_approved_it(
    visitor: Visitor, campus: dict[str, Representative]
) -> None:
    visitor.open_case(text="May I renew by mail?", answer_by="email", name="Al Moss", email="al@example.net")
    case, newcomer, third = only_case(), campus["I"], campus["III"]
    newcomer.take(case)
    newcomer.writes(case, "Yes. Send the form.")
    ask, page = waiting()
    assert Message.objects.get().status == "held"
    said = text_of(third.get(page))
    assert "Yes. Send the form." in said, "who decides reads it first"
    assert text_of(campus["II"].get("/authority/approvals/")).count("Send a message") == 0, "not the second's"

    # Something is missing: it goes back with a question, and comes again with the answer.
    third.post(page, {"decision": "question", "text": "Which form?"})
    assert "Which form?" in text_of(newcomer.get(page))
    newcomer.post(page, {"decision": "answer", "text": "The blue one; the case says so."})
    assert "The blue one" in text_of(third.get(page))
    third.post(page, {"decision": "approve"})
    work()
    ask.refresh_from_db()
    assert (ask.status, ask.decided_by and ask.decided_by.name) == ("approved", "Ruth Okafor")
    assert Message.objects.get().status == "sent"


@pytest.mark.duty("il.27", part="authorize")
def test_what_is_beyond_level_two_is_authorized_by_level_three_or_is_not_done(
    campus: dict[str, Representative],
) -> None:
    clerk = representative("Clerk", at=clock.now() - dt.timedelta(days=1))
    marisol = register(name="Marisol Ortega", address="418 Alder Street", by=clerk.actor, at=clock.now())
    second, third = campus["II"], campus["III"]
    second.post("/contacts/begin/", {"customer": marisol.reference, "channel": "counter"})
    contact = Contact.objects.get()
    second.post(
        f"/contacts/{contact.reference}/verify/", {"evidence": "questions:last_matter", "passed": "yes"}
    )
    second.post(
        f"/contacts/{contact.reference}/verify/", {"evidence": "sent_code:call_back", "passed": "yes"}
    )
    told = {"items": ["address"], "basis": "law", "authority": "Subpoena 26-118"}
    second.post(f"/contacts/{contact.reference}/tell/", told)
    assert not Disclosure.objects.exists()
    ask, page = waiting()
    assert "Why not me?" not in text_of(third.get(page))
    assert second.post(page, {"decision": "approve"}).status_code in {403, 409}, "not their own"
    assert "is done at once, in the name of Luis Ferrer" in text_of(third.get(f"{page}?do=approve"))
    third.post(page, {"decision": "approve"})
    assert Disclosure.objects.get().by.name == "Luis Ferrer"

    # The next one lacks its reason.
    second.post(f"/contacts/{contact.reference}/tell/", told | {"authority": "Somebody called"})
    _ask, page = waiting()
    third.post(page, {"decision": "decline", "reason": "A call is no legal authority. Ask for the paper."})
    assert "A call is no legal authority" in text_of(second.get("/authority/approvals/"))
    assert Disclosure.objects.count() == 1
    ask.refresh_from_db()
    assert ask.status == "approved"
