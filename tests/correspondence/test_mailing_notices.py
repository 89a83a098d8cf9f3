"""Colleagues who want it are told by e-mail too: once, at once or in the morning, and nothing confidential."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from frontoffice.authority import by_mail, notices
from frontoffice.authority.actions.choosing_notice_mail import choose_notice_mail
from frontoffice.authority.actions.reading_notices import read_notices
from frontoffice.authority.models import Notice, StaffMember
from frontoffice.correspondence.models import Message
from frontoffice.correspondence.schedules import mail_what_colleagues_were_told
from frontoffice.foundation.actors import service
from tests.authority.work.making import TOLD, kinds, thing
from tests.correspondence.letters import content, parsed, plain_text
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db
MINUTE, A_DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
SECRET = "Marisol Ortega owes $412"
EVERYONE = ["authority.choose_notice_mail", "authority.read_notices"]


@pytest.fixture(autouse=True)
def of_our_own() -> Iterator[None]:
    with kinds():
        yield


@pytest.fixture
def lucia() -> StaffMember:
    return staff("Lucia Romero", grants=EVERYONE)


def chooses(member: StaffMember, at: dt.datetime = NOW, **how: list[str]) -> None:
    choose_notice_mail(address="lucia@agency.example", **how, by=member.actor, at=at)


def tell(member: StaffMember, at: dt.datetime = NOW, **given: Any) -> Notice:
    told = {"kind": TOLD, "about": thing("front"), "page": "cases.reply", "text": SECRET} | given
    with transaction.atomic():
        made = notices.tell(member, **told, by=service("tests"), at=at)
    assert made is not None
    return made


def look(at: dt.datetime = NOW) -> int:
    """The worker looks; how many mails there are in all."""
    mail_what_colleagues_were_told(by=service("correspondence"), at=at)
    return Message.objects.count()


def test_at_once_one_mail_tells_kind_and_place_and_not_what_it_says(lucia: StaffMember) -> None:
    chooses(lucia, at_once=[TOLD])
    tell(lucia)
    tell(lucia)
    assert [look(), look(NOW + MINUTE)] == [1, 1]
    message = Message.objects.get()
    assert (message.status, message.to_address) == ("released", "lucia@agency.example")
    mail = parsed(content(message))
    assert (mail["Auto-Submitted"], mail["Subject"]) == ("auto-generated", "2 new notices")
    words = plain_text(content(message))
    assert "Told: cases.reply\nhttp://localhost:8000/authority/powers/held/cases.reply/" in words
    assert "http://localhost:8000/my-work/notices/mail/" in words
    assert b"Marisol" not in content(message)
    assert "owes" not in words


def test_nobody_is_mailed_who_did_not_choose_it_or_read_it_before(lucia: StaffMember) -> None:
    tell(lucia)
    chooses(lucia, NOW + MINUTE, at_once=[TOLD])
    tell(staff("Tom Bell"), NOW + MINUTE)
    read_notices(notices=[tell(lucia, NOW + MINUTE)], by=lucia.actor, at=NOW + MINUTE)
    tell(lucia, NOW + MINUTE, kind="tests.other")
    assert look(NOW + MINUTE) == 0


def test_once_a_day_is_one_mail_in_the_morning_of_the_office(lucia: StaffMember) -> None:
    chooses(lucia, daily=[TOLD])
    tell(lucia)
    tell(lucia, NOW + MINUTE)
    morning = by_mail.last_morning(lucia, NOW) + A_DAY
    assert [look(NOW + MINUTE), look(morning - MINUTE)] == [0, 0]
    assert [look(morning), look(morning + MINUTE), look(morning + A_DAY)] == [1, 1, 1]
    assert Message.objects.get().subject == "2 new notices"
    assert Notice.objects.filter(mailed_at=morning).count() == 2


def test_who_has_left_and_whose_address_does_not_work_is_not_mailed(lucia: StaffMember) -> None:
    chooses(lucia, at_once=[TOLD])
    tell(lucia)
    by_mail.stop("lucia@agency.example", "550 5.1.1 Unknown")
    assert look() == 0
    chooses(lucia, at_once=[TOLD])
    StaffMember.objects.filter(pk=lucia.pk).update(until=NOW + MINUTE)
    assert look(NOW + MINUTE) == 0


def test_an_address_that_no_mail_can_be_sent_to_stops_it(lucia: StaffMember) -> None:
    chooses(lucia, at_once=[TOLD])
    lucia.notice_mail.__class__.objects.update(address="ü@agency.example")
    tell(lucia)
    assert look() == 0
    assert "not an e-mail address" in lucia.notice_mail.__class__.objects.get().trouble


@pytest.mark.parametrize("number", [1, 3])
def test_looking_takes_as_many_queries_for_three_as_for_one(
    number: int, django_assert_num_queries: Any
) -> None:
    for one in range(number):
        member = staff(f"Member {one}", grants=EVERYONE)
        chooses(member, daily=[TOLD])
        tell(member)
    with django_assert_num_queries(2):
        assert by_mail.due(at=NOW) == []
