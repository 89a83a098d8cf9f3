"""Replies that fail, or of which nobody can tell: the case says so and does not look answered."""

import datetime as dt

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Attention, Case, Status
from frontoffice.correspondence.actions import dispatching
from frontoffice.correspondence.actions.settling import resolve_inconclusive, send_again
from frontoffice.correspondence.models import Message, Outcome
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Delivery, Event
from tests import factories
from tests.cases import making
from tests.cases.making import later
from tests.factories import NOW

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def sent(case: Case, dana: StaffMember, outcome: Outcome, **wish: bool) -> Message:
    """A reply whose sending ended so, with everybody told."""
    reply(case=case, text="It costs $18.00.", **wish, by=dana.actor, at=NOW)
    Delivery.objects.filter(done_at__isnull=True).delete()
    message = Message.objects.order_by("-pk")[0]
    dispatch = dispatching.begin(message.pk, transport="smtp", open_until=NOW + MINUTE, at=NOW)
    assert dispatch is not None
    by = service("correspondence")
    dispatching.conclude(dispatch.pk, outcome, "550 no such user", by=by, at=NOW + MINUTE)
    making.tell_everything(NOW + MINUTE)
    case.refresh_from_db()
    message.refresh_from_db()
    return message


def test_one_that_could_not_be_delivered_puts_the_case_back_to_work(case: Case, dana: StaffMember) -> None:
    assert sent(case, dana, Outcome.REFUSED).status == "failed"
    assert (case.status, case.attention, case.assignee) == (Status.OPEN, Attention.NOT_DELIVERED, dana)
    trouble = Event.objects.get(name="cases.ReplyInTrouble")
    assert (trouble.by, trouble.payload["attention"]) == (service("cases"), "not_delivered")
    assert trouble.caused_by is not None
    assert trouble.caused_by.name == "correspondence.MessageFailed"


def test_a_case_that_was_resolved_by_it_is_reopened(case: Case, dana: StaffMember) -> None:
    sent(case, dana, Outcome.REFUSED, resolve=True)
    assert (case.status, case.attention, case.reopened) == (Status.OPEN, Attention.NOT_DELIVERED, 1)


def test_one_of_which_nobody_can_tell_leaves_the_case_and_marks_it(case: Case, dana: StaffMember) -> None:
    assert sent(case, dana, Outcome.UNKNOWN).status == "inconclusive"
    assert (case.status, case.attention) == (Status.WAITING, Attention.UNCERTAIN)


@pytest.mark.parametrize(
    ("went", "status", "attention"),
    [(True, Status.WAITING, Attention.NONE), (False, Status.OPEN, Attention.NOT_DELIVERED)],
)
def test_a_persons_decision_settles_it(
    case: Case, dana: StaffMember, went: bool, status: str, attention: str
) -> None:
    message = sent(case, dana, Outcome.UNKNOWN)
    by = factories.senior().actor
    resolve_inconclusive(
        message=message, went=went, reason="Called the server's owner.", by=by, at=later(hours=1)
    )
    making.tell_everything(later(hours=1))
    case.refresh_from_db()
    assert (case.status, case.attention) == (status, attention)
    assert Event.objects.filter(name="cases.ReplyInTrouble").count() == (1 if went else 2)


def test_sent_again_and_arrived_the_mark_goes(case: Case, dana: StaffMember) -> None:
    message = sent(case, dana, Outcome.REFUSED)
    send_again(message=message, by=factories.senior().actor, at=later(hours=1))
    making.tell_everything(later(hours=1))
    case.refresh_from_db()
    assert case.attention == Attention.NONE
    assert Event.objects.filter(name="cases.ReplyWentOut").count() == 1


def test_trouble_with_an_old_reply_is_not_settled_by_it_once_another_went(
    case: Case, dana: StaffMember
) -> None:
    old = sent(case, dana, Outcome.UNKNOWN)
    sent(case, dana, Outcome.REFUSED)
    resolve_inconclusive(
        message=old, went=True, reason="It was in the log.", by=factories.senior().actor, at=later(hours=1)
    )
    making.tell_everything(later(hours=1))
    case.refresh_from_db()
    assert case.attention == Attention.NOT_DELIVERED


def test_messages_of_other_rooms_touch_no_case(case: Case, dana: StaffMember) -> None:
    from frontoffice.correspondence.actions.drafting import draft
    from frontoffice.correspondence.actions.releasing import send_out

    before = case.version
    resolve(case=case, by=dana.actor, at=NOW)
    message = draft(
        to_name="X", to_address="x@example.org", channel="email", subject="S", body="B", by=dana.actor, at=NOW
    )
    send_out(message, by=dana.actor, at=NOW)
    making.tell_everything(NOW)
    case.refresh_from_db()
    assert case.version == before + 1
