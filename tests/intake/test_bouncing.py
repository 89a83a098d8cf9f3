"""A mail that came back: the address is marked, the writer is told, and whoever writes there next sees it."""

from email.message import EmailMessage

import pytest
from django.test import Client

from frontoffice.authority.models import Notice, StaffMember
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.models import Attention, Case
from frontoffice.correspondence.models import Message
from frontoffice.customers.models import ContactPoint
from frontoffice.intake.models import Disposition, Mailbox
from tests import factories
from tests.factories import NOW
from tests.intake import exchanging
from tests.intake.exchanging import acknowledged, case_of
from tests.intake.making import came, work
from tests.intake.real_mail import mail
from tests.intake.returning import NAMED_ONLY, report


@pytest.fixture
def case(mailbox: Mailbox) -> Case:
    """Jordan Ellis asked by e-mail, and is on file since."""
    return case_of(came(mailbox, mail()))


@pytest.fixture
def dana(case: Case) -> StaffMember:
    return factories.representative("Dana Whitfield", username="dana")


@pytest.fixture
def told(case: Case, dana: StaffMember) -> EmailMessage:
    """What Dana wrote to Jordan, as it went out."""
    reply(case=case, text="Come to the counter.", by=dana.actor, at=NOW)
    work()
    return exchanging.sent(Message.objects.get(by=dana.actor))


def address() -> ContactPoint:
    return ContactPoint.objects.get(normal="jordan@example.org")


@pytest.mark.parametrize("how", ["headers", NAMED_ONLY])
def test_acc_7_an_address_at_which_nothing_arrives_is_marked_with_since_and_why(
    mailbox: Mailbox, case: Case, told: EmailMessage, how: str
) -> None:
    posts = case.posts.count()
    incoming = came(mailbox, report(told, how=how))
    assert (incoming.disposition, incoming.case) == (Disposition.BOUNCE, case)
    assert address().undeliverable_since == NOW
    assert address().undeliverable_reason == "5.1.1 550 No such user"
    assert (Case.objects.count(), case.posts.count(), Message.objects.count()) == (1, posts, 2)


@pytest.mark.parametrize("status", ["4.4.7", "4.2.2", "5.7.1", "5.3.4", "5.6.0", ""])
def test_one_that_says_nothing_of_the_address_leaves_it_as_it_is(
    mailbox: Mailbox, case: Case, told: EmailMessage, status: str
) -> None:
    came(mailbox, report(told, status=status))
    case.refresh_from_db()
    assert address().undeliverable_since is None
    assert case.attention == Attention.NOT_DELIVERED, "it did not arrive all the same"


def test_the_code_is_said_once(mailbox: Mailbox, told: EmailMessage) -> None:
    came(mailbox, report(told, words="550 5.1.1 No such user"))
    assert address().undeliverable_reason == "550 5.1.1 No such user"


def test_a_report_of_delay_marks_nothing(mailbox: Mailbox, told: EmailMessage) -> None:
    came(mailbox, report(told, "delayed", status="4.4.1"))
    assert address().undeliverable_since is None


def test_a_forged_report_is_kept_and_changes_nothing(
    mailbox: Mailbox, case: Case, told: EmailMessage
) -> None:
    guessed = EmailMessage()
    guessed["Message-ID"] = "<guessed@agency.example>"
    incoming = came(mailbox, report(guessed))
    case.refresh_from_db()
    assert (incoming.disposition, incoming.case, incoming.bounced) == (Disposition.BOUNCE, None, None)
    assert (address().undeliverable_since, case.attention) == (None, Attention.NONE)


def test_what_a_report_calls_the_recipient_marks_nobody_else(
    mailbox: Mailbox, case: Case, told: EmailMessage
) -> None:
    other = case_of(came(mailbox, mail(sender="Robin Vale <robin@example.net>")))
    came(mailbox, report(told, recipient="robin@example.net"))
    assert other.customer is not None
    assert other.customer.contact_points.get().undeliverable_since is None
    assert address().undeliverable_since == NOW


def test_who_wrote_is_told_and_not_twice(mailbox: Mailbox, dana: StaffMember, told: EmailMessage) -> None:
    came(mailbox, report(told))
    kinds = Notice.objects.filter(member=dana).values_list("kind", flat=True)
    assert list(kinds) == ["cases.reply_in_trouble"], "who has the case watches it, and is told once"


def test_the_desk_shows_it_before_somebody_writes_there_again(
    mailbox: Mailbox, case: Case, dana: StaffMember, told: EmailMessage
) -> None:
    client = Client()
    assert dana.user is not None
    client.force_login(dana.user)
    address_of_case = f"/desk/cases/{case.reference}/"
    assert "does not arrive" not in client.get(address_of_case).content.decode()
    came(mailbox, report(told))
    page = client.get(address_of_case).content.decode()
    assert "Mail to jordan@example.org does not arrive" in page
    assert "got a mail back that did not arrive" in page
    assert page.count("550 No such user") >= 2, "beside the box to write in, and in the timeline"


def test_acc_7_no_acknowledgment_goes_where_nothing_arrives(mailbox: Mailbox, case: Case) -> None:
    came(mailbox, report(acknowledged(case)))
    assert address().undeliverable_since == NOW
    again = case_of(came(mailbox, mail(text="And my title?")))
    assert not Message.objects.filter(thread=f"case:{again.pk}").exists()
