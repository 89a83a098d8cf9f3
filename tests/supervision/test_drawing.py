"""The draw: the same in whatever order, never less likely than the share says, in the long run that share."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.supervision.drawing import Thing, chance, first_of_strata, is_drawn, risk

SHARE = Decimal("0.2")
NO_RISKS: dict[tuple[str, str], Decimal] = {}

keys = st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789-", min_size=1, max_size=14)
some_shares = st.decimals("0", "1", places=4)
things = st.builds(
    Thing,
    id=st.integers(1, 10**6),
    staff_member_id=st.integers(1, 5),
    channel=st.sampled_from(["phone", "counter"]),
    topic=st.sampled_from(["", "cards", "taxes"]),
    key=keys,
)
some_risks = st.dictionaries(
    st.tuples(st.sampled_from(["", "phone"]), st.sampled_from(["", "cards"])),
    st.decimals("1", "20", places=2),
    max_size=3,
)


def call(number: int, *, channel: str = "phone", topic: str = "cards", member: int = 1) -> Thing:
    return Thing(number, member, channel, topic, f"contact-{number}")


@given(st.lists(things, max_size=30), st.randoms(use_true_random=False), some_shares)
def test_stf_7_what_is_drawn_depends_on_nothing_but_the_thing(
    some: list[Thing], chosen: random.Random, share: Decimal
) -> None:
    """Drawn again, in another order, with others beside it or without, each comes out the same."""
    alone = {thing: is_drawn("contacts", thing, share, NO_RISKS) for thing in some}
    shuffled = [*some, *some]
    chosen.shuffle(shuffled)
    assert all(is_drawn("contacts", thing, share, NO_RISKS) == alone[thing] for thing in shuffled)


@given(things, st.integers(1, 10**9), some_shares)
def test_stf_7_what_is_recorded_anew_under_the_same_key_is_drawn_alike(
    thing: Thing, other_id: int, share: Decimal
) -> None:
    again = Thing(other_id, thing.staff_member_id, thing.channel, thing.topic, thing.key)
    assert is_drawn("messages", again, share, NO_RISKS) == is_drawn("messages", thing, share, NO_RISKS)


@given(things, some_shares, some_risks, st.sampled_from(["phone", "counter"]), st.sampled_from(["", "cards"]))
def test_stf_7_another_channel_or_topic_never_takes_it_below_the_share(
    thing: Thing, share: Decimal, risks: dict[tuple[str, str], Decimal], channel: str, topic: str
) -> None:
    """Whatever the representative calls it: what the share alone would draw stays drawn."""
    renamed = Thing(thing.id, thing.staff_member_id, channel, topic, thing.key)
    assert chance(renamed, share, risks) >= share
    assert is_drawn("contacts", renamed, share, risks) or not is_drawn("contacts", thing, share, NO_RISKS)


@given(things, some_shares, some_shares)
def test_a_higher_share_draws_at_least_what_a_lower_one_does(
    thing: Thing, one: Decimal, other: Decimal
) -> None:
    low, high = sorted([one, other])
    assert is_drawn("contacts", thing, high, NO_RISKS) or not is_drawn("contacts", thing, low, NO_RISKS)


@given(st.lists(things, max_size=20), st.lists(things, max_size=20))
def test_stf_7_what_else_one_does_takes_nothing_out_of_the_draw(some: list[Thing], more: list[Thing]) -> None:
    """Easy calls beside a bad one don't crowd it out: the look at each channel only ever adds."""
    shares = dict.fromkeys(range(1, 6), SHARE)
    for thing in some:
        assert is_drawn("contacts", thing, SHARE, NO_RISKS) == is_drawn("contacts", thing, SHARE, {})
    added = first_of_strata("contacts", [*some, *more], shares, but=set())
    strata = {(thing.staff_member_id, thing.channel) for thing in [*some, *more]}
    assert {(thing.staff_member_id, thing.channel) for thing in added} == strata


@pytest.mark.parametrize("share", ["0.02", "0.05", "0.2", "0.5"])
def test_stf_5_in_the_long_run_the_share_is_drawn(share: str) -> None:
    """Of 40,000, within four standard deviations; the keys are fixed, so this is the same on each run."""
    wanted, number = float(share), 40_000
    drawn = sum(is_drawn("contacts", call(n), Decimal(share), NO_RISKS) for n in range(number))
    reach = 4 * (wanted * (1 - wanted) * number) ** 0.5
    assert abs(drawn - wanted * number) < reach


def test_two_people_and_two_kinds_are_drawn_apart() -> None:
    """Nobody learns from a colleague's reviews which of their own are drawn."""
    ours = [is_drawn("contacts", call(n), Decimal("0.5"), NO_RISKS) for n in range(400)]
    theirs = [is_drawn("contacts", call(n, member=2), Decimal("0.5"), NO_RISKS) for n in range(400)]
    letters = [is_drawn("messages", call(n), Decimal("0.5"), NO_RISKS) for n in range(400)]
    for other in (theirs, letters):
        assert 140 < sum(a == b for a, b in zip(ours, other, strict=True)) < 260


def test_none_and_all_are_exact() -> None:
    assert not any(is_drawn("contacts", call(n), Decimal(0), {("", ""): Decimal(20)}) for n in range(300))
    assert all(is_drawn("contacts", call(n), Decimal(1), NO_RISKS) for n in range(300))


def test_risk_of_channel_and_topic_makes_a_look_more_likely() -> None:
    risks = {("phone", ""): Decimal(2), ("phone", "cards"): Decimal(3)}
    assert risk(call(1), risks) == 3
    assert risk(call(1, topic="taxes"), risks) == 2
    assert risk(call(1, channel="counter"), risks) == 1
    assert chance(call(1), Decimal("0.5"), risks) == 1


def test_whose_share_is_none_has_no_channel_looked_at() -> None:
    assert first_of_strata("contacts", [call(1)], {1: Decimal(0)}, but=set()) == []


def test_a_channel_that_was_looked_at_lately_needs_no_other_look() -> None:
    some = [call(1), call(2), call(3, channel="counter")]
    found = first_of_strata("contacts", some, {1: SHARE}, but={(1, "phone")})
    assert found == [some[2]]
