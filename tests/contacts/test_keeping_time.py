"""The time of a contact: talk, hold and wrap-up follow each other without a gap, whatever happens."""

import datetime as dt
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.contacts.actions import keeping_time, verifying
from frontoffice.contacts.actions.releasing_information import release_information
from frontoffice.contacts.actions.taking_contacts import (
    ContactEndedAlready,
    CustomerHasLeft,
    NotYourContact,
    begin,
    end,
)
from frontoffice.contacts.models import Channel, Contact, Outcome, Period, PeriodKind
from frontoffice.contacts.queries.log import Wanted, clock_of, contacts_in, totals
from frontoffice.customers.models import Party
from frontoffice.foundation.models import Event
from frontoffice.foundation.refusals import Refused
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

ACTS = {
    "pick_up": keeping_time.pick_up,
    "hold": keeping_time.hold,
    "resume": keeping_time.resume,
    "wrap_up": keeping_time.wrap_up,
}


def after(seconds: float) -> dt.datetime:
    return NOW + dt.timedelta(seconds=seconds)


def kinds(contact: Contact) -> list[tuple[str, float | None]]:
    """Each period with its seconds."""
    return [
        (one.kind, (one.ended_at - one.started_at).total_seconds() if one.ended_at else None)
        for one in contact.periods.order_by("position")
    ]


def test_inq_2_time_on_hold_and_after_call_work_are_separate_periods(
    call: Contact, dana: StaffMember
) -> None:
    by = dana.actor
    keeping_time.hold(contact=call, by=by, at=after(60))
    keeping_time.resume(contact=call, by=by, at=after(80))
    keeping_time.wrap_up(contact=call, by=by, at=after(200))
    end(contact=call, outcome=Outcome.ANSWERED, by=by, at=after(230))
    assert kinds(call) == [("talk", 60), ("hold", 20), ("talk", 120), ("wrap_up", 30)]
    call.refresh_from_db()
    assert (call.left_at, call.ended_at) == (after(200), after(230))
    turned = Event.objects.filter(name="contacts.ContactTimeTurned").order_by("pk")
    assert [event.payload["kind"] for event in turned] == ["hold", "talk", "wrap_up"]


