"""The words of a text, as the search reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.foundation.search import fold, stems, words
from frontoffice.foundation.search.indexes import _ACCENTED, _PLAIN


def test_words_are_found_without_case_accents_and_punctuation() -> None:
    assert words("Señora Núñez's LICENSE (renewed), №5!") == [
        "senora",
        "nunez",
        "s",
        "license",
        "renewed",
        "no5",
    ]


def test_forms_of_a_word_share_their_stem() -> None:
    assert stems("renewing renewals renewed", "en") == ["renew"] * 3
    assert stems("licencias licencia", "es-MX") == ["licenci", "licenci"]


def test_common_words_are_left_out_in_their_language_only() -> None:
    assert stems("how do I get the form", "en") == ["form"]
    assert stems("the form", "es") == ["the", "form"]
    assert stems("¿Cómo puedo renovar la licencia?", "es") == ["renov", "licenci"]


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stems("usaini wa leseni", "so") == ["usaini", "wa", "leseni"]


def test_scripts_without_spaces_are_read_in_pairs() -> None:
    assert words("驾驶执照") == ["驾驶", "驶执", "执照"]
    assert words("证") == ["证"]


def test_vowel_signs_belong_to_their_word() -> None:
    assert len(words("हिन्दी में लाइसेंस")) == 3
    assert words("ใบขับขี่") != []


def test_a_very_long_word_is_cut() -> None:
    assert [len(word) for word in words("a" * 100_000)] == [64]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=60), st.sampled_from(["en", "es"]))
def test_only_what_could_be_like_what_is_asked_is_reduced(text: str, language: str) -> None:
    """Whatever stem is asked for, it is found in the same places."""
    reduced = stems(text, language)
    for asked in reduced:
        told = stems(text, language, like=[asked])
        assert [one == asked for one in told] == [one == asked for one in reduced]


@pytest.mark.parametrize("text", ["he was dying", "lying about it", "tying them"])
def test_words_that_begin_otherwise_than_their_stems_are_found(text: str) -> None:
    stem = stems(text, "en")[-1]
    assert stem in stems(text, "en", like=[stem])


@pytest.mark.parametrize("text", ["", " \n\t", "!?!", "\x00", "\ud800", "🙂", "'\" OR 1=1 --"[:2]])
def test_what_holds_no_word_gives_none(text: str) -> None:
    assert words(text) == []


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for word in words(text):
        assert 0 < len(word) <= 64
        assert "\x00" not in word
        assert " " not in word


def test_postgresql_folds_the_letters_that_we_fold() -> None:
    assert len(_ACCENTED) == len(_PLAIN)
    apart = {"đ", "ł", "ø"}  # no accent in Unicode's eyes, though people leave it out all the same
    assert [c for c, p in zip(_ACCENTED, _PLAIN, strict=True) if fold(c) != p and c not in apart] == []
