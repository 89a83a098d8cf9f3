"""The pages of what comes in: the list, one mail, deciding about it, the mailboxes."""

from typing import Any

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case
from frontoffice.foundation import clock
from frontoffice.intake.models import Disposition, Incoming, Mailbox, State
from tests import factories
from tests.intake import making
from tests.intake.real_mail import MailHouse, mail
from tests.portal.making import text_of

ADDRESS = {
    "address": "tax@agency.example",
    "topic": "cards",
    "host": "imap.agency.example",
    "port": "993",
    "security": "tls",
    "user": "tax",
    "secret": "tax",
    "folder": "INBOX",
    "after": "move",
    "done_folder": "Taken in",
    "active": "on",
}


def came(mailbox: Mailbox, made: Any) -> Incoming:
    incoming = making.kept(mailbox, made, at=clock.now())
    making.work(clock.now())
    incoming.refresh_from_db()
    return incoming


@pytest.fixture
def held(mailbox: Mailbox) -> Incoming:
    """A mail to many, which belongs to no case."""
    return came(mailbox, mail(Precedence="bulk", subject="Our <b>offer</b>"))


def signed_in(member: StaffMember) -> Client:
    client = Client()
    assert member.user is not None
    client.force_login(member.user)
    return client


@pytest.fixture
def dana(mailbox: Mailbox) -> Client:
    return signed_in(factories.representative("Dana Whitfield", username="dana"))


@pytest.fixture
def chief(mailbox: Mailbox) -> Client:
    return signed_in(factories.supervisor("Miriam Castellanos", username="miriam"))


