"""Promised call-backs: due when the office is open, tried, kept, missed, and escalated once."""

import datetime as dt

import pytest

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import Notice, StaffMember, WorkItem
from frontoffice.contacts.actions import calling_back
from frontoffice.contacts.actions.calling_back import (
    promise_call_back,
    record_call_back_try,
    withdraw_call_back,
)
from frontoffice.contacts.actions.escalating import NotMissed, escalate_call_back
from frontoffice.contacts.models import CallBack, CallBackState, Contact, TryResult
from frontoffice.contacts.queries.waiting import call_backs_for
from frontoffice.contacts.schedules import escalate_missed_call_backs
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
AN_HOUR = dt.timedelta(hours=1)


def promised(
    call: Contact, dana: StaffMember, *, due: dt.datetime = NOW + AN_HOUR, **more: object
) -> CallBack:
    given = {"contact": call, "due_at": due, "about": "Whether the license is on its way", **more}
    return promise_call_back(**given, by=dana.actor, at=NOW)  # type: ignore[arg-type]


def led(dana: StaffMember) -> StaffMember:
    """Dana's supervisor."""
    gordon = factories.supervisor("Gordon Ashworth")
    StaffMember.objects.filter(pk=dana.pk).update(supervisor=gordon)
    return gordon


def test_inq_10_a_promised_call_back_is_a_task_with_a_due_time(call: Contact, dana: StaffMember) -> None:
    made = promised(call, dana)
    assert (made.due_at, made.number, made.member, made.unit) == (
        NOW + AN_HOUR,
        "202 555 0147",
        dana,
        dana.unit,
    )
    assert list(call_backs_for(dana, by=dana.actor, at=NOW)) == [made]
    item = WorkItem.objects.get(kind="contacts.call_back", closed_at=None)
    assert (item.member, item.due_at, item.about_id) == (dana, made.due_at, made.pk)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"due": NOW - AN_HOUR}, calling_back.DueInThePast),
        ({"due": NOW + 10 * AN_HOUR}, calling_back.DueWhenClosed),
        ({"about": " "}, calling_back.AboutWhat),
        ({"unit": "nowhere"}, calling_back.WhoCalls),
    ],
)
def test_what_cant_be_promised_is_refused(
    call: Contact, dana: StaffMember, wrong: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        promised(call, dana, **wrong)  # type: ignore[arg-type]


def test_a_time_when_the_office_is_closed_is_refused_with_the_next_opening(
    call: Contact, dana: StaffMember
) -> None:
    with pytest.raises(calling_back.DueWhenClosed, match="2026-11-18 at 08:00"):
        promised(call, dana, due=NOW + 10 * AN_HOUR)


def test_inq_10_a_missed_one_escalates_to_who_leads_the_unit_and_once_only(
    call: Contact, dana: StaffMember
) -> None:
    gordon, made = led(dana), promised(call, dana)
    worker = service("contacts")
    escalate_missed_call_backs(by=worker, at=NOW + AN_HOUR - dt.timedelta(seconds=1))
    assert not Event.objects.filter(name="contacts.CallBackMissed").exists()
    for _look in range(3):
        escalate_missed_call_backs(by=worker, at=NOW + AN_HOUR)
    assert Event.objects.filter(name="contacts.CallBackMissed").count() == 1
    made.refresh_from_db()
    assert (made.missed_at, made.escalated_to) == (NOW + AN_HOUR, gordon)
    assert WorkItem.objects.get(kind="contacts.call_back", closed_at=None).member == gordon
    assert Notice.objects.filter(member=gordon, kind="contacts.call_back_missed").count() == 1
    assert made in call_backs_for(gordon, by=gordon.actor, at=NOW + AN_HOUR)
    with pytest.raises(NotMissed):
        escalate_call_back(call_back=made, by=worker, at=NOW + 2 * AN_HOUR)


def test_inq_10_one_that_was_made_in_time_does_not_escalate(call: Contact, dana: StaffMember) -> None:
    made = promised(call, dana)
    record_call_back_try(call_back=made, result=TryResult.NO_ANSWER, note="Rang out", by=dana.actor, at=NOW)
    made.refresh_from_db()
    assert made.state == CallBackState.DUE, "a try is not the call"
    record_call_back_try(call_back=made, result=TryResult.REACHED, by=dana.actor, at=NOW)
    made.refresh_from_db()
    assert (made.state, made.tries.count()) == (CallBackState.DONE, 2)
    assert not WorkItem.objects.filter(kind="contacts.call_back", closed_at=None).exists()
    escalate_missed_call_backs(by=service("contacts"), at=NOW + 2 * AN_HOUR)
    assert not Event.objects.filter(name="contacts.CallBackMissed").exists()
    with pytest.raises(calling_back.NotDueAnyMore):
        record_call_back_try(call_back=made, result=TryResult.REACHED, by=dana.actor, at=NOW)


def test_it_is_given_up_or_withdrawn_with_a_reason(call: Contact, dana: StaffMember) -> None:
    first, second = promised(call, dana), promised(call, dana)
    record_call_back_try(call_back=first, result=TryResult.WRONG_NUMBER, give_up=True, by=dana.actor, at=NOW)
    with pytest.raises(calling_back.AboutWhat):
        withdraw_call_back(call_back=second, reason="", by=dana.actor, at=NOW)
    withdraw_call_back(call_back=second, reason="They called us", by=dana.actor, at=NOW)
    assert list(CallBack.objects.order_by("pk").values_list("state", flat=True)) == ["given_up", "withdrawn"]


def test_without_the_power_nobody_promises(call: Contact) -> None:
    with pytest.raises(NotAuthorized):
        promise_call_back(
            contact=call,
            due_at=NOW + AN_HOUR,
            about="Something",
            by=factories.staff("Clerk").actor,
            at=NOW,
        )


def test_the_worker_asks_the_same_however_many_are_not_late(
    call: Contact, dana: StaffMember, django_assert_num_queries: object
) -> None:
    for _one in range(3):
        promised(call, dana)
    worker = service("contacts")
    with django_assert_num_queries(1):  # type: ignore[operator]
        escalate_missed_call_backs(by=worker, at=NOW)
