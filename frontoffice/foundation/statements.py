"""Queries that are asked with each page: the ORM writes them once, and later only the values change.

Putting a query with several sub-queries together takes the ORM ten times as long as the database takes to answer it.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# Stand in for values while the query is written; no row holds them.
_STANDING_IN: dict[type, Callable[[int], Any]] = {
    int: lambda place: 4_611_686_018_427_387_903 - place,
    dt.datetime: lambda place: dt.datetime(1801, 1, 1 + place, microsecond=1 + place, tzinfo=dt.UTC),
}


class NotAsked(Exception):
    """A value that the query does not use, or that went into it in another form: it could not be changed later."""


class Statement:
    """A query built by `build(**values)`; `kinds` names the values and their types (int or aware datetime).

    `build` is called once for each kind of database, with values that stand in for the real ones: it may not look at
    them, nor ask the database anything.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"], **kinds: type) -> None:
        self._build = build
        self._kinds = kinds
        self._written: dict[str, tuple[str, tuple[tuple[str, Any], ...]]] = {}

    def with_values(self, **values: Any) -> tuple[str, list[Any]]:
        """The SQL and its parameters, for these values."""
        if connection.vendor not in self._written:
            self._written[connection.vendor] = self._write()
        sql, slots = self._written[connection.vendor]
        given = {name: _adapted(value) for name, value in values.items()}
        return sql, [given[name] if name else fixed for name, fixed in slots]

    def _write(self) -> tuple[str, tuple[tuple[str, Any], ...]]:
        """Written twice with other values: what differs between the two must be the values themselves."""
        (sql, slots), (again, others) = self._written_with(0), self._written_with(len(self._kinds))
        derived = sql != again or len(slots) != len(others)
        derived = derived or any(a != b for a, b in zip(slots, others, strict=True) if not a[0])
        missing = set(self._kinds) - {name for name, _fixed in slots}
        if derived or missing:
            raise NotAsked(", ".join(sorted(missing or self._kinds)))
        return sql, slots

    def _written_with(self, first: int) -> tuple[str, tuple[tuple[str, Any], ...]]:
        kinds = enumerate(self._kinds.items(), start=first)
        standing_in = {name: _STANDING_IN[kind](place) for place, (name, kind) in kinds}
        sql, parameters = self._build(**standing_in).query.get_compiler(connection=connection).as_sql()
        names = {_adapted(value): name for name, value in standing_in.items()}
        return sql, tuple((names.get(_hashable(one), ""), one) for one in parameters)


def _adapted(value: Any) -> Any:
    """As the database's driver gets it."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def _hashable(value: Any) -> Any:
    return value if isinstance(value, int | str | dt.datetime) else None
