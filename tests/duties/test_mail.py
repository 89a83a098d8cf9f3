"""Correspondence by e-mail: a customer writes, is told a number, gets an answer at the desk, and answers back."""

import pytest

from frontoffice.cases.models import Case, Status
from frontoffice.correspondence.models import Message
from frontoffice.intake.models import Disposition
from tests.duties.working import Representative
from tests.intake import making
from tests.intake.exchanging import answer_to, sent
from tests.intake.real_mail import mail
from tests.portal.making import text_of, work


@pytest.mark.duty("onet.10", part="e-mail")
@pytest.mark.duty("tx.02", part="e-mail")
@pytest.mark.duty("nm.03", part="e-mail")
def test_a_customer_is_served_by_mail_from_the_first_word_to_the_last(dana: Representative) -> None:
    from frontoffice.foundation import clock

    mailbox = making.mailbox(topic="other")
    incoming = making.kept(mailbox, mail(text="Where do I hand in my old plates?"), at=clock.now())
    work()
    case = Case.objects.get()
    incoming.refresh_from_db()
    assert (incoming.case, case.channel) == (case, "email")
    acknowledgment = Message.objects.get(thread=f"case:{case.pk}")
    assert case.number in acknowledgment.body

    dana.take(case)
    said = dana.sees(case)
    assert "Where do I hand in my old plates?" in said
    assert "wrote by e-mail" in said
    assert "acknowledged the mail" in said
    dana.writes(case, "At any office, during opening hours.")
    work()
    reply = Message.objects.filter(thread=f"case:{case.pk}").latest("pk")
    told = sent(reply)
    assert told["In-Reply-To"].strip("<>") == incoming.message_id

    again = making.kept(
        mailbox,
        answer_to(told, text="Thank you!\n\nOn Mon, Nov 2, 2026 Dana wrote:\n> At any office."),
        at=clock.now(),
    )
    work()
    again.refresh_from_db()
    case.refresh_from_db()
    assert (again.disposition, again.case, case.status) == (Disposition.JOINED, case, Status.OPEN)
    assert case.posts.latest("pk").text == "Thank you!"
    page = dana.get(f"/incoming/{again.reference}/")
    assert "At any office." in text_of(page), "what it quotes is shown on demand"
