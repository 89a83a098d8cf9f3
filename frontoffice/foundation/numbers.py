"""Numbers without gaps: C-2026-000418 follows C-2026-000417, whatever was rolled back in between (CASH-13).

A room declares its series once, where it takes numbers from: `declare("case", "C-{year}-{number:06}")`.
`take` locks the series' row in the caller's transaction, so the number and what carries it are committed or
rolled back together; the price is that those who take from one series wait for each other. Take the number
last, just before the row that carries it.
"""

import string
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from frontoffice.foundation import prepared
from frontoffice.foundation.models import NumberSeries

PATTERNS: dict[str, str] = {}
_KNOWN_PARTS = {"number", "year", "scope"}


class NumberOutsideTransaction(RuntimeError):
    """A number was asked for outside a transaction, where a failure after it would leave a gap."""


class UndeclaredSeries(LookupError):
    """No room has declared this series."""


def declare(series: str, pattern: str) -> None:
    """Say how the numbers of a series are written, with {number}, and {year} and {scope} where it has them.

    Raises ValueError for a pattern without {number}, with anything else in it, or unlike one declared before.
    """
    parts = {
        part for _text, part, _spec, _conversion in string.Formatter().parse(pattern) if part is not None
    }
    if "number" not in parts or not parts <= _KNOWN_PARTS:
        raise ValueError(f"a pattern has {{number}}, and may have {{year}} and {{scope}}: {pattern}")
    if PATTERNS.setdefault(series, pattern) != pattern:
        raise ValueError(f"{series} is already written {PATTERNS[series]}")


def written(series: str, number: int, *, year: int = 0, scope: str = "") -> str:
    """A number as it stands on paper. Raises UndeclaredSeries, and ValueError where a part is missing."""
    pattern = PATTERNS.get(series)
    if pattern is None:
        raise UndeclaredSeries(series)
    for part, value in (("year", year), ("scope", scope)):
        if bool(value) != (f"{{{part}" in pattern):
            raise ValueError(f"{series} is written {pattern}: {part} is missing or has no place")
    return pattern.format(number=number, year=year, scope=scope)


def take(*, series: str, at: datetime, year: int = 0, scope: str = "") -> str:
    """The next number of the series, written out; nobody else gets it unless this transaction rolls back.

    `year` starts the series anew (a calendar or a fiscal year, as the room decides); `scope` parts it (an
    office). Raises NumberOutsideTransaction, UndeclaredSeries and ValueError as above.
    """
    if not connection.in_atomic_block:
        raise NumberOutsideTransaction(series)
    written(series, 1, year=year, scope=scope)  # refuse before anything is locked
    return written(series, _next(series, year, scope, at), year=year, scope=scope)


_NEXT = """
UPDATE foundation_numberseries SET last = last + 1, last_taken_at = %s
 WHERE name = %s AND year = %s AND scope = %s RETURNING last
"""


def _next(series: str, year: int, scope: str, at: datetime) -> int:
    """One statement takes the lock, counts and tells; only the first number of all needs a row made first."""
    values = [connection.ops.adapt_datetimefield_value(at), series, year, scope]
    for _try in range(2):
        rows = prepared.ask(_NEXT, values)
        if rows:
            return int(rows[0][0])
        NumberSeries.objects.get_or_create(name=series, year=year, scope=scope)
    raise AssertionError("the series has its row now")


@dataclass(frozen=True)
class GapReport:
    """What an auditor asks of a series: all numbers up to `last` are there, once, and no others.

    `missing` were given out and nothing carries them; `repeated` are carried more than once; `unknown` are
    carried and were never given out.
    """

    series: str
    year: int
    scope: str
    last: int
    missing: tuple[str, ...]
    repeated: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not (self.missing or self.repeated or self.unknown)


def gap_report(carried: Iterable[str], *, series: str, year: int = 0, scope: str = "") -> GapReport:
    """Compare the series with the numbers that its room's rows carry, voided ones included (CASH-13,
    CASH-16).

    `carried` holds the written numbers of that year and scope; a query set is read once. Numbers taken while
    it is being read are no errors: a number has to be carried if it was given out before, and may be if it
    was by the end.
    """
    before = _last(series, year, scope)
    counted = Counter(carried)
    given_out = [written(series, n, year=year, scope=scope) for n in range(1, _last(series, year, scope) + 1)]
    return GapReport(
        series=series,
        year=year,
        scope=scope,
        last=before,
        missing=tuple(number for number in given_out[:before] if number not in counted),
        repeated=tuple(sorted(number for number, times in counted.items() if times > 1)),
        unknown=tuple(sorted(counted.keys() - set(given_out))),
    )


def _last(series: str, year: int, scope: str) -> int:
    row = NumberSeries.objects.filter(name=series, year=year, scope=scope).first()
    return row.last if row else 0
