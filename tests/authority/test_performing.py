"""Doing an action: grants, limits, conflicts, approvals, refusals on record, and the same key done once."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from frontoffice.authority.actions import approving
from frontoffice.authority.deciding import InConflict, NotAuthorized
from frontoffice.authority.models import Approval, Grant, Refusal
from frontoffice.authority.performing import SameKeyOtherBody
from frontoffice.foundation.models import Actor, Event, Unit
from frontoffice.foundation.money import Money
from tests.authority.conftest import NoMoneyLeft
from tests.factories import NOW, staff, visitor

pytestmark = pytest.mark.django_db
APPROVER = ["authority.approve", "authority.decline"]


@pytest.fixture
def member() -> Any:
    return staff("Somebody else")


def test_within_the_grant_the_body_runs_and_the_event_names_actor_and_action(
    found_unit: Any, member: Any
) -> None:
    dana = staff(limits={"tests.found_unit": Decimal(100)})
    unit = found_unit(member=member, code="new", amount=Money("100.00"), by=dana.actor, at=NOW)
    event = Event.objects.get(name="tests.UnitFounded")
    assert (event.by, event.action, event.at, event.payload) == (
        dana.actor,
        "tests.found_unit",
        NOW,
        {"unit_id": unit.pk},
    )
    assert {(s.kind, s.subject_id) for s in event.subjects.all()} == {
        ("foundation.unit", unit.pk),
        ("authority.staffmember", member.pk),
    }


def test_x3_without_a_grant_it_is_refused_and_the_refusal_is_on_record(found_unit: Any, member: Any) -> None:
    dana = staff()
    with pytest.raises(NotAuthorized):
        found_unit(member=member, code="new", amount=Money("1.00"), by=dana.actor, at=NOW)
    refusal = Refusal.objects.get()
    assert (refusal.by, refusal.code, refusal.part, refusal.subject_id) == (
        dana.actor,
        "not_authorized",
        "grant",
        member.pk,
    )
    assert not Unit.objects.filter(code="new").exists()


@pytest.mark.parametrize("change", [{"until": NOW}, {"from_at": NOW + dt.timedelta(days=1)}])
def test_stf_2_a_grant_that_is_not_in_force_is_as_none(found_unit: Any, member: Any, change: Any) -> None:
    dana = staff()
    Grant.objects.create(
        actor=dana.actor,
        action="tests.found_unit",
        granted_by=member.actor,
        **({"from_at": NOW - dt.timedelta(days=5)} | change),
    )
    with pytest.raises(NotAuthorized):
        found_unit(member=member, code="new", amount=Money("1.00"), by=dana.actor, at=NOW)


def test_stf_4_a_conflict_is_refused_whatever_the_grant(found_unit: Any) -> None:
    dana = staff(grants=["tests.found_unit"])
    with pytest.raises(InConflict):
        found_unit(member=dana, code="new", amount=Money("1.00"), by=dana.actor, at=NOW)


def test_x4_above_the_limit_it_waits_and_goes_through_when_another_approves(
    found_unit: Any, member: Any
) -> None:
    dana = staff(limits={"tests.found_unit": Decimal(100)})
    chief = staff("Chief", grants=["tests.found_unit", *APPROVER])
    approval = found_unit(member=member, code="new", amount=Money("200.00"), by=dana.actor, at=NOW)
    assert isinstance(approval, Approval)
    assert not Unit.objects.filter(code="new").exists()
    assert not Event.objects.filter(name="tests.UnitFounded").exists()
    approving.approve(approval=approval, by=chief.actor, at=NOW)
    event = Event.objects.get(name="tests.UnitFounded")
    assert (event.by, event.authorized_by, event.action) == (dana.actor, chief.actor, "tests.found_unit")
    approval.refresh_from_db()
    assert (approval.status, approval.decided_by) == ("approved", chief.actor)


def test_ord_4_nobody_approves_what_they_asked_for(found_unit: Any, member: Any) -> None:
    dana = staff(limits={"tests.found_unit": Decimal(100)}, grants=APPROVER)
    approval = found_unit(member=member, code="new", amount=Money("200.00"), by=dana.actor, at=NOW)
    with pytest.raises(InConflict):
        approving.approve(approval=approval, by=dana.actor, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=approval.pk).update(
            status="approved", decided_by=dana.actor, decided_at=NOW
        )


@pytest.mark.parametrize("limit", [None, Decimal(199)])
def test_who_holds_less_than_the_amount_neither_approves_nor_declines(
    found_unit: Any, member: Any, limit: Any
) -> None:
    dana = staff(limits={"tests.found_unit": Decimal(100)})
    chief = staff("Chief", grants=APPROVER, limits={"tests.found_unit": limit} if limit else {})
    approval = found_unit(member=member, code="new", amount=Money("200.00"), by=dana.actor, at=NOW)
    with pytest.raises(NotAuthorized):
        approving.approve(approval=approval, by=chief.actor, at=NOW)
    with pytest.raises(NotAuthorized):
        approving.decline(approval=approval, reason="Too much", by=chief.actor, at=NOW)
    approval.refresh_from_db()
    assert approval.status == "waiting"
    assert not Unit.objects.filter(code="new").exists()


def test_an_approver_in_conflict_can_not_approve(found_unit: Any) -> None:
    chief = staff("Chief", grants=["tests.found_unit", *APPROVER])
    dana = staff(limits={"tests.found_unit": Decimal(100)})
    approval = found_unit(member=chief, code="new", amount=Money("200.00"), by=dana.actor, at=NOW)
    with pytest.raises(InConflict):
        approving.approve(approval=approval, by=chief.actor, at=NOW)


def test_when_the_askers_grant_ended_meanwhile_the_approval_does_not_go_through(
    found_unit: Any, member: Any
) -> None:
    dana = staff(limits={"tests.found_unit": Decimal(100)})
    chief = staff("Chief", grants=["tests.found_unit", *APPROVER])
    approval = found_unit(member=member, code="new", amount=Money("200.00"), by=dana.actor, at=NOW)
    dana.actor.grants.update(revoked_at=NOW, revoked_by=chief.actor)
    with pytest.raises(NotAuthorized):
        approving.approve(approval=approval, by=chief.actor, at=NOW)


def test_what_would_be_refused_is_refused_when_asked_not_when_approved(found_unit: Any, member: Any) -> None:
    dana = staff(limits={"tests.found_unit": Decimal(100)})
    with pytest.raises(NoMoneyLeft):
        found_unit(member=member, code="new", amount=Money("501.00"), by=dana.actor, at=NOW)
    assert not Approval.objects.exists()


def test_older_asks_count_as_gone_and_an_ask_never_counts_itself(found_unit: Any, member: Any) -> None:
    dana = staff(limits={"tests.found_unit": Decimal(100)})
    chief = staff("Chief", grants=["tests.found_unit", *APPROVER])
    first = found_unit(member=member, code="a", amount=Money("300.00"), by=dana.actor, at=NOW)
    with pytest.raises(NoMoneyLeft):
        found_unit(member=member, code="b", amount=Money("300.00"), by=dana.actor, at=NOW)
    second = found_unit(member=member, code="b", amount=Money("200.00"), by=dana.actor, at=NOW)
    approving.approve(approval=first, by=chief.actor, at=NOW)
    approving.approve(approval=second, by=chief.actor, at=NOW)
    assert Unit.objects.filter(code__in=["a", "b"]).count() == 2


def test_a_declined_ask_keeps_its_reason_and_is_not_decided_twice(found_unit: Any, member: Any) -> None:
    dana = staff(limits={"tests.found_unit": Decimal(100)})
    chief = staff("Chief", grants=["tests.found_unit", *APPROVER])
    approval = found_unit(member=member, code="new", amount=Money("200.00"), by=dana.actor, at=NOW)
    approving.decline(approval=approval, reason="Not this year", by=chief.actor, at=NOW)
    approval.refresh_from_db()
    assert (approval.status, approval.reason) == ("declined", "Not this year")
    with pytest.raises(approving.AlreadyDecided):
        approving.approve(approval=approval, by=chief.actor, at=NOW)


def test_x6_the_same_key_is_done_once_and_answered_alike(open_unit: Any) -> None:
    by = visitor()
    first = open_unit.once("key-1")(code="new", by=by, at=NOW)
    again = open_unit.once("key-1")(code="new", by=by, at=NOW + dt.timedelta(minutes=1))
    assert first == again
    assert Event.objects.filter(name="tests.UnitFounded").count() == 1


def test_another_body_under_the_same_key_is_refused(open_unit: Any) -> None:
    open_unit.once("key-1")(code="new", by=visitor(), at=NOW)
    with pytest.raises(SameKeyOtherBody):
        open_unit.once("key-1")(code="other", by=visitor(), at=NOW)


def test_the_same_key_of_somebody_else_is_another_act(open_unit: Any) -> None:
    open_unit.once("key-1")(code="new", by=visitor("one"), at=NOW)
    open_unit.once("key-1")(code="other", by=visitor("two"), at=NOW)
    assert Event.objects.filter(name="tests.UnitFounded").count() == 2


def test_a_refused_act_leaves_its_key_free(found_unit: Any, member: Any) -> None:
    dana = staff(grants=["tests.found_unit"])
    with pytest.raises(NoMoneyLeft):
        found_unit.once("key-1")(member=member, code="new", amount=Money("900.00"), by=dana.actor, at=NOW)
    unit = found_unit.once("key-1")(member=member, code="new", amount=Money("90.00"), by=dana.actor, at=NOW)
    assert unit.code == "new"


def test_a_naive_instant_is_a_mistake_of_the_caller(open_unit: Any) -> None:
    with pytest.raises(ValueError, match="aware"):
        open_unit(code="new", by=visitor(), at=dt.datetime(2026, 1, 1))  # noqa: DTZ001


def test_x2_events_and_refusals_can_not_be_edited_or_removed(open_unit: Any) -> None:
    open_unit(code="new", by=visitor(), at=NOW)
    event = Event.objects.get(name="tests.UnitFounded")
    for change in (
        lambda: Event.objects.filter(pk=event.pk).update(name="tests.Other"),
        lambda: Event.objects.filter(pk=event.pk)._raw_delete(connection.alias),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_a_reference_that_was_drawn_before_is_drawn_again(open_unit: Any) -> None:
    taken = Unit.objects.create(code="first", name="first")
    drawn = iter([taken.reference, "2345-6789-CD"])

    def body(*, code: str, by: Actor, at: dt.datetime) -> Unit:
        return Unit.objects.create(code=code, name=code, reference=next(drawn))

    open_unit.function = body
    assert open_unit(code="second", by=visitor(), at=NOW).reference == "2345-6789-CD"
