"""Of which notices one is told by e-mail too: chosen on a page of one's own, kind by kind."""

from collections.abc import Iterator

import pytest
from django.test import Client

from frontoffice.authority import by_mail
from frontoffice.authority.actions.choosing_notice_mail import (
    NoNoticeAddress,
    NoSuchKind,
    choose_notice_mail,
)
from frontoffice.authority.models import NoticeChoice, NoticeMail, StaffMember
from frontoffice.authority.views.notice_mail import KIND
from frontoffice.authority.views.notice_mail import kinds as offered
from frontoffice.foundation import clock
from tests.authority.work.making import TOLD, colleague, kinds
from tests.factories import NOW

pytestmark = pytest.mark.django_db
PAGE = "/my-work/notices/mail/"
CHOOSE = "authority.choose_notice_mail"


@pytest.fixture(autouse=True)
def of_our_own() -> Iterator[None]:
    with kinds():
        yield


@pytest.fixture
def lucia() -> tuple[StaffMember, Client]:
    return colleague("Lucia Romero", CHOOSE)


def field(kind: str = TOLD) -> str:
    return f"{KIND}{[one.name for one in offered()].index(kind)}"


def test_a_kind_is_chosen_at_once_daily_and_not(lucia: tuple[StaffMember, Client]) -> None:
    member, client = lucia
    assert "Notices by e-mail" in client.get(PAGE).content.decode()
    for how in ("at_once", "daily", ""):
        given = {"address": "lucia@agency.example", field(): how}
        assert client.post(PAGE, given)["Location"] == "/my-work/notices/"
        assert list(NoticeChoice.objects.values_list("member", "kind", "how")) == (
            [(member.pk, TOLD, how)] if how else []
        )
        assert ("selected" in client.get(PAGE).content.decode().split(f'name="{field()}"')[1]) is True
    assert NoticeMail.objects.get().address == "lucia@agency.example"


@pytest.mark.parametrize("address", ["", "nobody", "a@b.example\r\nBcc: x@y.example"])
def test_without_an_address_nothing_is_saved_and_the_choice_stays(
    lucia: tuple[StaffMember, Client], address: str
) -> None:
    _member, client = lucia
    answer = client.post(PAGE, {"address": address, field(): "daily"})
    assert answer.status_code == 422
    assert '<option value="daily" selected>' in answer.content.decode()
    assert not NoticeMail.objects.exists()


def test_what_stays_as_it_was_keeps_its_date_and_what_is_wrong_is_refused(
    lucia: tuple[StaffMember, Client],
) -> None:
    by, address = lucia[0].actor, "lucia@agency.example"
    later = clock.now()
    choose_notice_mail(address=address, daily=[TOLD], by=by, at=later)
    first = NoticeChoice.objects.get()
    choose_notice_mail(address=address, daily=[TOLD], by=by, at=clock.now())
    assert NoticeChoice.objects.get() == first
    for wrong in ({"daily": ["no.such"]}, {"daily": [TOLD], "at_once": [TOLD]}):
        with pytest.raises(NoSuchKind):
            choose_notice_mail(address=address, **wrong, by=by, at=clock.now())
    with pytest.raises(NoNoticeAddress):
        choose_notice_mail(address="nobody", daily=[TOLD], by=by, at=clock.now())


def test_an_address_at_which_nothing_arrives_is_told_there_and_saved_anew(
    lucia: tuple[StaffMember, Client],
) -> None:
    member, client = lucia
    choose_notice_mail(address="lucia@agency.example", daily=[TOLD], by=member.actor, at=clock.now())
    by_mail.stop("Lucia@agency.example", "550 5.1.1 Unknown")
    assert "550 5.1.1 Unknown" in client.get(PAGE).content.decode()
    client.post(PAGE, {"address": "lucia@agency.example", field(): "daily"})
    assert NoticeMail.objects.get().trouble == ""


def test_it_takes_the_power_and_a_sign_in() -> None:
    _member, client = colleague("Tom Bell")
    assert client.get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_the_last_morning_is_by_the_clock_of_the_office(lucia: tuple[StaffMember, Client]) -> None:
    member = lucia[0]
    morning = by_mail.last_morning(member, NOW)
    assert morning <= NOW
    assert morning.astimezone(member.office.zone).hour == 7
    assert by_mail.last_morning(member, morning) == morning