def test_a_call_that_rings_is_picked_up(dana: StaffMember) -> None:
    call = begin(channel=Channel.PHONE, ringing=True, by=dana.actor, at=NOW)
    with pytest.raises(keeping_time.NotNow):
        keeping_time.hold(contact=call, by=dana.actor, at=after(2))
    keeping_time.pick_up(contact=call, by=dana.actor, at=after(7))
    end(contact=call, outcome=Outcome.ANSWERED, by=dana.actor, at=after(60))
    assert kinds(call) == [("ringing", 7), ("talk", 53)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from([*ACTS, "end"]), st.integers(min_value=-50, max_value=400)), max_size=12
    )
)
def test_x1_periods_never_overlap_or_leave_a_gap_and_none_stays_open(
    dana: StaffMember, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        contact = begin(channel=Channel.PHONE, ringing=True, by=dana.actor, at=NOW)
        at = 0.0
        for name, seconds in steps:
            at += seconds
            try:
                if name == "end":
                    end(contact=contact, outcome=Outcome.ANSWERED, by=dana.actor, at=after(at))
                else:
                    ACTS[name](contact=contact, by=dana.actor, at=after(at))
            except Refused:
                continue
        _whole(Contact.objects.get(pk=contact.pk))


def _whole(contact: Contact) -> None:
    periods = list(contact.periods.order_by("position"))
    assert periods[0].started_at == contact.started_at
    for before, following in pairwise(periods):
        assert before.ended_at == following.started_at
    assert [one.position for one in periods] == list(range(1, len(periods) + 1))
    assert all(one.ended_at is None or one.ended_at >= one.started_at for one in periods)
    assert (periods[-1].ended_at is None) == (contact.ended_at is None)
    if contact.ended_at is not None:
        assert periods[-1].ended_at == contact.ended_at
        spent = clock_of(contact, at=contact.ended_at).total
        assert spent == contact.ended_at - contact.started_at


def test_the_database_itself_refuses_gaps_overlaps_and_second_thoughts(
    call: Contact, dana: StaffMember
) -> None:
    open_one = call.periods.get()
    made = {"contact": call, "kind": PeriodKind.HOLD}
    for wrong in (
        {"position": 2, "started_at": after(10)},  # the one before has not ended
        {"position": 1, "started_at": NOW, "ended_at": after(5)},
        {"position": 0, "started_at": NOW, "ended_at": NOW},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Period.objects.create(**made, **wrong)
    keeping_time.hold(contact=call, by=dana.actor, at=after(60))
    end(contact=call, outcome=Outcome.ANSWERED, by=dana.actor, at=after(90))
    for start in (after(89), after(91)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Period.objects.create(**made, position=3, started_at=start, ended_at=after(100))
    for changed in ({"ended_at": after(70)}, {"started_at": after(1)}, {"kind": PeriodKind.HOLD}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Period.objects.filter(pk=open_one.pk).update(**changed)
    with pytest.raises(IntegrityError), transaction.atomic():
        open_one.delete()


def test_inq_3_a_verification_lapses_when_the_customer_leaves(
    call: Contact, marisol: Party, dana: StaffMember
) -> None:
    given = {"contact": call, "customer": marisol, "by": dana.actor}
    verifying.verify_identity(**given, method="sent_code", evidence="call_back", at=NOW)
    keeping_time.wrap_up(contact=call, by=dana.actor, at=after(60))
    with pytest.raises(CustomerHasLeft):
        release_information(**given, items=["address"], at=after(61))


def test_who_has_no_power_and_who_does_not_serve_it_turn_nothing(call: Contact) -> None:
    other = factories.representative("Tomas Reinholt")
    with pytest.raises(NotYourContact):
        keeping_time.hold(contact=call, by=other.actor, at=after(1))
    with pytest.raises(NotAuthorized):
        keeping_time.hold(contact=call, by=factories.staff("Clerk").actor, at=after(1))


def test_what_has_ended_stays_ended(call: Contact, dana: StaffMember) -> None:
    end(contact=call, outcome=Outcome.ANSWERED, by=dana.actor, at=after(60))
    for act in (*ACTS.values(),):
        with pytest.raises(ContactEndedAlready):
            act(contact=call, by=dana.actor, at=after(61))


def _ended(dana: StaffMember, start: dt.datetime, seconds: float) -> Contact:
    contact = begin(channel=Channel.PHONE, by=dana.actor, at=start)
    end(
        contact=contact,
        outcome=Outcome.ANSWERED,
        by=dana.actor,
        at=start + dt.timedelta(seconds=seconds),
    )
    return contact


def test_inq_9_time_that_spans_a_night_or_closed_hours_is_flagged_and_left_out_of_averages(
    dana: StaffMember,
) -> None:
    """The office is open from 8 to 5; NOW is 10 in the morning there."""
    good = _ended(dana, NOW, 300)
    overnight = _ended(dana, NOW + dt.timedelta(hours=1), 20 * 3600)
    forgotten = _ended(dana, NOW + dt.timedelta(hours=2), 8 * 3600)
    last_one = _ended(dana, NOW + dt.timedelta(hours=6, minutes=55), 600)  # five past five
    accurate = {one.contact_id: one.accurate for one in Period.objects.all()}
    assert accurate == {good.pk: True, overnight.pk: False, forgotten.pk: False, last_one.pk: True}
    wanted = Wanted(NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=2))
    sums = totals(contacts_in(wanted, among=Contact.objects.all()))
    assert (sums.contacts, sums.left_out) == (4, 2)
    assert sums.spent["talk"] == dt.timedelta(seconds=300 + 600 + 28 * 3600)
    assert sums.average["talk"] == dt.timedelta(seconds=450)
