"""Secrets that are replaced, subscriptions that are switched, what is sent again, and what is let go."""

import datetime as dt
import json
from typing import Any

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.foundation.models import Event
from frontoffice.webhooks import schedules, signing
from frontoffice.webhooks.actions.sending_again import IsOff, send_again, try_out
from frontoffice.webhooks.actions.subscribing import replace_secret
from frontoffice.webhooks.actions.switching import end, switch
from frontoffice.webhooks.models import Notification, SigningSecret, Subscription, Try
from tests.cases import making
from tests.factories import NOW
from tests.webhooks.conftest import SECRET, Tell
from tests.webhooks.receiving import Receiver, verified

pytestmark = pytest.mark.django_db
LATER_SECRET = signing.PREFIX + "C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


def at(**after: float) -> dt.datetime:
    return NOW + dt.timedelta(**after)


def test_while_secrets_change_both_sign_and_then_the_later_alone(
    subscription: Subscription, miriam: StaffMember, program: Receiver, tell: Tell
) -> None:
    replace_secret(
        subscription=subscription, secret=LATER_SECRET, both_for_hours=2, by=miriam.actor, at=at(minutes=1)
    )
    making.case(at=at(minutes=2))
    tell(minutes=3)
    making.case(at=at(hours=3), name="Later")
    tell(hours=4)
    first, second = program.arrived
    for secret in (SECRET, LATER_SECRET):
        verified(first, secret, now=at(minutes=3).timestamp())
    verified(second, LATER_SECRET, now=at(hours=4).timestamp())
    with pytest.raises(ValueError, match="no signature"):
        verified(second, SECRET, now=at(hours=4).timestamp())


def test_secrets_are_sealed_and_change_their_seal_with_the_key(
    subscription: Subscription, settings: Any
) -> None:
    from frontoffice.foundation import sealing
    from frontoffice.webhooks.models import SECRET_PURPOSE, SECRETS

    row = SigningSecret.objects.get()
    assert SECRET.removeprefix("whsec_") not in row.sealed + row.hashed
    settings.DATA_KEYS_EARLIER, settings.DATA_KEY = [settings.DATA_KEY], "another-key-of-the-tests"
    assert sealing.left(SECRETS) == 1
    sealing.rotate(SECRETS)
    row.refresh_from_db()
    settings.DATA_KEYS_EARLIER = []
    assert sealing.opened(row.sealed, purpose=SECRET_PURPOSE) == SECRET
    assert "MfKQ9r8G" not in json.dumps(list(Event.objects.values_list("payload", flat=True)))


def test_off_nothing_goes_out_and_on_again_what_waited_does(
    subscription: Subscription, miriam: StaffMember, program: Receiver, tell: Tell
) -> None:
    waited = making.case(at=at(minutes=1))
    program.answer(500)
    tell(minutes=2)
    switch(subscription=subscription, on=False, by=miriam.actor, at=at(minutes=3))
    making.case(at=at(minutes=4), name="Meanwhile")
    tell(hours=1)
    assert len(program.arrived) == 1
    with pytest.raises(IsOff):
        send_again(notification=Notification.objects.get(), by=miriam.actor, at=at(hours=1))
    switch(subscription=subscription, on=True, by=miriam.actor, at=at(hours=2))
    tell(hours=2)
    making.case(at=at(hours=3), name="Afterwards")
    tell(hours=4)
    told = [one.said["data"]["about"][0]["reference"] for one in program.arrived]
    assert told[1] == waited.reference
    assert len(told) == 3


def test_what_was_sent_goes_out_again_when_asked_and_a_trial_at_once(
    subscription: Subscription, miriam: StaffMember, program: Receiver, tell: Tell
) -> None:
    making.case(at=at(minutes=1))
    tell(minutes=2)
    send_again(notification=Notification.objects.get(), by=miriam.actor, at=at(minutes=3))
    tell(minutes=3)
    assert program.arrived[0].id == program.arrived[1].id
    try_out(subscription=subscription, by=miriam.actor, at=at(minutes=4))
    tell(minutes=4)
    assert program.arrived[2].said["type"] == "webhooks.SubscriptionTriedOut"
    tell(minutes=5)
    assert len(program.arrived) == 3


def test_ended_it_is_over(
    subscription: Subscription, miriam: StaffMember, program: Receiver, tell: Tell
) -> None:
    making.case(at=at(minutes=1))
    end(subscription=subscription, by=miriam.actor, at=at(minutes=2))
    tell(minutes=3)
    assert program.arrived == []


def test_old_records_are_let_go_and_the_events_stay(subscription: Subscription, tell: Tell) -> None:
    making.case(at=at(minutes=1))
    tell(minutes=2)
    events = Event.objects.count()
    from frontoffice.foundation.actors import service

    schedules.forget_notifications(by=service("webhooks"), at=at(days=91))
    assert (Notification.objects.count(), Try.objects.count()) == (0, 0)
    assert Event.objects.count() == events
