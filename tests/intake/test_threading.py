"""To which case an answer belongs: proven by a signature or by a mail that we really sent, and by nothing else."""

import datetime as dt
from typing import Any

import pytest

from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import ResolutionCode, Status
from frontoffice.correspondence.threading import reference_of
from frontoffice.intake.models import Disposition, Mailbox, Participant
from tests import factories
from tests.factories import NOW
from tests.intake.exchanging import answer_to, case_of, replied
from tests.intake.making import ADDRESS, came
from tests.intake.real_mail import DOMAIN, mail


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
