"""Rate limits let exactly as many through as they say, in any stretch, however many come at once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.foundation import rate_limits
from frontoffice.foundation.models import RateCounter

AT = dt.datetime(2026, 3, 2, 15, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def take(after: float = 0, key: str = "ask:203.0.113.9", limit: int = 3) -> rate_limits.Answer:
    return rate_limits.take(key, limit=limit, per=MINUTE, at=AT + dt.timedelta(seconds=after))


@pytest.mark.django_db
def test_as_many_as_the_limit_pass_and_the_next_waits_until_the_first_is_past() -> None:
    assert [take(0).allowed, take(10).allowed, take(20).allowed] == [True, True, True]
    refused = take(30)
    assert (refused.allowed, refused.retry_after) == (False, dt.timedelta(seconds=30))
    assert not take(59.999).allowed
    assert take(60).allowed
    assert not take(69).allowed
    assert take(70).allowed


@pytest.mark.django_db
def test_the_wait_in_whole_seconds_is_never_too_short() -> None:
    for _ in range(3):
        take(0.5)
    assert take(1).retry_after_seconds == 60
    assert take(0.5 + 59.9).retry_after_seconds == 1


@pytest.mark.django_db
def test_keys_do_not_share_a_limit() -> None:
    for _ in range(3):
        assert take(key="ask:a").allowed
    assert not take(key="ask:a").allowed
    assert take(key="ask:b").allowed


@pytest.mark.django_db
def test_being_turned_away_writes_nothing_and_prolongs_nothing(django_assert_num_queries: Any) -> None:
    for _ in range(3):
        take(0)
    before = RateCounter.objects.get()
    for second in range(1, 60):
        assert take(second).retry_after == dt.timedelta(seconds=60 - second)
    after = RateCounter.objects.get()
    assert (before.passed, before.expires_at) == (after.passed, after.expires_at)


@pytest.mark.django_db
def test_no_key_is_kept_in_clear() -> None:
    take(key="ask:203.0.113.9")
    row = RateCounter.objects.get()
    assert "203.0.113.9" not in f"{row.key_hash}{row.passed}"


@pytest.mark.django_db
def test_counters_are_forgotten_once_they_say_nothing() -> None:
    take(0, key="a")
    take(30, key="b")
    assert rate_limits.forget_expired(at=AT + MINUTE) == 1
    assert RateCounter.objects.count() == 1
    rate_limits.forget("b")
    assert RateCounter.objects.count() == 0


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_household_is_counted_as_one(address: str, counted: str) -> None:
    assert rate_limits.network_of(address) == counted


@pytest.mark.parametrize(("limit", "per"), [(0, MINUTE), (1001, MINUTE), (1, dt.timedelta()), (1, -MINUTE)])
def test_a_limit_that_limits_nothing_is_a_mistake(limit: int, per: dt.timedelta) -> None:
    with pytest.raises(ValueError, match="a limit is"):
        rate_limits.take("x", limit=limit, per=per, at=AT)


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_nothing_is_counted_because_it_might_be_rolled_back() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        take()
    assert not RateCounter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_the_limit_pass(concurrently: Callable[..., list[Any]]) -> None:
    answers = concurrently(lambda _i: [take(limit=7).allowed for _ in range(3)], times=8)
    assert sum(allowed for several in answers for allowed in several) == 7


@pytest.mark.django_db
@given(st.lists(st.integers(0, 400), min_size=1, max_size=40), st.integers(1, 4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_no_stretch_ever_holds_more_than_the_limit(seconds: list[int], limit: int) -> None:
    rate_limits.forget("any")
    passed = []
    for second in sorted(seconds):
        answer = take(second, key="any", limit=limit)
        if answer.allowed:
            passed.append(second)
        else:
            assert 0 < answer.retry_after_seconds <= 60
            assert sum(second - 60 < then <= second for then in passed) == limit
    assert all(sum(start <= then < start + 60 for then in passed) <= limit for start in passed)
