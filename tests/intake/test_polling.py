"""Fetching from a real dovecot what a real postfix delivered: each mail once, whatever happens in between."""

import datetime as dt
import imaplib
import itertools
from typing import Any

import pytest

from frontoffice.cases.models import Case, Topic
from frontoffice.correspondence.models import Message
from frontoffice.foundation import files
from frontoffice.foundation.actors import service
from frontoffice.intake import imap, polling
from frontoffice.intake.models import After, Disposition, Incoming, Mailbox, State
from tests.factories import NOW
from tests.intake import making
from tests.intake.making import of_house
from tests.intake.real_mail import DOMAIN, PASSWORD, MailHouse, mail

_users = itertools.count(1)


@pytest.fixture
def user() -> str:
    """A mailbox on the server that nobody has used."""
    return f"user{next(_users)}"


def work() -> None:
    """Let the worker do what is owed, a minute after."""
    making.work(NOW + dt.timedelta(minutes=1))


def poll(mailbox: Mailbox) -> polling.Polled:
    mailbox.refresh_from_db()
    polled = polling.poll(mailbox, by=service("intake"), at=NOW)
    mailbox.refresh_from_db()
    assert polled is not None
    return polled


def test_a_mail_by_smtp_becomes_a_case_and_lies_in_the_folder_of_what_was_taken_in(
    topic: Topic, house: MailHouse, user: str
) -> None:
    mailbox = of_house(house, user)
    written = mail(to=f"{user}@{DOMAIN}").as_bytes()
    house.deliver(written, to=f"{user}@{DOMAIN}", by="smtp")
    house.expect(user, 1)
    assert poll(mailbox) == polling.Polled(kept=1)
    work()
    incoming = Incoming.objects.get()
    assert (incoming.disposition, mailbox.error) == (Disposition.OPENED, "")
    assert (house.lies_in(user), house.lies_in(user, "Taken in")) == (0, 1)
    assert (mailbox.on_server, mailbox.not_in_ledger) == (0, 0)
    with files.open_bytes(incoming.raw) as content:
        raw = content.read()
    assert raw.startswith(b"Return-Path: <someone@example.org>")
    assert written.partition(b"\n\n")[2].strip() in raw
    assert b"by mx.agency.example (Postfix)" in raw


def test_where_mails_stay_they_are_marked_and_taken_in_once(
    topic: Topic, house: MailHouse, user: str
) -> None:
    mailbox = of_house(house, user, after=After.FLAG)
    house.deliver(mail().as_bytes(), mail().as_bytes(), to=f"{user}@{DOMAIN}")
    assert poll(mailbox) == polling.Polled(kept=2)
    assert poll(mailbox) == polling.Polled()
    assert (house.lies_in(user), mailbox.on_server, mailbox.not_in_ledger) == (2, 2, 0)


def test_nothing_is_marked_as_read(topic: Topic, house: MailHouse, user: str) -> None:
    house.deliver(mail().as_bytes(), to=f"{user}@{DOMAIN}")
    poll(of_house(house, user, after=After.FLAG))
    client = imaplib.IMAP4("127.0.0.1", house.imap)
    client.login(user, PASSWORD)
    client.select()
    assert client.search(None, "UNSEEN")[1] == [b"1"]
    client.logout()


