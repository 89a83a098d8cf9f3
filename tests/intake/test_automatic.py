"""What programs write: on record, never answered, never a loop; and what came back."""

from email.message import EmailMessage

import pytest

from frontoffice.cases.models import Attention, Case, Status
from frontoffice.correspondence.models import Message
from frontoffice.intake.models import Disposition, Mailbox, State
from tests.intake.exchanging import acknowledged, answer_to, case_of, replied
from tests.intake.making import came
from tests.intake.real_mail import DOMAIN, mail
from tests.intake.returning import report

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
