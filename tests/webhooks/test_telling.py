"""Programs are told: signed by the specification, at least once, over days, and not what the owner may not see."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import Grant, Notice, StaffMember
from frontoffice.cases.models import Topic
from frontoffice.webhooks import delivering, signing
from frontoffice.webhooks.actions.subscribing import subscribe
from frontoffice.webhooks.models import Notification, OffReason, State, Subscription, Try
from tests import factories
from tests.cases import making
from tests.factories import NOW
from tests.webhooks.conftest import OPENED, SECRET, Tell
from tests.webhooks.receiving import Arrived, Receiver, verified

pytestmark = pytest.mark.django_db
LATER_SECRET = signing.PREFIX + "C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


def at(**after: float) -> dt.datetime:
    return NOW + dt.timedelta(**after)


def test_the_specifications_own_example_is_signed_as_it_says() -> None:
    """From the specification: secret, id, timestamp, body and the signature that follows."""
    body = b'{"test": 2432232314}'
    made = signing.signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_happens_arrives_signed_with_references_alone(
    subscription: Subscription, program: Receiver, tell: Tell
) -> None:
    case = making.case(at=at(minutes=1))
    tell(minutes=2)
    (arrived,) = program.arrived
    said = verified(arrived, SECRET, now=at(minutes=2).timestamp())
    assert (said["type"], said["timestamp"]) == (OPENED, "2026-11-17T16:01:00Z")
    about = {one["kind"]: one for one in said["data"]["about"]}
    assert about["cases.case"]["reference"] == case.reference
    assert about["cases.case"]["url"].endswith(f"/api/v1/cases.case/{case.reference}")
    text = arrived.body.decode()
    assert not any(word in text for word in ("Marisol", "m.ortega", "lost my card", "case_id"))
    assert arrived.headers["content-type"] == "application/json"
    notification = Notification.objects.get()
    assert (arrived.id, notification.state) == (notification.message_id, "delivered")
    tell(minutes=3)
    assert len(program.arrived) == 1


def test_a_changed_body_another_secret_or_an_old_time_is_no_good(
    subscription: Subscription, program: Receiver, tell: Tell
) -> None:
    making.case(at=at(minutes=1))
    tell(minutes=2)
    (arrived,) = program.arrived
    now = at(minutes=2).timestamp()
    for wrong, secret, when in (
        (Arrived(arrived.headers, arrived.body + b" "), SECRET, now),
        (Arrived(arrived.headers | {"webhook-id": "msg_other"}, arrived.body), SECRET, now),
        (arrived, LATER_SECRET, now),
        (arrived, SECRET, now + 301),
    ):
        with pytest.raises(ValueError):  # noqa: PT011
            verified(wrong, secret, now=when)


def test_other_kinds_and_what_was_before_are_not_told(
    program: Receiver, miriam: StaffMember, topic: Topic, tell: Tell
) -> None:
    making.case(at=NOW)
    subscribe(name="x", url=program.url, kinds=[OPENED], secret=SECRET, by=miriam.actor, at=at(minutes=1))
    case = making.case(at=at(minutes=2))
    from frontoffice.cases.actions.assigning import take

    take(case=case, by=miriam.actor, at=at(minutes=3))
    tell(minutes=4)
    assert [one.said["data"]["about"][0]["reference"] for one in program.arrived] == [case.reference]


def test_what_the_owner_may_not_see_is_not_told(program: Receiver, topic: Topic, tell: Tell) -> None:
    making.topic("taxes", unit="tax")
    noor = making.of_one_unit("cases.reply", unit=topic.unit)
    factories.grant(noor, "webhooks.subscribe")
    subscribe(name="x", url=program.url, kinds=[OPENED], secret=SECRET, by=noor.actor, at=NOW)
    making.case(topic="taxes", at=at(minutes=1))
    own = making.case(at=at(minutes=1))
    tell(minutes=2)
    assert [one.said["data"]["about"][0]["reference"] for one in program.arrived] == [own.reference]
    assert Notification.objects.count() == 1


def test_what_the_owner_may_not_see_any_more_is_withheld(program: Receiver, topic: Topic, tell: Tell) -> None:
    noor = making.of_one_unit("cases.reply", unit=topic.unit)
    factories.grant(noor, "webhooks.subscribe")
    subscribe(name="x", url=program.url, kinds=[OPENED], secret=SECRET, by=noor.actor, at=NOW)
    making.case(at=at(minutes=1))
    program.answer(500)
    tell(minutes=2)
    Grant.objects.filter(actor=noor.actor, action="cases.reply").update(until=at(minutes=3))
    tell(minutes=10)
    assert (len(program.arrived), Notification.objects.get().state) == (1, "withheld")


def test_without_the_power_nothing_is_sent_any_more_and_the_owner_is_told(
    subscription: Subscription, miriam: StaffMember, program: Receiver, tell: Tell
) -> None:
    making.case(at=at(minutes=1))
    Grant.objects.filter(actor=miriam.actor, action="webhooks.subscribe").update(until=at(minutes=1))
    tell(minutes=2)
    subscription.refresh_from_db()
    assert (program.arrived, subscription.off_reason) == ([], OffReason.NOT_ALLOWED)
    assert "Case mirror" in Notice.objects.get(member=miriam, kind="webhooks.switched_off").text


def test_a_failure_is_tried_again_later_under_the_same_id(
    subscription: Subscription, program: Receiver, tell: Tell
) -> None:
    making.case(at=at(minutes=1))
    program.answer(500, 503, 302)
    tell(minutes=2)
    tell(minutes=2, seconds=1)
    assert len(program.arrived) == 1, "not before its time"
    tell(minutes=2, seconds=6)
    tell(minutes=8)
    tell(minutes=45)
    assert len(program.arrived) == 4
    assert len({one.id for one in program.arrived}) == 1
    assert len({one.headers["webhook-timestamp"] for one in program.arrived}) == 4
    for one, when in zip(program.arrived, (120, 126, 480, 2700), strict=True):
        verified(one, SECRET, now=NOW.timestamp() + when)
    assert list(Try.objects.order_by("number").values_list("status", flat=True)) == [500, 503, 302, 204]
    subscription.refresh_from_db()
    assert (subscription.failing_since, subscription.failures) == (None, 0)


def test_after_days_of_failures_it_is_given_up_switched_off_and_told(
    subscription: Subscription, miriam: StaffMember, program: Receiver, tell: Tell
) -> None:
    making.case(at=at(minutes=1))
    program.answer(*[500] * 40)
    hours = 0.0
    while Subscription.objects.get().state == State.ACTIVE:
        tell(hours=hours, minutes=2)
        hours += 0.5
        assert hours < 120
    assert hours > 70, "tries go on for days"
    notification, row = Notification.objects.get(), Subscription.objects.get()
    assert (notification.state, notification.tries, row.off_reason) == ("given_up", 10, "failing")
    assert "Nothing got through" in Notice.objects.get(member=miriam).text
    making.case(at=at(hours=hours))
    tell(hours=hours + 1)
    assert len(program.arrived) == 10


def test_410_switches_off_at_once(subscription: Subscription, program: Receiver, tell: Tell) -> None:
    making.case(at=at(minutes=1))
    program.answer(410)
    tell(minutes=2)
    assert Subscription.objects.get().off_reason == OffReason.GONE
    assert Notification.objects.get().state == "given_up"


def test_a_receiver_that_asks_for_rest_gets_it(
    subscription: Subscription, program: Receiver, tell: Tell
) -> None:
    making.case(at=at(minutes=1))
    program.answer(429, Retry_After="3600")
    tell(minutes=2)
    tell(minutes=50)
    assert len(program.arrived) == 1
    tell(minutes=63)
    assert len(program.arrived) == 2


def test_one_that_fails_is_tried_with_one_alone_and_loses_none(
    subscription: Subscription, program: Receiver, tell: Tell
) -> None:
    for number in range(6):
        making.case(at=at(minutes=1), name=f"Asker {number}")
    program.answer(*[500] * 4)
    tell(minutes=2)
    assert len(program.arrived) == 4, "four at a time"
    program.answer(500)
    tell(minutes=5)
    assert len(program.arrived) == 5, "then one, to see whether it works again"
    tell(minutes=30)
    tell(minutes=40)
    assert {one.said["data"]["about"][0]["reference"] for one in program.arrived[5:]} == {
        one.said["data"]["about"][0]["reference"] for one in program.arrived
    } or Notification.objects.exclude(state="delivered").count() == 0
    assert Notification.objects.exclude(state="delivered").count() == 0


def test_a_receiver_that_takes_too_long_is_left(
    subscription: Subscription, program: Receiver, tell: Tell, settings: Any
) -> None:
    import time

    settings.WEBHOOK_SECONDS = 0.3
    program.before = lambda: time.sleep(1.0)
    making.case(at=at(minutes=1))
    began = time.monotonic()
    tell(minutes=2)
    assert Try.objects.get().fault == "It took too long."
    assert time.monotonic() - began < 20


def test_a_worker_that_was_too_slow_records_nothing(subscription: Subscription, tell: Tell) -> None:
    making.case(at=at(minutes=1))
    from frontoffice.foundation.actors import service
    from frontoffice.webhooks import spreading

    spreading.spread(spreading.live(), at=at(minutes=1))
    (ours,) = delivering.claim([subscription.pk], at=at(minutes=2))
    assert delivering.claim([subscription.pk], at=at(minutes=2)) == []
    (theirs,) = delivering.claim([subscription.pk], at=at(minutes=30))
    delivering.record(ours, "late", 1, by=service("webhooks"), at=at(minutes=31))
    assert not Try.objects.exists()
    delivering.record(theirs, "in time", 1, by=service("webhooks"), at=at(minutes=31))
    assert Try.objects.get().fault == "in time"


def test_with_nobody_to_tell_the_worker_asks_once_and_acts_write_nothing(topic: Topic, tell: Tell) -> None:
    making.case(at=at(minutes=1))
    tell(minutes=1)
    with CaptureQueriesContext(connection) as asked:
        tell(minutes=2)
    assert len(asked) == 2, "who does it, and for whom"
    assert Notification.objects.count() == 0


def test_making_notifications_asks_no_more_for_many_events_than_for_one(
    subscription: Subscription, program: Receiver
) -> None:
    from frontoffice.webhooks import spreading

    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert spreading.spread(spreading.live(), at=at(minutes=2)) > 0
        return len(asked)

    making.case(at=at(minutes=1))
    one = counted()
    for number in range(5):
        making.case(at=at(minutes=1), name=f"Asker {number}")
    # The first time the row of how far it got is made.
    assert counted() <= one
