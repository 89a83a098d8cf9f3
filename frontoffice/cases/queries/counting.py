"""Counting lists: as far as it takes to say "more than that", all of them in one statement.

However many cases there are, a count reads a bounded number of them: it stops at 1,000 that belong to the list, and
where the list asks more than its index says, after looking at 10,000.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Case, QuerySet, Value, When

from frontoffice.cases.queries.lanes import Lane

MOST_COUNTED = 999
MOST_LOOKED = 10_000
Statement = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Count:
    """How many, up to 999; `more` says that there are more than that, or may be."""

    number: int
    more: bool

    def __str__(self) -> str:
        return f"{self.number}+" if self.more else str(self.number)


def counts_of(lanes: Sequence[Lane]) -> list[Count]:
    """How many cases each list holds. One statement for all of them, none where there is nothing to ask."""
    asked = [part for lane in lanes for part in _parts(lane)]
    answers = iter(_answers(asked))
    found = []
    for _lane in lanes:
        number, beyond = next(answers), next(answers)
        found.append(capped(number, more=beyond > 0))
    return found


def capped(number: int, *, more: bool = False) -> Count:
    """As it is said: up to 999, and beyond that that there are more."""
    return Count(min(number, MOST_COUNTED), number > MOST_COUNTED or more)


def _parts(lane: Lane) -> tuple[Statement | None, Statement | None]:
    """How many there are among those that are looked at, and whether there is more to look at; None is none."""
    rows = lane.cases.order_by(*lane.order)
    if not lane.rest:
        return _counted(rows.values("pk")[: MOST_COUNTED + 1]), None
    # In so many words: what the ORM knows to hold of nothing it writes as a number, which PostgreSQL does not take.
    hit = Case(When(lane.rest, then=Value(True)), default=Value(False), output_field=BooleanField())
    looked = _statement(rows.annotate(hit=hit).values("hit")[:MOST_LOOKED])
    if looked is None:
        return None, None
    sql = f"SELECT 1 FROM ({looked[0]}) looked WHERE looked.hit LIMIT {MOST_COUNTED + 1}"  # noqa: S608 - written by the ORM
    beyond = _counted(rows.values("pk")[MOST_LOOKED : MOST_LOOKED + 1])
    return (f"SELECT COUNT(*) FROM ({sql}) held", looked[1]), beyond  # noqa: S608 - as above


def _counted(rows: QuerySet[Any, Any]) -> Statement | None:
    written = _statement(rows)
    return (f"SELECT COUNT(*) FROM ({written[0]}) held", written[1]) if written is not None else None  # noqa: S608


def _statement(rows: QuerySet[Any, Any]) -> Statement | None:
    """What the ORM would send; None where it knows without asking that there is nothing."""
    try:
        sql, values = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(values)


def _answers(asked: Sequence[Statement | None]) -> list[int]:
    there = [part for part in asked if part is not None]
    if not there:
        return [0 for _part in asked]
    columns = ", ".join(f"({sql})" for sql, _values in there)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for _sql, values in there for value in values])
        row = iter(cursor.fetchone())
    return [int(next(row)) if part is not None else 0 for part in asked]
