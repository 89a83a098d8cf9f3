"""Many at once: the same key does the act once, whoever comes second waits for, or is told, the first one's answer."""

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connections

from frontoffice.authority.performing import InProgress
from frontoffice.foundation.models import Event, Unit
from tests.factories import NOW, visitor

pytestmark = pytest.mark.django_db(transaction=True)


def test_x6_twenty_at_once_with_one_key_do_the_act_once(open_unit: Any) -> None:
    by = visitor()
    together = threading.Barrier(20)

    def send(_number: int) -> str:
        together.wait(timeout=30)
        try:
            return f"unit {open_unit.once('one-key')(code='new', by=by, at=NOW).pk}"
        except InProgress:
            return "in progress"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        answers = Counter(pool.map(send, range(20)))
    answers.pop("in progress", None)
    assert len(answers) == 1
    assert Unit.objects.filter(code="new").count() == 1
    assert Event.objects.filter(name="tests.UnitFounded").count() == 1


def test_a_deadlock_is_tried_again_up_to_three_times(open_unit: Any) -> None:
    tries: list[int] = []
    body = open_unit.function

    def unlucky(**given: Any) -> Unit:
        tries.append(1)
        made: Unit = body(**given)
        if len(tries) < 4:
            raise OperationalError("database is locked")
        return made

    open_unit.function = unlucky
    unit = open_unit(code="new", by=visitor(), at=NOW)
    assert len(tries) == 4
    assert list(Unit.objects.filter(code="new")) == [unit]


def test_what_is_not_a_passing_fault_is_not_tried_again(open_unit: Any) -> None:
    tries: list[int] = []

    def broken(**given: Any) -> None:
        tries.append(1)
        raise OperationalError("no such table")

    open_unit.function = broken
    with pytest.raises(OperationalError):
        open_unit(code="new", by=visitor(), at=NOW)
    assert len(tries) == 1


@pytest.mark.only_on("postgresql", reason="SQLite has one writer at a time and can't deadlock")
def test_a_real_deadlock_of_two_actions_ends_with_both_done(open_unit: Any) -> None:
    first, second = Unit.objects.create(code="a", name="a"), Unit.objects.create(code="b", name="b")
    by = visitor()
    both_hold = threading.Barrier(2, timeout=10)
    calls: Counter[str] = Counter()

    def body(*, code: str, by: Any, at: dt.datetime) -> Unit:
        order = [first.pk, second.pk] if code == "up" else [second.pk, first.pk]
        calls[code] += 1
        Unit.objects.select_for_update().get(pk=order[0])
        if sum(calls.values()) <= 2:
            both_hold.wait()
        return Unit.objects.select_for_update().get(pk=order[1])

    open_unit.function = body

    def run(code: str) -> int:
        try:
            return int(open_unit(code=code, by=by, at=NOW).pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, ["up", "down"])) == [first.pk, second.pk]
    assert sum(calls.values()) > 2
