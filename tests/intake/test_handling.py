"""What becomes of a mail by itself: exactly one disposition, and never a loop."""

import datetime as dt
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

import pytest

from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Attention, Case, ResolutionCode, Status
from frontoffice.correspondence.models import Message
from frontoffice.correspondence.threading import reference_of
from frontoffice.customers.models import Party
from frontoffice.foundation import files
from frontoffice.intake.models import Disposition, Incoming, Mailbox, Participant, State
from tests import factories
from tests.factories import NOW
from tests.intake.making import ADDRESS, came, kept, mailbox, work
from tests.intake.real_mail import DOMAIN, mail


def sent(message: Message) -> EmailMessage:
    """The mail as it goes out."""
    assert message.eml is not None
    with files.open_bytes(message.eml) as content:
        read: Any = BytesParser(policy=default).parse(content)
    return read  # type: ignore[no-any-return]


def acknowledged(case: Case) -> EmailMessage:
    return sent(Message.objects.get(thread=f"case:{case.pk}", by__key="service:intake"))


def replied(case: Case, text: str = "Come to the counter with a passport.", **given: Any) -> EmailMessage:
    by = factories.representative().actor
    reply(case=case, text=text, by=by, at=NOW, **given)
    work()
    return sent(Message.objects.filter(thread=f"case:{case.pk}", by=by).latest("pk"))


def answer_to(sent: EmailMessage, **given: str) -> EmailMessage:
    told = {"subject": f"Re: {sent['Subject']}", "to": sent["Reply-To"], "text": "Which counter?"}
    headers = {"In_Reply_To": sent["Message-ID"], "References": sent["Message-ID"]}
    return mail(**(told | headers | given))


def case_of(incoming: Incoming) -> Case:
    assert incoming.case is not None
    return incoming.case


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


def test_a_mail_in_spanish_is_acknowledged_in_its_language(mailbox: Mailbox) -> None:
    case = case_of(
        came(mailbox, mail(text="Perdí mi licencia. ¿Qué necesito para una nueva? Muchas gracias."))
    )
    assert (case.language, acknowledged(case)["Content-Language"]) == ("es", "es")


def test_a_mailbox_may_acknowledge_nothing(topic: object) -> None:
    came(mailbox(acknowledges=False), mail())
    assert not Message.objects.exists()


def test_an_answer_joins_its_case_by_the_signed_reference_alone(mailbox: Mailbox) -> None:
    case = case_of(came(mailbox, mail()))
    told = replied(case)
    assert f"help+{reference_of(f'case:{case.pk}')}@{DOMAIN}" in told["Reply-To"]
    incoming = came(mailbox, mail(to=told["Reply-To"], text="Which counter?"))
    assert (incoming.disposition, incoming.case) == (Disposition.JOINED, case)
    case.refresh_from_db()
    assert case.status == Status.OPEN, "what waited for the customer is worked on again"


def test_an_answer_joins_its_case_by_the_mail_that_it_answers(mailbox: Mailbox) -> None:
    case = case_of(came(mailbox, mail()))
    told = replied(case)
    incoming = came(mailbox, answer_to(told, to=ADDRESS, subject="Something else"))
    assert (incoming.disposition, incoming.case) == (Disposition.JOINED, case)


def test_replies_thread_in_every_mail_program(mailbox: Mailbox) -> None:
    first = mail()
    case = case_of(came(mailbox, first))
    told = replied(case, keep_open=True)
    assert told["In-Reply-To"] == first["Message-ID"]
    second = answer_to(told)
    came(mailbox, second, at=NOW + dt.timedelta(minutes=5))
    again = replied(case, "The one on the left.", keep_open=True)
    assert again["In-Reply-To"] == second["Message-ID"]
    chain = again["References"].split()
    assert chain[-1] == second["Message-ID"]
    assert {first["Message-ID"], told["Message-ID"]} <= set(chain)


