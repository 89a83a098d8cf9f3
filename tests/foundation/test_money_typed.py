"""Amounts as people type them: read right, or refused with the reason; never guessed."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from frontoffice.foundation.money import Money, MoneyInput, NotAnAmount, parse


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", "12"),
        ("12.5", "12.50"),
        ("12.50", "12.50"),
        (".50", "0.50"),
        ("1,250", "1250"),
        ("1,234,567.89", "1234567.89"),
        (" $1,250.00 ", "1250"),
        ("$ 12", "12"),
        ("US$12.00", "12"),
        ("USD 12", "12"),
        ("12 usd", "12"),
        ("１２.５０", "12.50"),
        ("1 250.00", "1250"),
        ("007", "7"),
        ("0", "0"),
        ("-0", "0"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_english_amounts(text: str, amount: str) -> None:
    assert parse(text, language="en-us") == Money(amount)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12,50", "12.50"),
        ("12,5", "12.50"),
        ("12.50", "12.50"),
        ("1.250,00", "1250"),
        ("1,250.00", "1250"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 250,00", "1250"),
        ("1\u202f250,00 US$", "1250"),
        ("1250", "1250"),
    ],
)
def test_spanish_amounts_in_the_way_of_either_country(text: str, amount: str) -> None:
    assert parse(text, language="es") == Money(amount)


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("", "en-us", "not an amount"),
        ("twelve", "en-us", "not an amount"),
        ("$", "en-us", "not an amount"),
        ("12..5", "en-us", "cents"),
        ("12.345", "en-us", "cents"),
        ("12,50", "en-us", "cents"),
        ("1,25,000", "en-us", "cents"),
        ("1.250,00", "en-us", "cents"),
        ("12.", "en-us", "cents"),
        ("1.250", "es", "more than one amount"),
        ("1,250", "es", "more than one amount"),
        ("1e5", "en-us", "not an amount"),
        ("0x1F", "en-us", "not an amount"),
        ("€12", "en-us", "in USD"),
        ("12 EUR", "en-us", "in USD"),
        ("1000000000000", "en-us", "too large"),
        ("9" * 61, "en-us", "too large"),
        ("-5", "en-us", "less than zero"),
        ("(5.00)", "en-us", "less than zero"),
        ("−$5", "en-us", "less than zero"),
        ("12\x00", "en-us", "not an amount"),
        ("<b>12</b>", "en-us", "not an amount"),
        ("1'; DROP TABLE x", "en-us", r"amount|USD"),
    ],
)
def test_what_is_not_an_amount_is_refused_with_its_reason(text: str, language: str, reason: str) -> None:
    with pytest.raises(NotAnAmount, match=reason):
        parse(text, language=language)


@pytest.mark.parametrize("text", ["-5", "(5)", "-$5.00", "$-5", "−5"])
def test_less_than_zero_where_it_is_allowed(text: str) -> None:
    assert parse(text, language="en-us", negative=True) == Money("-5")


@given(st.integers(0, 10**14 - 1), st.sampled_from(["en-us", "es"]))
def test_what_the_page_shows_is_read_back(cents: int, language: str) -> None:
    amount = Money(Decimal(cents).scaleb(-2))
    with translation.override(language):
        assert parse(str(amount), language=language) == amount
    assert parse(f"{amount.amount:.2f}", language=language) == amount


@given(
    st.text(max_size=80) | st.from_regex(r"[$0-9., ()-]{1,20}", fullmatch=True), st.sampled_from(["en", "es"])
)
@example("²", "en")
@example("1 000 000", "es")
def test_anything_typed_is_an_amount_in_cents_or_a_refusal(text: str, language: str) -> None:
    try:
        amount = parse(text, language=language, negative=True)
    except NotAnAmount:
        return
    assert amount.amount == amount.amount.quantize(Decimal("0.01"))
    assert any(character.isdigit() for character in text)


def test_the_form_field_reads_the_language_of_the_page() -> None:
    field = MoneyInput(required=False)
    with translation.override("es"):
        assert field.clean("12,50") == Money("12.50")
    with translation.override("en-us"):
        assert field.clean("1,250") == Money("1250")
        assert field.clean("  ") is None
        with pytest.raises(ValidationError, match="cents"):
            field.clean("12.505")
    assert field.prepare_value(Money("1250")) == "1250.00"
    assert field.prepare_value("tw3lve") == "tw3lve"
