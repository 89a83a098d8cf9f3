"""Queries that are asked all day: the ORM writes them once, and later only the values change.

Putting a query together takes the ORM longer than the database takes to answer it; with several sub-queries ten times
as long. What such a query gives back is the same: models with what is joined to them, tuples, or single values.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet

from frontoffice.foundation import prepared
from frontoffice.foundation.reading_rows import Reader, reader_of

Row = TypeVar("Row")
_FIRST = 4_611_686_018_427_387_903
# Stand in for values while the query is written; no row holds them.
_STANDING_IN: dict[type, Callable[[int], Any]] = {
    int: lambda place: _FIRST - place,
    str: lambda place: f"\x7fstands-in-{place}",
    list: lambda place: [_FIRST - place, _FIRST // 2 - place],
    dt.date: lambda place: dt.date(1802, 1, 1 + place),
    dt.datetime: lambda place: dt.datetime(1801, 1, 1 + place, microsecond=1 + place, tzinfo=dt.UTC),
}


class NotAsked(Exception):
    """A value that the query does not use, or that went into it in another form: it could not be changed later."""


@dataclass(frozen=True)
class _Written:
    """What was written for one kind of database: `slots` name the values or hold what is always the same."""

    sql: str
    slots: tuple[tuple[str, Any], ...]
    read: Reader | None


class Statement(Generic[Row]):
    """A query built by `build(**values)`; `kinds` names the values and their types.

    Types are int, str, aware datetime, date, and list for ids that are asked for by `…__any_of`. `build` is called
    twice for each kind of database, with values that stand in for the real ones: it may not look at them, nor ask the
    database anything. Nothing is fetched beforehand (`prefetch_related`).
    """

    def __init__(self, build: "Callable[..., QuerySet[Any, Row]]", **kinds: type) -> None:
        self._build = build
        self._kinds = kinds
        self._written: dict[str, _Written] = {}

    def with_values(self, **values: Any) -> tuple[str, list[Any]]:
        """The SQL and its parameters, for these values."""
        written = self._for_this_database()
        return written.sql, _filled(written, values)

    def rows(self, **values: Any) -> list[Row]:
        """What the query gives back for these values. One query."""
        written = self._for_this_database()
        if written.read is None:
            raise NotAsked("values() are not read, values_list() is")
        return written.read(prepared.ask(written.sql, _filled(written, values)))

    def first(self, **values: Any) -> Row | None:
        """The first of them; the query itself says how many it looks for. One query."""
        return next(iter(self.rows(**values)), None)

    def _for_this_database(self) -> _Written:
        vendor = connection.vendor
        written = self._written.get(vendor)
        if written is None:
            written = self._written[vendor] = self._write()
        return written

    def _write(self) -> _Written:
        """Written twice with other values: what differs between the two must be the values themselves."""
        written, again = self._written_with(0), self._written_with(len(self._kinds))
        derived = written.sql != again.sql or len(written.slots) != len(again.slots)
        pairs = zip(written.slots, again.slots, strict=False)
        derived = derived or any(a != b for a, b in pairs if not a[0])
        missing = set(self._kinds) - {name for name, _fixed in written.slots}
        if derived or missing:
            raise NotAsked(", ".join(sorted(missing or self._kinds)))
        return _with_constants(written)

    def _written_with(self, first: int) -> _Written:
        kinds = enumerate(self._kinds.items(), start=first)
        standing_in = {name: _STANDING_IN[kind](place) for place, (name, kind) in kinds}
        rows = self._build(**standing_in)
        compiler = rows.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        names = {_hashable(_adapted(value)): name for name, value in standing_in.items()}
        slots = tuple((names.get(_hashable(one), ""), one) for one in parameters)
        return _Written(sql, slots, reader_of(rows, compiler))


def _with_constants(written: _Written) -> _Written:
    """What is the same each time stands in the words: a plan that is kept can only so rest on a partial index."""
    slots = iter(written.slots)
    left: list[tuple[str, Any]] = []

    def place(found: "re.Match[str]") -> str:
        if found[0] != "%s":
            return found[0]
        name, fixed = next(slots)
        if not name and (type(fixed) is int or isinstance(fixed, str)):
            return _literal(fixed)
        left.append((name, fixed))
        return "%s"

    sql = re.sub("%%|%s", place, written.sql)
    return replace(written, sql=sql, slots=tuple(left))


def _literal(value: int | str) -> str:
    """As both databases write it, in SQL that still has places for values."""
    if isinstance(value, str):
        return "'" + str(value).replace("'", "''").replace("%", "%%") + "'"
    return str(value)


def _filled(written: _Written, values: dict[str, Any]) -> list[Any]:
    given = {name: _adapted(value) for name, value in values.items()}
    return [given[name] if name else fixed for name, fixed in written.slots]


def _adapted(value: Any) -> Any:
    """As the database's driver gets it."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, dt.date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, list | tuple | set | frozenset):
        return _listed(value)
    return value


def _listed(ids: Iterable[int]) -> Any:
    """Ids as `any_of` hands them on."""
    whole = [int(one) for one in ids]
    return json.dumps(whole) if connection.vendor == "sqlite" else whole


def _hashable(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return value if isinstance(value, int | str | dt.date) else None
