"""The type `Money`, and what may be done with it: add up, round where stated, split without losing a cent."""

import decimal
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import moneyed
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import get_language, to_locale
from moneyed.l10n import format_money
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

CENT = Decimal("0.01")
_PLAIN = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")


class Rounding(Enum):
    """How to round what lies between two cents; each sum that the law names has its own."""

    HALF_UP = decimal.ROUND_HALF_UP  # 0.125 becomes 0.13, -0.125 becomes -0.13: what most fee rules mean
    HALF_EVEN = decimal.ROUND_HALF_EVEN  # 0.125 becomes 0.12, 0.135 becomes 0.14: no drift over many sums
    DOWN = decimal.ROUND_DOWN  # toward zero
    UP = decimal.ROUND_UP  # away from zero


def agency_currency() -> str:
    """The currency of this installation (settings.CURRENCY), USD unless set.

    Raises ImproperlyConfigured for what is no currency, or one that does not have a hundred cents.
    """
    code = str(getattr(settings, "CURRENCY", "USD"))
    if code not in moneyed.CURRENCIES or moneyed.CURRENCIES[code].sub_unit != 100:
        raise ImproperlyConfigured(f"CURRENCY must name a currency of a hundred cents, not {code}.")
    return code


def _exact(amount: object) -> Decimal:
    if isinstance(amount, bool | float):
        raise TypeError("money is never a float: give a Decimal, an int or a string of digits")
    if isinstance(amount, str) and not _PLAIN.fullmatch(amount):
        raise ValueError("not a plain decimal number")
    if not isinstance(amount, str | int | Decimal):
        raise TypeError(f"money is not made of {type(amount).__name__}")
    exact = Decimal(amount)
    if not exact.is_finite():
        raise ValueError("money is finite")
    return exact


class Money(moneyed.Money):
    """An amount in a currency: `Money("12.00")` in the agency's, `Money("12.00", "USD")` in any.

    Takes Decimal, int or a string of digits; raises TypeError for floats and for arithmetic between
    currencies, ValueError for text that is not a plain number. Amounts may be finer than a cent until
    `quantize`.
    """

    def __init__(
        self, amount: Decimal | int | str = 0, currency: str | moneyed.Currency | None = None
    ) -> None:
        super().__init__(_exact(amount), currency or agency_currency())

    def __add__(self, other: object) -> "Money":
        if isinstance(other, float):
            _exact(other)
        return super().__add__(other)

    __radd__ = __add__

    def __mul__(self, other: object) -> "Money":
        return super().__mul__(other if isinstance(other, moneyed.Money) else _exact(other))

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> "Money | Decimal":
        return super().__truediv__(other if isinstance(other, moneyed.Money) else _exact(other))

    def __rmod__(self, other: object) -> "Money":
        return super().__rmod__(_exact(other))

    def __str__(self) -> str:
        """For people, in the current language as it is written in the agency's country: $1,234.50."""
        language = to_locale(get_language() or "en").split("_")[0]
        return format_money(self, locale=f"{language}_US" if agency_currency() == "USD" else language)

    def deconstruct(self) -> tuple[str, list[str], dict[str, Any]]:
        """For migrations: a column's default may be Money."""
        return "frontoffice.foundation.money.Money", [str(self.amount), self.currency.code], {}

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            lambda value: value if isinstance(value, Money) else from_json(value),
            serialization=core_schema.plain_serializer_function_ser_schema(to_json),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                "amount": {
                    "type": "string",
                    "pattern": r"^-?[0-9]{1,12}(\.[0-9]{1,2})?$",
                    "examples": ["12.00"],
                },
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["USD"]},
            },
            "required": ["amount", "currency"],
            "additionalProperties": False,
        }


def zero() -> Money:
    """Nothing, in the agency's currency."""
    return Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """The sum; nothing at all is zero in the agency's currency. Raises TypeError for mixed currencies."""
    found: Money | None = None
    for amount in amounts:
        found = amount if found is None else found + amount
    return zero() if found is None else found


def quantize(money: Money, *, rounding: Rounding, to: Decimal = CENT) -> Money:
    """Rounded to cents, or to `to` (`Decimal(1)`: whole dollars), in the way that the rule states (DET-7)."""
    return Money(money.amount.quantize(to, rounding=rounding.value), money.currency)


def allocate(money: Money, shares: Sequence[int | Decimal]) -> list[Money]:
    """Split in proportion to `shares` (not negative, not all zero) so that the parts add up to the whole.

    Each part is the exact share rounded down or up to a cent; the cents left over go to those who lost most
    by rounding down, the earlier first. A share of zero gets zero. Raises ValueError for parts of cents and
    bad shares.
    """
    cents = money.amount / CENT
    if cents != cents.to_integral_value():
        raise ValueError("only whole cents can be split: quantize first")
    if any(share < 0 for share in shares) or not any(shares):
        raise ValueError("shares are not negative, and one at least is more than zero")
    whole, parts = abs(int(cents)), [Fraction(share) for share in shares]
    exact = [whole * part / sum(parts) for part in parts]
    split = [int(share) for share in exact]
    by_loss = sorted(range(len(parts)), key=lambda i: (split[i] - exact[i], i))
    for i in by_loss[: whole - sum(split)]:
        split[i] += 1
    sign = -1 if cents < 0 else 1
    return [Money((sign * part * CENT).quantize(CENT), money.currency) for part in split]


def to_json(money: Money) -> dict[str, str]:
    """`{"amount": "12.00", "currency": "USD"}`: at least two decimals, never an exponent."""
    exponent = money.amount.as_tuple().exponent
    shown = money.amount if isinstance(exponent, int) and exponent <= -2 else money.amount.quantize(CENT)
    return {"amount": f"{shown:f}", "currency": money.currency.code}


def from_json(value: object) -> Money:
    """What `to_json` wrote. Raises ValueError for any other shape; a number is one, as it may be a float."""
    if not isinstance(value, dict) or set(value) != {"amount", "currency"}:
        raise ValueError("money is an object with amount and currency")
    amount, currency = value["amount"], value["currency"]
    if not isinstance(amount, str) or not isinstance(currency, str):
        raise ValueError("amount and currency are strings")  # pydantic reports ValueError as bad input
    try:
        return Money(amount, currency)
    except moneyed.CurrencyDoesNotExist:
        raise ValueError("no such currency") from None
