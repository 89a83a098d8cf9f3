"""References can't be guessed, and a slip of the tongue or the finger never leads to another one."""

import itertools
import math
import secrets

import pytest
from django.core import checks
from django.db import models
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.foundation import references
from frontoffice.foundation.models import Actor, Office, StoredFile, Unit
from frontoffice.foundation.references import ALPHABET, ReferenceField, check_symbol, normalize

symbols = st.text(ALPHABET, min_size=9, max_size=9).map(lambda s: s + check_symbol(s))


def bare(reference: str) -> str:
    return reference.replace("-", "")


def test_a_reference_is_ten_symbols_in_groups() -> None:
    for _ in range(200):
        reference = references.new_reference()
        assert [len(group) for group in reference.split("-")] == [4, 4, 2]
        assert set(bare(reference)) <= set(ALPHABET)
        assert normalize(reference) == reference


def test_the_alphabet_leaves_out_vowels_and_look_alikes() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 23
    assert not set(ALPHABET) & set("AEIOUY01BGSZN")


def test_references_hold_at_least_forty_bits_and_codes_sixty() -> None:
    assert math.log2(len(ALPHABET)) * (references.LENGTH - 1) > 40
    assert math.log2(len(ALPHABET)) * (references.CODE_LENGTH - 1) > 60


def test_all_symbols_come_up_equally_often_by_the_system_s_randomness(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = [symbol for _ in range(2000) for symbol in bare(references.new_reference())[:9]]
    for symbol in ALPHABET:
        assert 550 < drawn.count(symbol) < 1050  # 783 expected
    monkeypatch.setattr(secrets, "choice", lambda _options: "7")
    assert bare(references.new_reference()).startswith("777777777")


def test_every_wrong_symbol_in_every_place_is_caught() -> None:
    for reference in ("7KM429QXT", "222222222", "XXXXXXXXX", "23456789C"):
        whole = reference + check_symbol(reference)
        for place, other in itertools.product(range(10), ALPHABET):
            changed = whole[:place] + other + whole[place + 1 :]
            assert (normalize(changed) is not None) == (changed == whole)


@given(symbols, st.integers(0, 9), st.sampled_from(ALPHABET))
def test_any_single_wrong_symbol_is_caught(whole: str, place: int, other: str) -> None:
    changed = whole[:place] + other + whole[place + 1 :]
    assert (normalize(changed) is not None) == (changed == whole)


def test_every_exchange_of_any_two_symbols_is_caught() -> None:
    """All pairs of places and of symbols: what stands elsewhere does not matter, as the check is a sum."""
    for one, two in itertools.combinations(range(9), 2):
        for a, b in itertools.combinations(ALPHABET, 2):
            before, after = list("222222222"), list("222222222")
            before[one], before[two], after[one], after[two] = a, b, b, a
            assert check_symbol("".join(before)) != check_symbol("".join(after))
    for place, (a, b) in itertools.product(range(9), itertools.product(ALPHABET, repeat=2)):
        symbols = b * place + a + b * (8 - place)
        check = check_symbol(symbols)
        exchanged = symbols[:place] + check + symbols[place + 1 :] + a
        assert (normalize(exchanged) is None) == (check != a)


@given(symbols, st.integers(0, 8))
def test_any_exchange_of_neighbors_is_caught(whole: str, place: int) -> None:
    changed = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    assert (normalize(changed) is not None) == (changed == whole)


@given(symbols, st.integers(0, 8), st.sampled_from(ALPHABET), st.sampled_from(ALPHABET))
def test_a_double_taken_for_another_double_is_caught(whole: str, place: int, one: str, other: str) -> None:
    start = whole[:place] + one * 2 + whole[place + 2 :]
    tail = start[:9] + check_symbol(start[:9]) if place < 8 else start
    if place == 8 and normalize(tail) is None:
        return
    changed = tail[:place] + other * 2 + tail[place + 2 :]
    assert (normalize(changed) is not None) == (changed == tail)


@given(symbols)
def test_a_missing_or_an_additional_symbol_is_caught(whole: str) -> None:
    assert normalize(whole[:-1]) is None
    assert normalize(whole[1:]) is None
    assert normalize(whole + "2") is None


def written_with(symbol: str) -> str:
    """A sound reference that starts with this symbol."""
    rest = symbol + "2345678P"
    return references._written(rest + check_symbol(rest))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("O", "Q"),
        ("0", "Q"),
        ("o", "Q"),
        ("I", "L"),
        ("l", "L"),
        ("1", "L"),
        ("B", "8"),
        ("g", "6"),
        ("S", "5"),
        ("Z", "2"),
        ("N", "M"),
        ("u", "V"),
    ],
)
def test_common_confusions_are_read_as_they_were_meant(typed: str, meant: str) -> None:
    reference = written_with(meant)
    assert normalize(typed + reference[1:]) == reference


