"""Money: `Decimal` and a currency through one type, which refuses floats and mixed currencies.

`Money` and its arithmetic (amounts), reading what people type (typed), and storing it (columns).
"""

from frontoffice.foundation.money.amounts import (
    CENT,
    Money,
    Rounding,
    agency_currency,
    allocate,
    from_json,
    quantize,
    to_json,
    total,
    zero,
)
from frontoffice.foundation.money.columns import MoneyField
from frontoffice.foundation.money.typed import MoneyInput, NotAnAmount, parse

__all__ = [
    "CENT",
    "Money",
    "MoneyField",
    "MoneyInput",
    "NotAnAmount",
    "Rounding",
    "agency_currency",
    "allocate",
    "from_json",
    "parse",
    "quantize",
    "to_json",
    "total",
    "zero",
]
