"""A customer who was passed on is owed until somebody takes them: on My work, told when late, gone with a reason."""

import datetime as dt

import pytest
from django.test import Client

from frontoffice.authority import work
from frontoffice.authority.models import Notice, StaffMember, WorkItem
from frontoffice.contacts.actions.missing_transfers import (
    NotWaitingTooLong,
    SayWhyGone,
    drop_transfer,
    escalate_transfer,
)
from frontoffice.contacts.actions.passing_on import NotForYou, TakenAlready, take_transfer, transfer
from frontoffice.contacts.models import Contact, Transfer
from frontoffice.contacts.owed import TRANSFER, TRANSFER_MISSED
from frontoffice.contacts.queries.waiting import passed_on_to
from frontoffice.contacts.schedules import escalate_missed_transfers
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from tests import factories
from tests.contacts.test_calling_back import led
from tests.factories import NOW

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
LATE = NOW + 5 * MINUTE


@pytest.fixture
def tomas(db: None) -> StaffMember:
    return factories.representative("Tomas Reinholt", username="tomas")


def open_item() -> WorkItem:
    return WorkItem.objects.get(kind=TRANSFER, closed_at=None)


def test_it_is_on_the_work_of_whoever_gets_them_until_they_are_taken(
    client: Client, call: Contact, dana: StaffMember, tomas: StaffMember
) -> None:
    passed = transfer(contact=call, member=tomas, by=dana.actor, at=NOW)
    assert (open_item().member, open_item().due_at, open_item().priority) == (tomas, LATE, 1)
    client.force_login(tomas.user)  # type: ignore[arg-type]
    mine = client.get("/my-work/").content.decode()
    assert "Marisol Ortega-Reyes waits" in mine
    assert f"/contacts/passed-on/{passed.reference}/" in mine
    take_transfer(transfer=passed, by=tomas.actor, at=NOW + MINUTE)
    assert "Marisol Ortega-Reyes waits" not in client.get("/my-work/").content.decode()


def test_one_who_goes_to_a_unit_is_anybodys_and_one_who_goes_outside_nobodys(
    call: Contact, dana: StaffMember
) -> None:
    transfer(contact=call, unit="front", by=dana.actor, at=NOW)
    assert (open_item().member, open_item().unit) == (None, dana.unit)


def test_one_who_goes_outside_is_owed_by_nobody(call: Contact, dana: StaffMember) -> None:
    transfer(contact=call, number="202 555 0100", by=dana.actor, at=NOW)
    assert not WorkItem.objects.filter(kind=TRANSFER).exists()
    escalate_missed_transfers(by=service("contacts"), at=LATE)
    assert not Notice.objects.exists()


def test_nobody_took_them_in_time_so_whoever_leads_has_them_once(
    call: Contact, dana: StaffMember, tomas: StaffMember
) -> None:
    gordon = led(dana)
    passed = transfer(contact=call, unit="front", by=dana.actor, at=NOW)
    worker = service("contacts")
    escalate_missed_transfers(by=worker, at=LATE - MINUTE)
    assert not Event.objects.filter(name="contacts.TransferMissed").exists()
    for _look in range(3):
        escalate_missed_transfers(by=worker, at=LATE)
    assert Event.objects.filter(name="contacts.TransferMissed").count() == 1
    assert open_item().member == gordon
    assert set(Notice.objects.filter(kind=TRANSFER_MISSED).values_list("member", flat=True)) == {
        gordon.pk,
        dana.pk,
    }
    assert passed_on_to(gordon, by=gordon.actor, at=LATE) == [passed]
    with pytest.raises(NotWaitingTooLong):
        escalate_transfer(transfer=passed, by=worker, at=LATE)
    take_transfer(transfer=passed, by=tomas.actor, at=LATE)
    assert not WorkItem.objects.filter(kind=TRANSFER, closed_at=None).exists()


def test_whoever_leads_may_take_one_meant_for_a_colleague_only_once_it_is_late(
    call: Contact, dana: StaffMember, tomas: StaffMember
) -> None:
    gordon = factories.supervisor("Gordon Ashworth")
    StaffMember.objects.filter(pk=tomas.pk).update(supervisor=gordon)
    passed = transfer(contact=call, member=tomas, by=dana.actor, at=NOW)
    with pytest.raises(NotForYou):
        take_transfer(transfer=passed, by=gordon.actor, at=NOW + MINUTE)
    escalate_missed_transfers(by=service("contacts"), at=LATE)
    assert take_transfer(transfer=passed, by=gordon.actor, at=LATE).representative == gordon.actor


def test_who_left_before_anybody_took_them_is_noted_as_gone_with_a_reason(
    client: Client, call: Contact, dana: StaffMember, tomas: StaffMember
) -> None:
    passed = transfer(contact=call, member=tomas, by=dana.actor, at=NOW)
    noor = factories.representative("Noor Haddad", username="noor")
    with pytest.raises(SayWhyGone):
        drop_transfer(transfer=passed, reason=" ", by=tomas.actor, at=NOW)
    with pytest.raises(NotForYou):
        drop_transfer(transfer=passed, reason="Hung up.", by=noor.actor, at=NOW)
    client.force_login(tomas.user)  # type: ignore[arg-type]
    page = f"/contacts/passed-on/{passed.reference}/"
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "Hung up."})["Location"] == "/contacts/"
    assert client.post(page, {"reason": "Again."}).status_code == 409
    assert "Left before anybody took them" in client.get(page).content.decode()
    assert not WorkItem.objects.filter(kind=TRANSFER, closed_at=None).exists()
    with pytest.raises(TakenAlready):
        take_transfer(transfer=passed, by=tomas.actor, at=LATE)
    escalate_missed_transfers(by=service("contacts"), at=LATE)
    assert Transfer.objects.get().missed_at is None


def test_the_page_of_one_takes_the_power_and_offers_taking_to_whom_it_is_for(
    client: Client, call: Contact, dana: StaffMember, tomas: StaffMember
) -> None:
    passed = transfer(contact=call, member=tomas, reason="Titles", by=dana.actor, at=NOW)
    page = f"/contacts/passed-on/{passed.reference}/"
    for member, offered in ((tomas, True), (dana, False)):
        client.force_login(member.user)  # type: ignore[arg-type]
        shown = client.get(page).content.decode()
        assert "Titles" in shown
        assert (f"{page}take/" in shown) is offered
        assert "They are gone" in shown
    client.force_login(factories.staff("Nobody", username="nobody").user)  # type: ignore[arg-type]
    assert client.get(page).status_code == 403
    assert client.get("/contacts/passed-on/ZZZZZZZZ/").status_code == 403


def test_the_lists_are_put_right_from_the_transfers(call: Contact, dana: StaffMember) -> None:
    transfer(contact=call, unit="front", by=dana.actor, at=NOW)
    kind, by = work.KINDS[TRANSFER], service("authority")
    assert work.reconcile(kind, by=by, at=NOW) == work.Put()
    WorkItem.objects.filter(kind=TRANSFER).update(closed_at=NOW, closed_by=by)
    assert work.reconcile(kind, by=by, at=NOW) == work.Put(opened=1)