@pytest.mark.parametrize(
    "forge",
    [
        lambda case: {"subject": f"Re: [{case.number}]"},
        lambda case: {"to": f"help+case-{case.pk}-aaaaaaaaaaaaaaaa@{DOMAIN}"},
        lambda case: {"to": f"help+{reference_of('case:999999')}@{DOMAIN}"},
        lambda case: {"In_Reply_To": "<made-up@agency.example>"},
        lambda case: {"subject": reference_of(f"case:{case.pk}")[:-1] + "2"},
    ],
)
def test_a_forged_reference_never_joins_a_case(mailbox: Mailbox, forge: Any) -> None:
    case = case_of(came(mailbox, mail()))
    incoming = came(mailbox, mail(sender="mallory@example.net", text="Send it to me.", **forge(case)))
    assert incoming.disposition == Disposition.OPENED
    assert incoming.case != case


def test_the_message_id_of_a_mail_to_somebody_else_joins_nothing(mailbox: Mailbox) -> None:
    case = case_of(came(mailbox, mail()))
    told = replied(case)
    incoming = came(mailbox, answer_to(told, sender="mallory@example.net", to=ADDRESS))
    assert incoming.disposition == Disposition.OPENED
    assert incoming.case != case


def test_an_unknown_sender_with_a_valid_reference_joins_as_not_verified(mailbox: Mailbox) -> None:
    case = case_of(came(mailbox, mail()))
    told = replied(case)
    incoming = came(mailbox, answer_to(told, sender="Robin Ellis <robin@example.net>"))
    assert (incoming.disposition, incoming.case) == (Disposition.JOINED, case)
    assert Participant.objects.get(case=case).address == "robin@example.net"
    assert not Participant.objects.filter(address="jordan@example.org").exists()


def test_an_answer_reopens_a_resolved_case_within_the_window_and_opens_a_new_one_later(
    mailbox: Mailbox,
) -> None:
    case = case_of(came(mailbox, mail()))
    told = replied(case, resolve=True)
    later = came(mailbox, answer_to(told), at=NOW + dt.timedelta(days=3))
    case.refresh_from_db()
    assert (later.disposition, case.status, case.reopened) == (Disposition.JOINED, Status.OPEN, 1)
    resolve(case=case, code=ResolutionCode.DONE, by=factories.senior().actor, at=NOW + dt.timedelta(days=4))
    much_later = came(mailbox, answer_to(told), at=NOW + dt.timedelta(days=90))
    assert much_later.disposition == Disposition.OPENED
    assert case.number in case_of(much_later).notes.get().text


AUTOMATIC = [
    {"Auto_Submitted": "auto-replied"},
    {"Auto_Submitted": "auto-generated (vacation)"},
    {"Precedence": "auto_reply"},
    {"Precedence": "bulk"},
    {"Return_Path": "<>"},
    {"X_Auto_Response_Suppress": "All"},
    {"subject": "Out of office: Re: your question"},
    {"subject": "Respuesta automática: su pregunta"},
]


@pytest.mark.parametrize("headers", AUTOMATIC)
def test_an_automatic_reply_is_on_record_reopens_nothing_and_is_not_answered(
    mailbox: Mailbox, headers: dict[str, str]
) -> None:
    case = case_of(came(mailbox, mail()))
    told = replied(case, resolve=True)
    messages, posts = Message.objects.count(), case.posts.count()
    incoming = came(mailbox, answer_to(told, text="I am away until Monday.", **headers))
    case.refresh_from_db()
    assert (incoming.disposition, incoming.case) == (Disposition.AUTOMATIC, case)
    assert (case.status, case.posts.count()) == (Status.RESOLVED, posts)
    assert Message.objects.count() == messages


@pytest.mark.parametrize("headers", AUTOMATIC)
def test_what_a_program_wrote_without_a_case_opens_none(mailbox: Mailbox, headers: dict[str, str]) -> None:
    incoming = came(mailbox, mail(**headers))
    assert incoming.disposition == Disposition.AUTOMATIC or incoming.state == State.HELD
    assert not Case.objects.exists()
    assert not Message.objects.exists()


