"""Deliveries whose workers are killed: none is used up by that within minutes, and none holds up the others."""

import datetime as dt
from typing import Any

import pytest

from frontoffice.foundation import deliveries
from frontoffice.foundation.models import Delivery
from tests.factories import NOW
from tests.foundation.test_deliveries import SECOND, hears, opens_a_unit, own_facts, ring, units, work

__all__ = ["own_facts"]

pytestmark = pytest.mark.django_db


def test_workers_killed_time_and_again_do_not_use_up_one_delivery_within_minutes(settings: Any) -> None:
    settings.DELIVERY_LEASE_SECONDS = 1.0
    hears(opens_a_unit)
    ring(1)
    ring(2)
    at = NOW
    while at < NOW + dt.timedelta(minutes=2):
        deliveries.claim(at=at)  # and nothing more is heard of that worker
        at += 2 * SECOND
    assert all(1 < owed.attempts < deliveries.MOST_ATTEMPTS for owed in Delivery.objects.all())
    at += dt.timedelta(minutes=5)
    assert (work(at), work(at)) == (1, 1)
    assert units() == 2


def test_one_that_ends_each_worker_is_set_aside_at_last_and_holds_up_nothing(settings: Any) -> None:
    settings.DELIVERY_LEASE_SECONDS = 1.0
    hears(opens_a_unit)
    ring(1)
    at, claims = NOW, 0
    deliveries.claim(at=NOW)
    for number in range(2, 40):
        at += dt.timedelta(minutes=10)
        ring(number, at=at)
        for one in deliveries.claim(at=at):
            if one.event.payload["number"] == 1 and one.attempts <= deliveries.MOST_ATTEMPTS:
                claims += 1  # and nothing more is heard of that worker
            else:
                deliveries.tell(one, at=at)
    poison = Delivery.objects.get(event__payload__number=1)
    assert (claims, poison.last_error) == (deliveries.MOST_ATTEMPTS - 1, deliveries.NEVER_CAME_BACK)
    assert poison.dead_at is not None
    while work(at):
        pass
    assert units() == 38
