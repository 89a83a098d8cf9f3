"""Error rates, how far chance could have moved them, and what the rule makes of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.supervision.rates import Rule, proposed, rate

RULE = Rule(
    least=30, too_many=Decimal("0.05"), few_enough=Decimal("0.12"), factor=Decimal(2), floor=Decimal("0.25")
)
USUAL = Decimal(1)


@pytest.mark.parametrize(
    ("hits", "number", "low", "high"),
    # Reference values of Wilson's score interval at 95 % (Newcombe 1998, method 3).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(hits: int, number: int, low: float, high: float) -> None:
    found = rate(hits, number)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate_and_stays_between_none_and_all(pair: tuple[int, int]) -> None:
    hits, number = pair
    found = rate(hits, number)
    assert 0 <= found.low <= (found.share or 0) <= found.high <= 1


def test_of_nothing_nothing_is_known() -> None:
    found = rate(0, 0)
    assert (found.share, found.low, found.high, found.percent, found.interval) == (None, 0, 1, "–", "–")


def test_a_small_number_is_said_to_be_small() -> None:
    assert rate(1, 19).is_small
    assert not rate(1, 20).is_small


def test_more_errors_than_looks_are_refused() -> None:
    with pytest.raises(ValueError, match="among"):
        rate(3, 2)


def move(share: str, hits: int, number: int, critical: int = 0, usual: Decimal = USUAL) -> Decimal:
    return proposed(Decimal(share), rate(hits, number), critical, RULE, usual=usual)


def test_what_is_certainly_good_is_looked_at_less() -> None:
    assert move("1", 0, 40) == Decimal("0.5")


def test_few_looks_prove_nothing_however_good_or_bad() -> None:
    assert move("1", 0, 29) == 1
    assert move("0.2", 29, 29, usual=Decimal("0.2")) == Decimal("0.2")


def test_what_is_certainly_bad_is_looked_at_more_but_never_more_than_each() -> None:
    assert move("0.2", 10, 40) == Decimal("0.4")
    assert move("0.8", 10, 40) == 1


def test_something_critical_is_enough_by_itself() -> None:
    assert move("0.2", 1, 3, critical=1) == Decimal("0.4")


def test_the_rule_stops_at_its_part_of_the_levels_share() -> None:
    assert move("0.3", 0, 100) == Decimal("0.25")
    assert move("0.25", 0, 100) == Decimal("0.25")


def test_a_share_that_a_person_set_below_that_is_not_moved_up_by_good_work() -> None:
    assert move("0.1", 0, 100) == Decimal("0.1")


@given(
    st.decimals("0", "1", places=4),
    st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(0, 3),
    st.decimals("0", "1", places=4),
)
def test_the_rule_keeps_within_none_and_all_and_never_goes_below_its_floor(
    share: Decimal, looks: tuple[int, int], critical: int, usual: Decimal
) -> None:
    made = proposed(share, rate(*looks), critical, RULE, usual=usual)
    assert 0 <= made <= 1
    assert made >= min(share, (usual * RULE.floor).quantize(Decimal("0.0001")))
    assert critical == 0 or made >= share