def test_what_needs_a_person_is_what_the_list_begins_with(
    dana: Client, held: Incoming, mailbox: Mailbox
) -> None:
    came(mailbox, mail(subject="Opened by itself"))
    said = text_of(dana.get("/incoming/"))
    assert "Our <b>offer</b>" in said
    assert "It was written or sent by a program, and belongs to no case." in said
    assert "Opened by itself" not in said
    assert "Opened by itself" in text_of(dana.get("/incoming/?show=cases"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_three_mails_as_for_one(
    dana: Client, mailbox: Mailbox, number: int, django_assert_num_queries: Any
) -> None:
    for one in range(number):
        came(mailbox, mail(Precedence="bulk", text=f"Offer {one}"))
    dana.get("/incoming/?show=all")
    with django_assert_num_queries(LIST_QUERIES):
        assert dana.get("/incoming/?show=all").status_code == 200


LIST_QUERIES = 9


def test_a_case_is_opened_from_a_held_mail(dana: Client, held: Incoming) -> None:
    answer = dana.post(f"/incoming/{held.reference}/route/", {"topic": "cards", "text": ""})
    held.refresh_from_db()
    case = Case.objects.get()
    assert answer.url == f"/desk/cases/{case.reference}/"  # type: ignore[attr-defined]
    assert (held.disposition, held.case, case.channel) == (Disposition.OPENED, case, "email")


def test_a_held_mail_is_put_on_its_case(dana: Client, held: Incoming, mailbox: Mailbox) -> None:
    case = came(mailbox, mail()).case
    assert case is not None
    wrong = dana.post(f"/incoming/{held.reference}/join/", {"number": "C-1999-000001"})
    assert wrong.status_code == 422
    assert "There is no case of this number. Check it." in text_of(wrong)
    dana.post(f"/incoming/{held.reference}/join/", {"number": case.number.lower()})
    held.refresh_from_db()
    assert (held.disposition, held.case) == (Disposition.JOINED, case)


def test_a_mail_is_set_aside_only_with_a_reason_and_only_once(dana: Client, held: Incoming) -> None:
    url = f"/incoming/{held.reference}/aside/"
    assert dana.post(url, {"reason": " "}).status_code == 422
    assert dana.post(url, {"reason": "An advertisement."}).status_code == 302
    assert dana.post(url, {"reason": "Again."}).status_code == 409
    held.refresh_from_db()
    assert (held.state, held.reason, held.handled_by.name) == (State.HANDLED, "An advertisement.", "Dana Whitfield")  # type: ignore[union-attr] # fmt: skip


def test_a_mail_that_could_not_be_read_is_downloaded_and_becomes_a_case(
    dana: Client, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontoffice.intake.actions import parsing_mails

    def fails(_raw: bytes) -> None:
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr(parsing_mails, "read", fails)
        incoming = came(mailbox, mail())
    assert "It was not read." in text_of(dana.get(f"/incoming/{incoming.reference}/"))
    download = dana.get(f"/incoming/{incoming.reference}/original.eml")
    assert b"My license was stolen." in b"".join(download)
    assert download["Content-Disposition"].startswith("attachment")
    dana.post(f"/incoming/{incoming.reference}/route/", {"topic": "cards", "text": "A stolen license."})
    assert Case.objects.get().posts.get().text == "A stolen license."


def test_who_lacks_the_power_sees_no_list_and_no_mail(held: Incoming) -> None:
    other = signed_in(factories.staff("Nobody", grants=["cases.reply"], username="nobody"))
    assert other.get("/incoming/").status_code == 403
    assert other.get(f"/incoming/{held.reference}/").status_code == 404
    assert other.get(f"/incoming/{held.reference}/original.eml").status_code == 404
    assert other.post(f"/incoming/{held.reference}/aside/", {"reason": "x"}).status_code == 403
    assert other.get("/incoming/mailboxes/").status_code == 403


def test_the_case_shows_the_mail_with_its_quote_folded_and_who_is_not_verified(
    dana: Client, mailbox: Mailbox
) -> None:
    quoting = mail(text="Mine is lost.\n\nOn Mon, Nov 2, 2026 Dana wrote:\n> Which card?")
    case = came(mailbox, quoting).case
    assert case is not None
    page = dana.get(f"/desk/cases/{case.reference}/").content.decode()
    assert "Which card?" in page
    assert page.index("What the mail quotes") < page.index("Which card?")
    assert "Show the original mail" in page
    assert "not verified" not in page


def test_headers_and_html_are_shown_safely(dana: Client, mailbox: Mailbox) -> None:
    made = mail()
    made.add_alternative("<p>Hello</p><script>alert(1)</script><img src=x>", subtype="html")
    incoming = came(mailbox, made)
    page = dana.get(f"/incoming/{incoming.reference}/?headers=1").content.decode()
    assert "<p>Hello</p>" in page
    assert "alert(1)" not in page
    assert "From: Jordan Ellis &lt;jordan@example.org&gt;" in page


@pytest.mark.parametrize(
    ("sender", "seen"),
    [("Agency <HELP@agency.example>", True), ("office@agency.example", False)],
)
def test_the_page_says_when_delivery_reports_would_go_where_nobody_looks(
    chief: Client, settings: Any, sender: str, seen: bool
) -> None:
    settings.DEFAULT_FROM_EMAIL = sender
    assert ("Mail that comes back is not seen" not in text_of(chief.get("/incoming/mailboxes/"))) is seen


def test_a_mailbox_is_set_up_and_changed(chief: Client) -> None:
    assert chief.post("/incoming/mailboxes/new/", ADDRESS).status_code == 302
    made = Mailbox.objects.get(address="tax@agency.example")
    again = chief.post("/incoming/mailboxes/new/", ADDRESS)
    assert again.status_code == 409
    assert "There is a mailbox of this address already." in text_of(again)
    url = f"/incoming/mailboxes/{made.reference}/"
    assert chief.post(url, ADDRESS | {"folder": "Requests"}).status_code == 302
    made.refresh_from_db()
    assert (made.folder, made.acknowledges) == ("Requests", False)
    assert 'value="Requests"' in chief.get(url).content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"security": "none"}, "Without TLS the password would cross the network in the clear."),
        ({"host": "https://imap"}, "Enter the name of the mail server"),
        ({"secret": "../secret"}, "Enter the name of the password, not the password"),
        ({"done_folder": "INBOX"}, "Name another folder than the one that is read."),
        ({"port": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_wrong_mailbox_is_refused_and_what_was_typed_stays(
    chief: Client, given: dict[str, str], said: str
) -> None:
    answer = chief.post("/incoming/mailboxes/new/", ADDRESS | given)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert 'value="tax@agency.example"' in answer.content.decode()


def test_the_connection_is_checked_and_nothing_taken(
    chief: Client, mailbox: Mailbox, house: MailHouse
) -> None:
    making.of_house(house, "checked")
    box = Mailbox.objects.get(user="checked")
    house.deliver(mail().as_bytes(), to="checked@agency.example")
    answer = chief.post(f"/incoming/mailboxes/{box.reference}/check/", follow=True)
    assert "can be read: 1 mails lie in its folder" in text_of(answer)
    answer = chief.post(f"/incoming/mailboxes/{mailbox.reference}/check/", follow=True)
    assert "Nobody listens at localhost, port 1." in text_of(answer)
    assert house.lies_in("checked") == 1
    assert not Incoming.objects.exists()
