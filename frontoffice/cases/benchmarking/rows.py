"""Writing very many rows: straight into the tables, in one stream each, as the models say and the database checks."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED
from psycopg.types.json import Jsonb

Row = tuple[Any, ...]


class Table:
    """Rows for one table. What is not given takes the field's default; ids are counted here."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.fields = [f for f in model._meta.concrete_fields if not getattr(f, "generated", False)]
        self.columns = [str(field.column) for field in self.fields]
        self.rows: list[Row] = []
        self.next = _last_id(model) + 1
        self._standing = [_standing(field) for field in self.fields]
        self._adapt = [_adapter(field) for field in self.fields]
        self._place = {field.attname: place for place, field in enumerate(self.fields)}

    def add(self, **values: Any) -> int:
        """One row, by the names of its columns; returns its id."""
        row = [made() for made in self._standing]
        row[0] = pk = self.next
        self.next += 1
        for name, value in values.items():
            place = self._place[name]
            row[place] = value if value is None else self._adapt[place](value)
        self.rows.append(tuple(row))
        return pk

    def flush(self) -> int:
        """Write what was added; returns how many."""
        rows, self.rows = self.rows, []
        if rows:
            _write(str(self.model._meta.db_table), self.columns, rows)
        return len(rows)

    def finish(self) -> None:
        """The database's own counting goes on behind these rows."""
        self.flush()
        if connection.vendor == "postgresql":
            table = connection.ops.quote_name(self.model._meta.db_table)
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence(%s, 'id'), {self.next - 1})",
                    [table],
                )


def _last_id(model: type[models.Model]) -> int:
    return int(model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0)


def _standing(field: "models.Field[Any, Any]") -> Callable[[], Any]:
    """What stands in a column that nobody gives."""
    if field.has_default() and callable(field.default):
        adapt = _adapter(field)
        return lambda: adapt(field.get_default())
    if field.has_default() or (field.default is NOT_PROVIDED and (field.null or field.empty_strings_allowed)):
        value = None if field.null and not field.has_default() else field.get_default()
        kept = value if value is None else _adapter(field)(value)
        return lambda: kept
    return lambda: None


def _adapter(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """From Python's value to the driver's."""
    if isinstance(field, models.JSONField):
        return Jsonb if connection.vendor == "postgresql" else json.dumps
    if connection.vendor == "postgresql":
        return lambda value: value
    if isinstance(field, models.DateTimeField):
        return _instant
    if isinstance(field, models.DateField):
        return _day
    if isinstance(field, models.UUIDField):
        return lambda value: value.hex
    return lambda value: value


def _instant(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def _day(value: date) -> Any:
    return value.isoformat()


def _write(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    into = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} ({names}) FROM STDIN") as stream:
                for row in rows:
                    stream.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {into} ({names}) VALUES ({marks})", rows)  # noqa: S608 - our own names
