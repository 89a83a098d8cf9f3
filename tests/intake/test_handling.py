"""What becomes of a mail by itself: exactly one disposition."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from frontoffice.cases.models import Case
from frontoffice.correspondence.models import Message
from frontoffice.customers.actions.noting import set_preferences
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party
from frontoffice.foundation import files
from frontoffice.foundation.actors import service
from frontoffice.intake.models import Disposition, Incoming, Mailbox, State
from tests import factories
from tests.factories import NOW
from tests.intake.exchanging import acknowledged, case_of
from tests.intake.making import came, kept, mailbox, work
from tests.intake.real_mail import mail


def test_a_mail_opens_a_case_with_contact_topic_and_customer(mailbox: Mailbox) -> None:
    incoming = came(mailbox, mail())
    case = case_of(incoming)
    assert (incoming.state, incoming.disposition) == (State.HANDLED, Disposition.OPENED)
    assert (case.subject, case.channel, case.topic.code) == ("Stolen license", "email", "cards")
    assert (case.asker_name, case.reply_to) == ("Jordan Ellis", "jordan@example.org")
    assert incoming.post is not None
    assert incoming.post.text == "My license was stolen. What do I do now?"
    assert incoming.post.contact.channel == "email"


def test_x1_received_is_the_day_the_server_had_it(mailbox: Mailbox) -> None:
    case = case_of(came(mailbox, mail(), received_at=NOW - dt.timedelta(days=3)))
    assert case.received_on == dt.date(2026, 11, 14)
    assert case.recorded_at == NOW


def test_the_sender_is_told_number_and_day_by_a_mail_that_says_no_person_wrote_it(mailbox: Mailbox) -> None:
    first = mail()
    case = case_of(came(mailbox, first))
    told = acknowledged(case)
    assert told["Auto-Submitted"] == "auto-replied"
    assert told["In-Reply-To"] == told["References"] == first["Message-ID"]
    assert case.number in told["Subject"]
    text = told.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert case.number in text
    assert "Nov. 19, 2026" in text


SPANISH = "Perdí mi licencia. ¿Qué necesito para una nueva? Muchas gracias."


def test_a_mail_in_spanish_is_acknowledged_in_spanish(mailbox: Mailbox) -> None:
    case = case_of(came(mailbox, mail(text=SPANISH)))
    told = acknowledged(case)
    assert (case.language, told["Content-Language"], told["Auto-Submitted"]) == ("es", "es", "auto-replied")
    text = told.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert f"Hemos recibido su mensaje. Su número es {case.number}." in text
    assert "19 de noviembre de 2026" in text
    assert "We have" not in text


@pytest.mark.parametrize(
    ("on_file", "said", "words", "language"),
    [
        ("es", "", "My license was stolen.", "es"),  # what is on file goes first
        ("en", "", SPANISH, "es"),  # a file begins as English; nobody said so
        ("en", "en", SPANISH, "en"),  # this one did
        ("vi", "", SPANISH, "es"),  # served in it, but we have no such texts
        ("vi", "", "My license was stolen.", "en"),
    ],
)
def test_a_customer_is_answered_in_their_own_language(
    mailbox: Mailbox, on_file: str, said: str, words: str, language: str
) -> None:
    by = factories.representative().actor
    party = register(name="Jordan Ellis", email="jordan@example.org", language=on_file, by=by, at=NOW)
    if said:
        set_preferences(party=party, language=said, by=by, at=NOW)
    case = case_of(came(mailbox, mail(text=words)))
    assert case.customer == party
    assert acknowledged(case)["Content-Language"] == language


def test_a_mailbox_may_acknowledge_nothing(topic: object) -> None:
    came(mailbox(acknowledges=False), mail())
    assert not Message.objects.exists()


def test_the_same_mail_delivered_twice_is_one(mailbox: Mailbox) -> None:
    once = mail()
    first = came(mailbox, b"Received: by mx1\r\n" + once.as_bytes())
    second = came(mailbox, b"Received: by mx2; later\r\n" + once.as_bytes())
    assert (second.disposition, second.first) == (Disposition.DUPLICATE, first)
    assert Case.objects.count() == 1


def test_two_mails_of_one_message_id_and_other_words_are_two(mailbox: Mailbox) -> None:
    came(mailbox, mail(message_id="<same@example.org>", text="One."))
    came(mailbox, mail(message_id="<same@example.org>", text="Two."))
    assert Case.objects.count() == 2


def test_a_sender_who_opens_many_cases_waits_for_a_person(mailbox: Mailbox, settings: Any) -> None:
    settings.MAIL_CASES_PER_SENDER = 3
    held = [came(mailbox, mail(text=f"Question {number}")).state for number in range(5)]
    assert held == [State.HANDLED] * 3 + [State.HELD] * 2
    assert came(mailbox, mail(text="Later"), at=NOW + dt.timedelta(hours=2)).state == State.HANDLED


def test_acc_9_a_customer_is_known_by_an_address_that_only_they_have(mailbox: Mailbox) -> None:
    first = came(mailbox, mail())
    known = Party.objects.get()
    again = came(mailbox, mail(sender="jordan@example.org", text="And my title?"))
    assert case_of(first).customer == case_of(again).customer == known
    came(mailbox, mail(sender="Robin Ellis <jordan@example.org>", text="It is mine too."))
    assert Party.objects.count() == 1


def test_a_held_mail_names_why(mailbox: Mailbox) -> None:
    nobody = came(mailbox, b"Subject: Hello\r\n\r\nWho am I?\r\n")
    empty = came(mailbox, b"From: a@example.org\r\n\r\n\r\n")
    assert [nobody.state, empty.state] == [State.HELD, State.HELD]
    assert nobody.reason == "It names no sender that could be answered."
    assert empty.reason == "It is empty."


def test_x2_a_line_of_the_ledger_is_never_removed_and_its_end_never_changed(mailbox: Mailbox) -> None:
    incoming = came(mailbox, mail())

    for wrong in (
        lambda: incoming.delete(),
        lambda: Incoming.objects.filter(pk=incoming.pk).update(disposition=Disposition.SET_ASIDE, reason="x"),
        lambda: Incoming.objects.filter(pk=incoming.pk).update(size=1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong()


def test_a_second_telling_changes_nothing(mailbox: Mailbox) -> None:

    from frontoffice.intake.actions import handling, parsing_mails

    incoming = came(mailbox, mail())
    parsing_mails.parse(incoming.pk, by=service("intake"), at=NOW)
    handling.handle(incoming.pk, by=service("intake"), at=NOW)
    work()
    assert (Case.objects.count(), Message.objects.count()) == (1, 1)


def test_a_mail_that_makes_the_reader_fail_is_kept_and_held(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontoffice.intake.actions import parsing_mails

    def fails(_raw: bytes) -> None:
        raise RecursionError

    monkeypatch.setattr(parsing_mails, "read", fails)
    incoming = came(mailbox, mail())
    assert (incoming.state, incoming.reason) == (State.HELD, "It could not be read: RecursionError.")
    with files.open_bytes(incoming.raw) as content:
        assert b"stolen" in content.read()


def test_a_mail_with_nobody_at_it_any_more_is_held(mailbox: Mailbox) -> None:

    from frontoffice.foundation.models import Delivery
    from frontoffice.intake.schedules import hold_what_is_left

    incoming = kept(mailbox, mail())
    hold_what_is_left(by=service("intake"), at=NOW)
    incoming.refresh_from_db()
    assert incoming.state == State.KEPT, "somebody is still at it"
    Delivery.objects.filter(reaction="intake.parse").update(dead_at=NOW, last_error="MemoryError")
    hold_what_is_left(by=service("intake"), at=NOW)
    incoming.refresh_from_db()
    assert (incoming.state, incoming.reason) == (State.HELD, "It could not be handled by itself: MemoryError")
