"""Keyed hashes find a secret again without keeping it, also after the key has changed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.foundation import crypto


def test_a_hash_names_its_key_and_hides_its_value() -> None:
    kept = crypto.keyed_hash("4KX7Q-M29TL-R83VC")
    key_id, _, digest = kept.partition("$")
    assert (len(key_id), len(digest), len(kept)) == (8, 64, crypto.HASH_LENGTH)
    assert int(digest, 16)
    assert "4KX7Q" not in kept
    assert kept == crypto.keyed_hash("4KX7Q-M29TL-R83VC")


@given(st.text(max_size=40), st.text(max_size=40))
def test_only_the_same_value_matches(one: str, other: str) -> None:
    assert crypto.matches(other, crypto.keyed_hash(one)) == (one == other)
    assert crypto.same(one, other) == (one == other)


def test_a_purpose_makes_an_unrelated_hash() -> None:
    assert crypto.keyed_hash("x", purpose="token") != crypto.keyed_hash("x", purpose="code")
    assert not crypto.matches("x", crypto.keyed_hash("x", purpose="token"), purpose="code")
    assert crypto.matches("x", crypto.keyed_hash("x", purpose="token"), purpose="token")


def test_purpose_and_value_can_not_be_shifted_into_each_other() -> None:
    assert (
        crypto.keyed_hash("b", purpose="a") != crypto.keyed_hash("ab") != crypto.keyed_hash("", purpose="ab")
    )


def test_another_key_gives_another_hash_and_the_earlier_one_is_still_found(settings: Any) -> None:
    before, first = crypto.keyed_hash("code"), settings.LOOKUP_KEY
    settings.LOOKUP_KEY = "another key, long enough to be one"
    with pytest.raises(crypto.UnknownKey):
        crypto.matches("code", before)
    settings.LOOKUP_KEYS_EARLIER = [first]
    assert crypto.keyed_hash("code") != before
    assert crypto.keyed_hashes("code") == [crypto.keyed_hash("code"), before]
    assert crypto.matches("code", before)
    assert not crypto.matches("cope", before)


@pytest.mark.parametrize("kept", ["", "$", "no hash at all", "00000000$" + "0" * 64])
def test_what_is_no_hash_of_ours_is_a_fault_and_not_a_wrong_code(kept: str) -> None:
    with pytest.raises(crypto.UnknownKey):
        crypto.matches("code", kept)