@pytest.mark.parametrize(
    "how",
    [
        str.lower,
        lambda r: r.replace("-", ""),
        lambda r: r.replace("-", " "),
        lambda r: r.replace("-", "–"),
        lambda r: f"  {r}. ",
        lambda r: " ".join(r.lower().replace("-", "")),
        lambda r: r.replace("-", "\u00a0"),
        lambda r: r.replace("-", "\u2011\n"),
    ],
)
def test_case_spaces_and_dashes_do_not_matter(how) -> None:  # type: ignore[no-untyped-def]
    for _ in range(20):
        reference = references.new_reference()
        assert normalize(how(reference)) == reference


@pytest.mark.parametrize(
    "typed", ["", "A", "7KM4-29QX-TA", "7KM4-29QX", "C-2026-000418", "É" * 10, "２３４５" * 3]
)
def test_what_is_no_reference_is_refused_with_what_to_do(typed: str) -> None:
    assert normalize(typed) is None
    with pytest.raises(references.NotAReference, match="looks like 7KM4"):
        references.read(typed)


@given(st.text(max_size=200))
def test_any_text_is_a_reference_or_is_not(text: str) -> None:
    found = normalize(text)
    assert found is None or (normalize(found) == found and references.read(text) == found)


def test_the_example_in_the_refusal_is_a_sound_reference() -> None:
    assert normalize("7KM4-59QX-T8") == "7KM4-59QX-T8"


def test_references_are_read_aloud_with_pauses() -> None:
    with translation.override("en-us"):
        assert references.spoken("7KM4-59QX-T8") == (
            "seven, Kilo, Mike, four – five, nine, Quebec, X-ray – Tango, eight"
        )
        assert len({str(word) for word in references._SPOKEN.values()}) == 23
    assert set(references._SPOKEN) == set(ALPHABET)


def test_access_codes_are_longer_and_are_read_back() -> None:
    code = references.secret_code()
    assert [len(group) for group in code.split("-")] == [5, 5, 5]
    assert references.normalize_code(code.lower().replace("-", " ")) == code
    assert references.normalize_code(code[:-1]) is None
    assert normalize(code) is None
    assert len({references.secret_code() for _ in range(1000)}) == 1000


@pytest.mark.django_db
def test_rows_get_references_of_their_own() -> None:
    units = [Unit.objects.create(code=f"U{i}", name="Unit") for i in range(20)]
    assert len({unit.reference for unit in units}) == 20
    assert all(normalize(unit.reference) == unit.reference for unit in units)


def test_a_reference_field_is_unique_and_not_for_forms() -> None:
    for model in (Office, Unit, StoredFile):
        field = model._meta.get_field("reference")
        assert isinstance(field, ReferenceField)
        assert field.unique
        assert not field.editable
    assert not any(isinstance(field, ReferenceField) for field in Actor._meta.get_fields())
    _name, path, arguments, options = ReferenceField().deconstruct()
    assert path == "frontoffice.foundation.references.ReferenceField"
    assert ReferenceField(*arguments, **options).unique


def test_a_reference_field_that_is_not_unique_is_a_mistake() -> None:
    class Loose(models.Model):
        reference = ReferenceField(unique=False)

        class Meta:
            app_label = "foundation"
            managed = False

        def __str__(self) -> str:
            return self.reference

    found: list[checks.CheckMessage] = Loose._meta.get_field("reference").check()
    assert [problem.id for problem in found] == ["foundation.E001"]
