"""Account numbers: the check digit catches what people mistype and mishear (ACC-16)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import damm

from frontoffice.customers.account_numbers import (
    WrongAccountNumber,
    is_one,
    is_wrong,
    new_number,
    normalize,
    read,
    written,
)

GOOD = "4821-3097-5615"
numbers = st.text("0123456789", min_size=11, max_size=11).map(lambda text: text + damm.calc_check_digit(text))
sound = numbers.filter(lambda digits: not digits.startswith("0"))
places = st.integers(0, 11)


@given(sound, places, st.integers(1, 9))
def test_acc_16_each_wrong_digit_is_caught(digits: str, place: int, by: int) -> None:
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert normalize(digits) == written(digits)
    assert is_wrong(wrong)


@given(sound, st.integers(0, 10))
def test_acc_16_each_exchange_of_neighbors_is_caught(digits: str, place: int) -> None:
    one, other = digits[place : place + 2]
    exchanged = digits[:place] + other + one + digits[place + 2 :]
    assert is_wrong(exchanged) is (one != other)


@given(sound, st.integers(0, 9), st.integers(3, 9))
def test_acc_16_thirteen_heard_as_thirty_is_caught(digits: str, place: int, digit: int) -> None:
    begun = digits[:place] + f"1{digit}" + digits[place + 2 : 11]
    said = begun + damm.calc_check_digit(begun)
    assert is_wrong(said[:place] + f"{digit}0" + said[place + 2 :])


def test_acc_16_each_number_given_out_is_sound() -> None:
    for number in {new_number() for _time in range(50)}:
        assert read(number) == number
        assert not is_wrong(number)


@pytest.mark.parametrize(
    "typed", [GOOD, "482130975615", " 4821 3097 5615 ", "4821–3097–5615", "482I 3O97 56l5", "4821.3097.5615"]
)
def test_a_number_is_read_however_it_is_written(typed: str) -> None:
    assert read(typed) == GOOD


@pytest.mark.parametrize(
    "typed", ["", "202-555-0147", "536-90-4399", "2026-11-17", "4821-3097-561", "48213097561500", "x" * 500]
)
def test_what_is_no_account_number_is_not_taken_for_one(typed: str) -> None:
    assert not is_one(typed)
    assert not is_wrong(typed)
    assert normalize(typed) is None


@pytest.mark.parametrize("typed", ["4821-3097-5616", "0000-0000-0000", "٤٨٢١٣٠٩٧٥٦١٥"])
def test_acc_16_a_wrong_number_is_refused_in_plain_words(typed: str) -> None:
    with pytest.raises(WrongAccountNumber) as refused:
        read(typed)
    assert "check the digits" in str(refused.value)