def test_two_programs_that_answer_each_other_stop_at_once(mailbox: Mailbox) -> None:
    told = acknowledged(case_of(came(mailbox, mail())))
    for _round in range(3):
        came(mailbox, answer_to(told, Auto_Submitted="auto-replied"))
    assert (Case.objects.count(), Message.objects.count()) == (1, 1)


def test_our_own_mail_that_comes_back_opens_nothing(mailbox: Mailbox) -> None:
    told = acknowledged(case_of(came(mailbox, mail())))
    assert came(mailbox, told.as_bytes()).disposition == Disposition.OWN
    forged = came(mailbox, mail(sender=f"help+x@{DOMAIN}"))
    assert (forged.state, Case.objects.count()) == (State.HELD, 1)


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
    from django.db import DatabaseError, transaction

    for wrong in (
        lambda: incoming.delete(),
        lambda: Incoming.objects.filter(pk=incoming.pk).update(disposition=Disposition.SET_ASIDE, reason="x"),
        lambda: Incoming.objects.filter(pk=incoming.pk).update(size=1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong()


def test_a_second_telling_changes_nothing(mailbox: Mailbox) -> None:
    from frontoffice.foundation.actors import service
    from frontoffice.intake.actions import handling, parsing_mails

    incoming = came(mailbox, mail())
    parsing_mails.parse(incoming.pk, by=service("intake"), at=NOW)
    handling.handle(incoming.pk, by=service("intake"), at=NOW)
    work()
    assert (Case.objects.count(), Message.objects.count()) == (1, 1)


def report(told: EmailMessage, action: str = "failed") -> bytes:
    return (
        b"From: MAILER-DAEMON@mx.example.org\r\nTo: help@agency.example\r\nReturn-Path: <>\r\n"
        b"Subject: Undelivered\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        b"Final-Recipient: rfc822; jordan@example.org\r\nAction: " + action.encode() + b"\r\n"
        b"Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 No such user\r\n\r\n"
        b"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: "
        + told["Message-ID"].encode()
        + b"\r\n\r\n--b--\r\n"
    )


def test_cor_8_a_reply_that_came_back_is_on_record_and_somebody_sees_to_it(mailbox: Mailbox) -> None:
    case = case_of(came(mailbox, mail()))
    told = replied(case, resolve=True)
    message = Message.objects.get(message_id=told["Message-ID"].strip("<>"))
    sent_at = message.sent_at
    incoming = came(mailbox, report(told))
    message.refresh_from_db()
    case.refresh_from_db()
    assert (incoming.disposition, incoming.case, incoming.bounced) == (Disposition.BOUNCE, case, message)
    assert (message.status, message.error) == ("bounced", "5.1.1 550 No such user")
    assert message.sent_at == sent_at, "the date mailed is not reset (COR-7)"
    assert (message.bounces.get().code, message.bounces.get().to_address) == ("5.1.1", "jordan@example.org")
    assert (case.attention, case.status) == (Attention.NOT_DELIVERED, Status.OPEN)


def test_an_acknowledgment_that_came_back_calls_for_attention_too(mailbox: Mailbox) -> None:
    case = case_of(came(mailbox, mail()))
    came(mailbox, report(acknowledged(case)))
    case.refresh_from_db()
    assert case.attention == Attention.NOT_DELIVERED


def test_a_report_of_delay_or_about_a_mail_that_is_not_ours_changes_nothing(mailbox: Mailbox) -> None:
    case = case_of(came(mailbox, mail()))
    told = replied(case)
    delayed = came(mailbox, report(told, "delayed"))
    assert (delayed.disposition, delayed.case) == (Disposition.AUTOMATIC, case)
    made_up = EmailMessage()
    made_up["Message-ID"] = "<guessed@agency.example>"
    assert came(mailbox, report(made_up)).bounced is None
    case.refresh_from_db()
    assert case.attention == Attention.NONE


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
    from frontoffice.foundation.actors import service
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
