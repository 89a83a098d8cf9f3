"""A promised call-back is given to somebody else, and the lists follow from the promises themselves."""

import datetime as dt

import pytest

from frontoffice.authority import work
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember, WorkItem
from frontoffice.contacts.actions.calling_back import NotDueAnyMore, withdraw_call_back
from frontoffice.contacts.actions.giving_call_backs import CannotCall, give_call_back
from frontoffice.contacts.models import Contact
from frontoffice.contacts.owed import CALL_BACK
from frontoffice.contacts.schedules import escalate_missed_call_backs
from frontoffice.foundation.actors import service
from tests import factories
from tests.contacts.test_calling_back import led, promised
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=3)


def item() -> WorkItem:
    return WorkItem.objects.get(kind=CALL_BACK, closed_at=None)


def test_inq_10_it_goes_to_a_colleague_or_back_to_the_unit_and_its_time_stays(
    call: Contact, dana: StaffMember
) -> None:
    made = promised(call, dana)
    tomas = factories.representative("Tomas Reinholt", unit_code="back")
    given = give_call_back(call_back=made, member=tomas, reason="On leave.", by=dana.actor, at=NOW)
    assert (given.member, given.unit, given.due_at) == (tomas, tomas.unit, made.due_at)
    assert (item().member, item().unit, item().due_at) == (tomas, tomas.unit, made.due_at)
    give_call_back(call_back=made, by=tomas.actor, at=NOW)
    assert (item().member, item().unit) == (None, tomas.unit)


def test_a_missed_one_that_is_given_away_is_the_other_ones_and_still_first(
    call: Contact, dana: StaffMember
) -> None:
    gordon, made = led(dana), promised(call, dana)
    escalate_missed_call_backs(by=service("contacts"), at=LATER)
    assert (item().member, item().priority) == (gordon, 1)
    work.KINDS[CALL_BACK].reassign(about_id=made.pk, to=dana, reason="", by=gordon.actor, at=LATER)  # type: ignore[misc]
    assert (item().member, item().priority) == (dana, 1)


def test_it_is_not_given_to_who_cannot_call_nor_once_it_is_closed(call: Contact, dana: StaffMember) -> None:
    made = promised(call, dana)
    with pytest.raises(CannotCall):
        give_call_back(call_back=made, member=factories.staff("Robot", automated=True), by=dana.actor, at=NOW)
    with pytest.raises(NotAuthorized):
        give_call_back(call_back=made, by=factories.staff("Nobody").actor, at=NOW)
    withdraw_call_back(call_back=made, reason="Came by.", by=dana.actor, at=NOW)
    with pytest.raises(NotDueAnyMore):
        give_call_back(call_back=made, by=dana.actor, at=NOW)


def test_the_lists_are_put_right_from_the_promises(call: Contact, dana: StaffMember) -> None:
    promised(call, dana)
    kind, by = work.KINDS[CALL_BACK], service("authority")
    assert work.reconcile(kind, by=by, at=NOW) == work.Put()
    WorkItem.objects.filter(kind=CALL_BACK).update(closed_at=NOW, closed_by=by)
    assert work.reconcile(kind, by=by, at=NOW) == work.Put(opened=1)