def test_a_mail_in_the_ledger_that_was_not_put_away_is_put_away_and_not_taken_in_again(
    topic: Topic, house: MailHouse, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = of_house(house, user)
    house.deliver(mail().as_bytes(), to=f"{user}@{DOMAIN}")

    def is_gone(*_told: Any) -> None:
        raise ConnectionResetError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(imap.Folder, "put_away", is_gone)
        poll(mailbox)
    assert (house.lies_in(user), Incoming.objects.count()) == (1, 1)
    assert mailbox.error
    assert poll(mailbox) == polling.Polled(put_away=1)
    assert (house.lies_in(user), Incoming.objects.count(), mailbox.error) == (0, 1, "")


def test_a_mail_that_is_moved_back_is_taken_in_as_a_duplicate(
    topic: Topic, house: MailHouse, user: str
) -> None:
    mailbox = of_house(house, user)
    house.deliver(mail().as_bytes(), to=f"{user}@{DOMAIN}")
    poll(mailbox)
    work()
    client = imaplib.IMAP4("127.0.0.1", house.imap)
    client.login(user, PASSWORD)
    client.select('"Taken in"')
    client.copy("1", "INBOX")
    client.logout()
    poll(mailbox)
    work()
    assert [one.disposition for one in Incoming.objects.order_by("pk")] == ["opened", "duplicate"]
    assert Case.objects.count() == 1


def test_a_mail_too_large_stays_on_the_server_and_a_person_is_told(
    topic: Topic, house: MailHouse, user: str, settings: Any
) -> None:
    settings.MAIL_MAX_BYTES = 2000
    mailbox = of_house(house, user)
    house.deliver(mail(text="long " * 1000).as_bytes(), mail().as_bytes(), to=f"{user}@{DOMAIN}")
    poll(mailbox)
    work()
    large, small = Incoming.objects.order_by("pk")
    assert (large.state, large.whole, large.subject) == (State.HELD, False, "Stolen license")
    assert (small.state, house.lies_in(user)) == (State.HANDLED, 1)
    assert poll(mailbox) == polling.Polled()


def test_two_workers_are_never_at_one_mailbox(topic: Topic, house: MailHouse, user: str) -> None:
    mailbox = of_house(house, user)
    lease = polling.Lease.of(mailbox, NOW)
    assert lease is not None
    assert polling.poll(mailbox, by=service("intake"), at=NOW) is None
    lease.end("", NOW)
    assert polling.poll(mailbox, by=service("intake"), at=NOW) is not None


def test_a_mailbox_that_is_switched_off_is_left_alone(topic: Topic, house: MailHouse, user: str) -> None:
    assert polling.poll(of_house(house, user, active=False), by=service("intake"), at=NOW) is None


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_by_tls_with_a_certificate_that_is_trusted(
    topic: Topic, house: MailHouse, user: str, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(house.ca))
    port = house.imaps if security == "tls" else house.imap
    mailbox = of_house(house, user, security=security, port=port)
    poll(mailbox)
    assert mailbox.error == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"security": "tls"}, "The certificate of localhost is not good"),
        ({"port": 1}, "Nobody listens at localhost, port 1."),
        ({"folder": "Nowhere"}, "There is no folder Nowhere"),
        ({"secret": "another"}, "There is no password named another"),
    ],
)
def test_what_is_wrong_is_said_in_words(
    topic: Topic, house: MailHouse, user: str, given: dict[str, Any], said: str
) -> None:
    if given.get("security") == "tls":
        given = given | {"port": house.imaps}
    mailbox = of_house(house, user, **given)
    poll(mailbox)
    assert mailbox.error.startswith(said)
    assert mailbox.polled_well_at is None


def test_a_wrong_password_is_said_in_words(
    topic: Topic, house: MailHouse, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = of_house(house, user)
    monkeypatch.setenv("FRONTOFFICE_MAILBOX_HELP", "wrong")
    poll(mailbox)
    assert mailbox.error.startswith(f"{user} could not sign in: ")


def test_a_reply_goes_out_by_postfix_comes_back_and_is_a_bounce_on_the_case(
    topic: Topic, house: MailHouse, user: str, settings: Any
) -> None:
    settings.MAIL_TRANSPORT, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp", "127.0.0.1", house.smtp
    settings.DEFAULT_FROM_EMAIL = f"{user}@{DOMAIN}"
    mailbox = of_house(house, user)
    house.deliver(
        mail(sender="Jordan Ellis <full@elsewhere.example>").as_bytes(), to=f"{user}@{DOMAIN}", by="smtp"
    )
    house.expect(user, 1)
    poll(mailbox)
    work()
    acknowledgment = Message.objects.get()
    assert acknowledgment.status == "sent"
    house.expect(user, 1)
    poll(mailbox)
    work()
    acknowledgment.refresh_from_db()
    case = Case.objects.get()
    said = "5.1.1 There is nobody of this name"
    assert (acknowledgment.status, acknowledgment.error) == ("bounced", said)
    assert (case.attention, Incoming.objects.latest("pk").disposition) == ("not_delivered", "bounce")


def test_folders_of_any_name(topic: Topic, house: MailHouse, user: str) -> None:
    mailbox = of_house(house, user, done_folder='Día & "Nacht"')
    house.deliver(mail().as_bytes(), to=f"{user}@{DOMAIN}")
    poll(mailbox)
    assert (mailbox.error, house.lies_in(user)) == ("", 0)
    assert imap._quoted('Día & "Nacht"') == '"D&AO0-a &- \\"Nacht\\""'
