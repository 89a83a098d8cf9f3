"""Error rates with what they are worth: counts, and how far chance alone could have moved them. Pure."""

import math
from dataclasses import dataclass
from decimal import Decimal

Z = 1.959963984540054  # 95 %, both sides
FEW = 20


@dataclass(frozen=True)
class Rate:
    """`hits` among `number`; `low` and `high` are the ends of Wilson's 95 % interval."""

    hits: int
    number: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        """The rate itself; None where nothing was looked at."""
        return self.hits / self.number if self.number else None

    @property
    def is_small(self) -> bool:
        """Whether the number is so small that the rate says little."""
        return self.number < FEW

    @property
    def percent(self) -> str:
        """`12 %` of what was looked at, or a dash."""
        return f"{round(self.hits * 100 / self.number)} %" if self.number else "–"

    @property
    def interval(self) -> str:
        """`4 to 31 %`, or a dash."""
        return f"{math.floor(self.low * 100)}–{math.ceil(self.high * 100)} %" if self.number else "–"


def rate(hits: int, number: int) -> Rate:
    """The rate with Wilson's score interval, which stays between 0 and 1 and holds for small numbers too."""
    if not 0 <= hits <= number:
        raise ValueError("hits are among the number")
    if number == 0:
        return Rate(0, 0, 0.0, 1.0)
    share, square = hits / number, Z * Z
    middle = share + square / (2 * number)
    reach = Z * math.sqrt(share * (1 - share) / number + square / (4 * number * number))
    below = 1 + square / number
    low = 0.0 if hits == 0 else max((middle - reach) / below, 0.0)
    high = 1.0 if hits == number else min((middle + reach) / below, 1.0)
    return Rate(hits, number, low, high)


@dataclass(frozen=True)
class Rule:
    """A rule for shares, as `ShareRule` keeps it."""

    least: int
    too_many: Decimal
    few_enough: Decimal
    factor: Decimal
    floor: Decimal


def proposed(share: Decimal, of: Rate, critical: int, rule: Rule, *, usual: Decimal) -> Decimal:
    """The share that the rule leads to; the same one where nothing is to be moved.

    `usual` is the share that goes with the level: the rule never goes below its `floor` part of it. Something critical
    moves the share up whatever the number; nothing else does below `least`.
    """
    if critical or (of.number >= rule.least and of.low > rule.too_many):
        return max(_rounded(min(share * rule.factor, Decimal(1))), share)
    if of.number >= rule.least and of.high < rule.few_enough:
        return min(_rounded(max(share / rule.factor, usual * rule.floor)), share)
    return share


def _rounded(share: Decimal) -> Decimal:
    return share.quantize(Decimal("0.0001"))
