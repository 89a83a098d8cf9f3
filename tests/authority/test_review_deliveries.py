"""Deliveries that end their worker, and reasons that can't be stored as they are."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from frontoffice.foundation import deliveries, events
from frontoffice.foundation.actors import Actor, service
from frontoffice.foundation.events import Later, Told, announce, fact, reacts_to
from frontoffice.foundation.models import Delivery
from tests.factories import NOW, unit
from tests.foundation.facts import of_our_own

pytestmark = pytest.mark.django_db
LEASE = dt.timedelta(seconds=121)


@pytest.fixture(autouse=True)
def own_facts() -> Iterator[None]:
    with of_our_own():

        @fact("tests.Rang")
        class Rang:
            number: int

        yield


def ring(*numbers: int) -> None:
    for number in numbers:
        with transaction.atomic():
            announce(events.FACTS["tests.Rang"](number=number), about=unit(), by=service("tests"), at=NOW)


def hears(does: Any) -> None:
    def hear(event: Any, /, *, by: Actor, at: dt.datetime, told: Told) -> None:
        does(event)

    reacts_to(events.FACTS["tests.Rang"])(hear)


class Killed(BaseException):
    """As far as the delivery can tell, the process is gone."""


def work_until_killed(at: dt.datetime) -> None:
    try:
        for one in deliveries.claim(at=at):
            deliveries.tell(one, at=at)
    except Killed:
        pass


def test_what_ends_the_worker_each_time_is_set_aside_and_its_neighbors_are_told() -> None:
    heard: list[int] = []

    def does(event: Any) -> None:
        if event.number == 3:
            raise Killed
        heard.append(event.number)

    hears(does)
    ring(1, 2, 3, 4, 5)
    at = NOW
    for _ in range(30):
        work_until_killed(at)
        at += LEASE
    assert sorted(heard) == [1, 2, 4, 5]
    (dead,) = Delivery.objects.filter(dead_at__isnull=False).select_related("event")
    assert dead.event.payload == {"number": 3}
    assert dead.attempts == deliveries.MOST_ATTEMPTS
    assert dead.last_error != ""
    assert not Delivery.objects.filter(done_at__isnull=True, dead_at__isnull=True).exists()


def test_a_neighbor_of_what_ends_the_worker_is_never_set_aside_itself() -> None:
    def does(event: Any) -> None:
        raise Killed

    hears(does)
    ring(*range(5))
    at = NOW
    for _ in range(8 * 5 + 10):
        work_until_killed(at)
        at += LEASE
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [deliveries.MOST_ATTEMPTS] * 5


@pytest.mark.parametrize("reason", ["a zero \x00 byte", "half a character \ud83d"])
def test_a_reason_that_can_not_be_stored_is_stored_as_far_as_it_can(reason: str) -> None:
    def does(event: Any) -> None:
        raise ValueError(reason)

    hears(does)
    ring(1)
    (one,) = deliveries.claim(at=NOW)
    assert deliveries.tell(one, at=NOW) is False
    owed = Delivery.objects.get()
    assert owed.last_error.startswith("ValueError: ")
    assert owed.next_try_at > NOW


def test_a_reaction_that_names_an_instant_without_a_zone_fails_alone() -> None:
    def does(event: Any) -> None:
        raise Later(dt.datetime(2026, 1, 1))  # noqa: DTZ001

    hears(does)
    ring(1)
    (one,) = deliveries.claim(at=NOW)
    assert deliveries.tell(one, at=NOW) is False
    assert Delivery.objects.get().last_error.startswith("ValueError")


@pytest.mark.only_on("postgresql", reason="SQLite has no TRUNCATE")
def test_x2_the_history_can_not_be_emptied_at_a_stroke() -> None:
    for table in ("foundation_eventsubject", "authority_refusal"):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"TRUNCATE {table} CASCADE")
