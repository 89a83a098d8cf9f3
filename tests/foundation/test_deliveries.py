"""What is owed to a reaction is told: once where its effect is ours, until it is done where it speaks to others."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from frontoffice.foundation import deliveries, events
from frontoffice.foundation.actors import Actor, service
from frontoffice.foundation.events import Later, Told, announce, fact, reacts_to
from frontoffice.foundation.models import Delivery, Event, Unit
from tests.factories import NOW, unit
from tests.foundation.facts import of_our_own

pytestmark = pytest.mark.django_db
LEASE = dt.timedelta(seconds=120)
SECOND = dt.timedelta(seconds=1)
Hears = Callable[[Any, Actor, dt.datetime, Told], None]


@pytest.fixture(autouse=True)
def own_facts() -> Iterator[None]:
    with of_our_own():

        @fact("tests.Rang")
        class Rang:
            number: int

        yield


def ring(number: int = 1, *, at: dt.datetime = NOW) -> Event:
    with transaction.atomic():
        told = events.FACTS["tests.Rang"](number=number)
        return announce(told, about=unit(), by=service("tests"), at=at)


def hears(does: Hears, *, outside: bool = False) -> None:
    def hear(event: Any, /, *, by: Actor, at: dt.datetime, told: Told) -> None:
        does(event, by, at, told)

    reacts_to(events.FACTS["tests.Rang"], outside=outside)(hear)


def opens_a_unit(event: Any, by: Actor, at: dt.datetime, told: Told) -> None:
    Unit.objects.create(code=f"rang-{event.number}-{told.attempt}", name="Rang")


def fails(event: Any, by: Actor, at: dt.datetime, told: Told) -> None:
    opens_a_unit(event, by, at, told)
    raise ZeroDivisionError("the bell broke")


def work(at: dt.datetime = NOW) -> int:
    """How many deliveries were done at that instant."""
    return sum(deliveries.tell(one, at=at) for one in deliveries.claim(at=at))


def units() -> int:
    return Unit.objects.filter(name="Rang").count()


def test_a_reaction_hears_the_fact_once_in_the_name_of_its_room() -> None:
    heard: list[tuple[Any, ...]] = []
    hears(lambda event, by, at, told: heard.append((event.number, by, at, told.event, told.attempt)))
    event = ring(42)
    assert [work(), work(), work(NOW + 2 * LEASE)] == [1, 0, 0]
    assert heard == [(42, service("foundation"), NOW, event, 1)]
    assert Delivery.objects.get().done_at == NOW


def test_what_a_reaction_announces_names_its_cause() -> None:
    @fact("tests.Answered")
    class Answered:
        number: int

    def answer(event: Any, by: Actor, at: dt.datetime, told: Told) -> None:
        announce(Answered(number=event.number), about=unit(), by=by, at=at)

    hears(answer)
    cause = ring()
    work()
    answered = Event.objects.get(name="tests.Answered")
    assert (answered.caused_by, answered.by) == (cause, service("foundation"))


def test_of_a_reaction_that_fails_nothing_stays_but_the_reason() -> None:
    hears(fails)
    ring()
    assert work() == 0
    owed = Delivery.objects.get()
    assert units() == 0
    assert (owed.done_at, owed.dead_at, owed.leased_until) == (None, None, None)
    assert owed.last_error == "ZeroDivisionError: the bell broke"


def test_it_is_tried_again_after_2_4_8_seconds_and_set_aside_after_eight_attempts() -> None:
    hears(fails)
    ring()
    at, waits = NOW, []
    for _ in range(deliveries.MOST_ATTEMPTS):
        assert work(at) == 0
        owed = Delivery.objects.get()
        waits.append((owed.next_try_at - at).total_seconds())
        assert deliveries.claim(at=owed.next_try_at - SECOND) == [], "told too early"
        at = owed.next_try_at
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256]
    assert owed.dead_at is not None
    assert work(at + dt.timedelta(days=365)) == 0
    assert (units(), owed.attempts) == (0, 8)


def test_what_failed_before_goes_through_when_the_reason_is_gone() -> None:
    broken = [True]

    def does(event: Any, by: Actor, at: dt.datetime, told: Told) -> None:
        (fails if broken else opens_a_unit)(event, by, at, told)

    hears(does)
    ring()
    work()
    broken.clear()
    assert work(NOW + 2 * SECOND) == 1
    assert (units(), Delivery.objects.get().last_error) == (1, "")


def test_a_reaction_may_ask_to_be_told_later_for_ever_without_being_set_aside() -> None:
    def asks(event: Any, by: Actor, at: dt.datetime, told: Told) -> None:
        opens_a_unit(event, by, at, told)
        raise Later(at + dt.timedelta(hours=1), "the line is busy")

    hears(asks)
    ring()
    at = NOW
    for _ in range(deliveries.MOST_ATTEMPTS + 4):
        assert work(at) == 0
        owed = Delivery.objects.get()
        assert (owed.next_try_at, owed.dead_at) == (at + dt.timedelta(hours=1), None)
        assert deliveries.claim(at=owed.next_try_at - SECOND) == []
        at = owed.next_try_at
    assert (owed.last_error, units()) == ("the line is busy", 0)


def test_a_worker_that_is_gone_is_followed_by_another_when_its_lease_has_run_out() -> None:
    hears(opens_a_unit)
    ring()
    assert len(deliveries.claim(at=NOW)) == 1  # and nothing more is heard of that worker
    assert deliveries.claim(at=NOW + LEASE) == []
    assert work(NOW + LEASE + SECOND) == 1
    assert units() == 1


def test_the_length_of_the_lease_is_a_setting(settings: Any) -> None:
    settings.DELIVERY_LEASE_SECONDS = 5.0
    hears(opens_a_unit)
    ring()
    deliveries.claim(at=NOW)
    assert deliveries.claim(at=NOW + 5 * SECOND) == []
    assert len(deliveries.claim(at=NOW + 6 * SECOND)) == 1


@pytest.mark.parametrize("outside", [False, True])
def test_a_worker_that_comes_back_late_finds_its_delivery_taken_and_does_nothing(outside: bool) -> None:
    hears(opens_a_unit, outside=outside)
    ring()
    (late,) = deliveries.claim(at=NOW)
    (taken,) = deliveries.claim(at=NOW + LEASE + SECOND)
    deliveries.tell(late, at=NOW + LEASE + 2 * SECOND)
    assert units() == 0
    assert deliveries.tell(taken, at=NOW + LEASE + 2 * SECOND)
    deliveries.tell(late, at=NOW + LEASE + 3 * SECOND)
    assert list(Unit.objects.filter(name="Rang").values_list("code", flat=True)) == ["rang-1-2"]


def test_a_late_failure_does_not_take_the_delivery_from_the_one_who_has_it_now() -> None:
    hears(fails, outside=True)
    ring()
    (late,) = deliveries.claim(at=NOW)
    deliveries.claim(at=NOW + LEASE + SECOND)
    held = Delivery.objects.get()
    deliveries._put_off(late, ZeroDivisionError(), NOW + LEASE + 2 * SECOND)
    deliveries._put_off_until(late, Later(NOW), NOW + LEASE + 2 * SECOND)
    assert Delivery.objects.filter(lease=held.lease, leased_until=held.leased_until).exists()


def test_one_that_speaks_to_others_runs_in_no_transaction_with_the_same_key_each_time() -> None:
    keys: list[str] = []

    def speaks(event: Any, by: Actor, at: dt.datetime, told: Told) -> None:
        keys.append(told.key)
        if len(keys) < 3:
            raise ConnectionError

    hears(speaks, outside=True)
    ring()
    at = NOW
    for _ in range(3):
        work(at)
        at = Delivery.objects.get().next_try_at
    assert (len(keys), len(set(keys))) == (3, 1)
    assert Delivery.objects.get().done_at is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("outside", [False, True])
def test_only_a_reaction_of_ours_runs_inside_a_transaction(outside: bool) -> None:
    inside: list[bool] = []
    hears(lambda *_heard: inside.append(connection.in_atomic_block), outside=outside)
    ring()
    work()
    assert inside == [not outside]


def test_before_it_speaks_to_others_it_takes_its_lease_anew() -> None:
    leases: list[dt.datetime | None] = []
    hears(lambda *_heard: leases.append(Delivery.objects.get().leased_until), outside=True)
    ring()
    (one,) = deliveries.claim(at=NOW)
    deliveries.tell(one, at=NOW + 90 * SECOND)
    assert leases == [NOW + 90 * SECOND + LEASE]


def test_a_reaction_that_no_room_declares_any_more_is_kept_with_that_reason() -> None:
    hears(opens_a_unit)
    ring()
    events.REACTIONS.pop("foundation.hear")
    assert work() == 0
    assert "No room declares the reaction foundation.hear" in Delivery.objects.get().last_error


def test_an_older_event_that_is_due_late_is_not_passed_over() -> None:
    """Ids commit out of order, so what was told last says nothing of what is still owed."""
    heard: list[int] = []
    hears(lambda event, *_heard: heard.append(event.number))
    ring(1, at=NOW + dt.timedelta(hours=1))
    ring(2)
    work()
    ring(3)
    work()
    work(NOW + dt.timedelta(hours=1))
    assert heard == [2, 3, 1]


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_do_each_of_forty_deliveries_once() -> None:
    hears(opens_a_unit)
    for number in range(40):
        ring(number)
    service("foundation")

    def worker(_number: int) -> int:
        try:
            done = 0
            while Delivery.objects.filter(done_at__isnull=True, leased_until__isnull=True).exists():
                done += work()
            return done
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as workers:
        done = list(workers.map(worker, range(8)))
    assert sum(done) == 40
    codes = Counter(
        code.rsplit("-", 1)[0] for code in Unit.objects.values_list("code", flat=True) if "rang" in code
    )
    assert codes == {f"rang-{number}": 1 for number in range(40)}
