"""A contact on one screen: begun, logged, held, ended alone or with a case; also without the script."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case, Topic
from frontoffice.contacts.actions.finishing import finish
from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.models import CallBack, Channel, Contact, Outcome
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party
from frontoffice.foundation import clock
from frontoffice.foundation.calendars import office_hours
from tests import factories
from tests.cases import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def marisol(dana: StaffMember) -> Party:
    return register(name="Marisol Ortega-Reyes", phone="202 555 0147", by=dana.actor, at=clock.now())


@pytest.fixture
def at(desk: Client, topic: Topic) -> str:
    """The address of the contact that Dana has just begun."""
    return desk.post("/desk/contact/begin/", {"channel": "phone"}).url  # type: ignore[attr-defined]


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_a_button_on_every_page_begins_one_and_leads_back_to_it(desk: Client, at: str) -> None:
    assert "New call" in text(desk.get("/desk/"))
    contact = Contact.objects.get()
    assert (contact.channel, contact.periods.get().kind) == ("phone", "talk")
    again = desk.post("/desk/contact/begin/", {"channel": "phone"})
    assert (again.url, Contact.objects.count()) == (at, 1)  # type: ignore[attr-defined]
    assert desk.get("/desk/contact/").url == at  # type: ignore[attr-defined]


def test_a_customer_is_found_by_number_and_the_contact_stands_alone(
    desk: Client, at: str, marisol: Party
) -> None:
    assert "Marisol" in text(desk.get(f"{at}find/?q=2025550147", headers={"HX-Request": "true"}))
    desk.post(f"{at}customer/", {"customer": marisol.reference})
    assert marisol.name in text(desk.get(at))
    done = desk.post(f"{at}finish/", {"topic": "cards", "wrap_up": "answered", "then": "alone"})
    assert done.status_code == 302
    contact = Contact.objects.get()
    assert (contact.outcome, contact.customer) == (Outcome.ANSWERED, marisol)
    assert "Topic cards" in text(desk.get("/contacts/"))


def test_inq_1_a_contact_starts_a_case_and_another_joins_it(desk: Client, at: str, marisol: Party) -> None:
    desk.post(f"{at}customer/", {"customer": marisol.reference})
    said = {"topic": "cards", "wrap_up": "answered", "then": "starts", "note": "My card did not come."}
    case_page = desk.post(f"{at}finish/", said)
    case = Case.objects.get()
    assert (case.customer, case.channel, case.reference in case_page.url) == (marisol, "phone", True)  # type: ignore[attr-defined]
    second = desk.post("/desk/contact/begin/", {"channel": "counter"}).url  # type: ignore[attr-defined]
    joins = {"wrap_up": "answered", "then": "joins", "case": case.number, "note": "Asks again."}
    desk.post(f"{second}finish/", joins)
    touched = [one.contact.channel for one in case.case_contacts.order_by("pk")]
    assert touched == ["phone", "counter"]
    shown = text(desk.get(f"/desk/cases/{case.reference}/"))
    assert "logged a contact about it" in shown
    assert "Asks again." in shown
    record = Contact.objects.get(channel="counter")
    assert case.number in text(desk.get(f"/contacts/{record.reference}/"))
    assert (record.outcome, record.purposes.get().topic) == (Outcome.CASE, "cards")


def test_a_call_back_is_promised_in_the_offices_time(desk: Client, at: str, dana: StaffMember) -> None:
    hours = office_hours(dana.office)
    opens = hours.next_opening(clock.now() + dt.timedelta(days=1)).astimezone(dana.office.zone)
    when = {"call_on": opens.date().isoformat(), "call_at": f"{opens:%H:%M}", "number": "202 555 0147"}
    desk.post(f"{at}finish/", {"topic": "cards", "wrap_up": "call_back", "then": "call_back", **when})
    made = CallBack.objects.get()
    assert made.due_at.astimezone(dana.office.zone).strftime("%H:%M") == when["call_at"]
    page = f"/contacts/call-backs/{made.reference}/"
    assert "Topic cards" in text(desk.get(page))
    assert "202 555 0147" in text(desk.get("/contacts/"))
    assert desk.post(page, {}).status_code == 422
    desk.post(page, {"result": "no_answer"})
    desk.post(page, {"result": "reached"})
    made.refresh_from_db()
    assert (made.state, made.tries.count()) == ("done", 2)


def test_what_was_typed_survives_a_hold_and_a_reload_without_the_script(desk: Client, at: str) -> None:
    typed = {"topic": "cards", "wrap_up": "answered", "note": "About the card", "then": "alone"}
    assert desk.post(f"{at}turn/hold/", typed).status_code == 302
    for _reload in range(2):
        shown = text(desk.get(at))
        assert "About the card" in shown
        assert "Talk again" in shown
    answer = desk.post(f"{at}turn/hold/", typed)
    assert answer.status_code == 409
    assert "not in a state" in text(answer)


def test_what_is_wrong_comes_back_with_what_was_typed(desk: Client, at: str) -> None:
    for wrong in (
        {"wrap_up": "answered", "then": "alone"},
        {"wrap_up": "shrug", "topic": "cards"},
        {"wrap_up": "answered", "topic": "cards", "then": "starts"},
        {"wrap_up": "answered", "topic": "cards", "then": "joins", "case": "C-1999-000001"},
        {"wrap_up": "answered", "topic": "cards", "then": "call_back"},
    ):
        answer = desk.post(f"{at}finish/", {"number": "202 555 0199", **wrong})
        assert answer.status_code in {404, 422}, wrong
        assert "202 555 0199" in text(answer)
    assert Contact.objects.get().ended_at is None


def test_several_purposes_each_with_its_own_ending(desk: Client, at: str) -> None:
    making.topic("fees")
    desk.post(f"{at}purpose/", {"topic": "cards", "wrap_up": "referred"})
    desk.post(f"{at}purpose/", {"topic": "fees", "wrap_up": "answered"})
    desk.post(f"{at}purpose/", {"drops": "fees"})
    desk.post(f"{at}finish/", {"topic": "fees", "wrap_up": "done"})
    purposes = Contact.objects.get().purposes.order_by("topic")
    assert [(one.topic, one.outcome) for one in purposes] == [("cards", "referred"), ("fees", "done")]


def test_passing_on_and_interpreting_from_the_screen(desk: Client, at: str) -> None:
    desk.post(f"{at}interpreter/", {"kind": "phone", "language": "es", "provider": "Line 4"})
    assert "Line 4" in text(desk.get(at))
    assert desk.post(f"{at}pass-on/", {}).status_code == 422
    assert desk.post(f"{at}pass-on/", {"to": "unit:front", "warm": "on"}).status_code == 302
    contact = Contact.objects.get()
    assert (contact.transfers.get().warm, contact.left_at is not None) == (True, True)
    other = factories.representative("Tomas Reinholt", username="tomas")
    theirs = Client()
    theirs.force_login(other.user)  # type: ignore[arg-type]
    assert "Passed on to you" in text(theirs.get("/contacts/"))
    taken = theirs.post(f"/contacts/passed-on/{contact.transfers.get().reference}/take/")
    assert "Talk" in text(theirs.get(taken.url))  # type: ignore[attr-defined]


def test_nobody_else_opens_it_and_without_the_power_nobody_begins(desk: Client, at: str) -> None:
    other = factories.representative("Tomas Reinholt", username="tomas")
    clerk = factories.staff("Clerk", username="clerk", grants=["cases.reply"])
    theirs = Client()
    theirs.force_login(other.user)  # type: ignore[arg-type]
    assert theirs.get(at).status_code == 404
    assert theirs.post(f"{at}turn/hold/").status_code == 404
    theirs.force_login(clerk.user)  # type: ignore[arg-type]
    assert theirs.post("/desk/contact/begin/").status_code == 403
    assert "New call" not in text(theirs.get("/desk/"))
    assert Client().get(at).status_code == 302


def test_the_log_asks_the_database_the_same_for_one_and_three(
    desk: Client, dana: StaffMember, topic: Topic, marisol: Party
) -> None:
    def logged() -> None:
        made = begin(channel=Channel.PHONE, customer=marisol, by=dana.actor, at=clock.now())
        finish(contact=made, wrap_up="answered", topics=["cards"], by=dana.actor, at=clock.now())

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get("/contacts/?whose=unit&channel=phone").status_code == 200
        return len(queries)

    logged()
    asked()
    before = asked()
    logged()
    logged()
    assert asked() == before
