"""Money is exact, of one currency, and never lost by splitting or rounding."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.migrations.writer import MigrationWriter
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from frontoffice.foundation import money
from frontoffice.foundation.money import Money, Rounding

cents = st.integers(-(10**13), 10**13)
amounts = cents.map(lambda n: Money(Decimal(n).scaleb(-2)))
shares = st.lists(
    st.one_of(st.integers(0, 1000), st.decimals("0", "99.999", places=3)), min_size=1, max_size=12
)


class Bill(BaseModel):
    due: Money


@pytest.mark.parametrize("amount", [1.0, 0.1, True, None, object(), 1j])
def test_money_is_not_made_of_floats_or_anything_inexact(amount: object) -> None:
    with pytest.raises(TypeError):
        Money(amount)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "1e5", "1,000", " 1", "١٢", "0x10", "1_000", "--1"])
def test_money_is_made_of_plain_numbers_only(text: str) -> None:
    with pytest.raises(ValueError, match="plain decimal"):
        Money(text)


@pytest.mark.parametrize("decimal", [Decimal("NaN"), Decimal("Infinity"), Decimal("sNaN")])
def test_money_is_finite(decimal: Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        Money(decimal)


@pytest.mark.parametrize("other", [0.5, 0.0, True])
def test_arithmetic_with_floats_is_refused(other: float) -> None:
    with pytest.raises(TypeError):
        Money("1.00") * other
    with pytest.raises(TypeError):
        other * Money("1.00")
    with pytest.raises(TypeError):
        Money("1.00") / other
    if not isinstance(other, bool):
        with pytest.raises(TypeError):
            Money("1.00") + other


def test_currencies_do_not_mix() -> None:
    with pytest.raises(TypeError):
        Money("1.00", "USD") + Money("1.00", "CAD")
    with pytest.raises(TypeError):
        Money("1.00", "USD") < Money("1.00", "CAD")  # noqa: B015
    with pytest.raises(TypeError):
        money.total([Money("1.00", "USD"), Money("1.00", "CAD")])
    assert Money("1.00", "USD") != Money("1.00", "CAD")


def test_arithmetic_stays_in_the_type() -> None:
    fee = Money("12.50")
    for result in (
        fee + fee,
        fee - fee,
        fee * 3,
        3 * fee,
        fee / 4,
        -fee,
        abs(fee),
        10 % fee,
        sum([fee, fee]),
    ):
        assert type(result) is Money
    assert fee / Money("2.50") == Decimal(5)


@given(st.lists(amounts, max_size=50))
def test_a_total_is_the_exact_sum_of_its_cents(parts: list[Money]) -> None:
    assert money.total(parts).amount == sum((part.amount for part in parts), Decimal(0))


@pytest.mark.parametrize(
    ("amount", "rounding", "rounded"),
    [
        ("0.125", Rounding.HALF_UP, "0.13"),
        ("0.125", Rounding.HALF_EVEN, "0.12"),
        ("0.135", Rounding.HALF_EVEN, "0.14"),
        ("-0.125", Rounding.HALF_UP, "-0.13"),
        ("-0.125", Rounding.HALF_EVEN, "-0.12"),
        ("0.129", Rounding.DOWN, "0.12"),
        ("0.121", Rounding.UP, "0.13"),
    ],
)
def test_det_7_rounding_is_stated_and_done_so(amount: str, rounding: Rounding, rounded: str) -> None:
    assert money.quantize(Money(amount), rounding=rounding) == Money(rounded)


def test_rounding_to_whole_dollars() -> None:
    assert money.quantize(Money("12.50"), rounding=Rounding.HALF_UP, to=Decimal(1)) == Money("13")


def test_allocation_gives_left_over_cents_to_those_who_lost_most() -> None:
    assert money.allocate(Money("0.05"), [3, 7]) == [Money("0.02"), Money("0.03")]
    assert money.allocate(Money("10.00"), [1, 1, 1]) == [Money("3.34"), Money("3.33"), Money("3.33")]
    assert money.allocate(Money("1.00"), [0, 1]) == [Money("0"), Money("1.00")]


@given(amounts, shares.filter(any))
def test_allocation_loses_no_cent_and_strays_less_than_one(whole: Money, by: list[int | Decimal]) -> None:
    parts = money.allocate(whole, by)
    assert money.total(parts) == whole
    for part, share in zip(parts, by, strict=True):
        exact = whole.amount * Decimal(share) / Decimal(sum(Decimal(s) for s in by))
        assert abs(part.amount - exact) < Decimal("0.0100001")
        assert share or not part
        assert part.amount * whole.amount >= 0


@pytest.mark.parametrize(
    ("amount", "by"), [("1.005", [1, 1]), ("1.00", []), ("1.00", [0, 0]), ("1.00", [2, -1])]
)
def test_allocation_refuses_parts_of_cents_and_bad_shares(amount: str, by: list[int]) -> None:
    with pytest.raises(ValueError, match=r"quantize|shares"):
        money.allocate(Money(amount), by)


@given(amounts)
def test_json_brings_back_what_was_written(amount: Money) -> None:
    written = money.to_json(amount)
    assert written["amount"].partition(".")[2].isdigit()
    assert money.from_json(written) == amount


@pytest.mark.parametrize(
    "value",
    [
        12,
        "12.00",
        {"amount": 12.0, "currency": "USD"},
        {"amount": 12, "currency": "USD"},
        {"amount": "12.00"},
        {"amount": "12.00", "currency": "XYZ"},
        {"amount": "1e2", "currency": "USD"},
        {"amount": "12.00", "currency": "USD", "more": 1},
    ],
)
def test_json_of_another_shape_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        money.from_json(value)
    with pytest.raises(ValidationError):
        Bill.model_validate({"due": value})


def test_pydantic_reads_writes_and_describes_money() -> None:
    bill = Bill.model_validate_json('{"due": {"amount": "12.00", "currency": "USD"}}')
    assert bill.due == Money("12.00")
    assert bill.model_dump_json() == '{"due":{"amount":"12.00","currency":"USD"}}'
    described = Bill.model_json_schema()["properties"]["due"]
    assert described["properties"]["amount"]["type"] == "string"


def test_money_reads_as_the_country_writes_it() -> None:
    with translation.override("en-us"):
        assert str(Money("1234.5")) == "$1,234.50"
    with translation.override("es"):
        assert str(Money("1234.5")) == "$1,234.50"


@pytest.mark.parametrize("code", ["JPY", "KWD", "XYZ", "", "usd"])
def test_a_currency_without_a_hundred_cents_is_refused_as_the_agency_s(settings: Any, code: str) -> None:
    settings.CURRENCY = code
    with pytest.raises(ImproperlyConfigured):
        Money("1.00")


def test_migrations_can_hold_money() -> None:
    written, imports = MigrationWriter.serialize(Money("12.00"))
    assert written == "frontoffice.foundation.money.Money('12.00', 'USD')"
    assert imports == {"import frontoffice.foundation.money"}
