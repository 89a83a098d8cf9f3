"""Writing a new row by a statement that is the same each time: what `save()` does, without writing the SQL anew."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from frontoffice.foundation import prepared

Made = TypeVar("Made", bound=models.Model)


@dataclass(frozen=True)
class _Form:
    """The statement for rows of one model in one kind of database; `sql` is empty where the ORM has to write them."""

    fields: tuple[Any, ...]
    sql: str


_forms: dict[tuple[type[models.Model], str], _Form] = {}


def insert(row: Made) -> Made:
    """Put a new row into its table; it gets its key. Raises what the database says against it. One query."""
    link: Any = connections[DEFAULT_DB_ALIAS]
    kind = (type(row), link.vendor)
    form = _forms.get(kind)
    if form is None:
        form = _forms[kind] = _form_of(type(row))
    state: Any = row
    if not form.sql or row.pk is not None:
        row.save(force_insert=True)
        return row
    state._prepare_related_fields_for_save(operation_name="save")  # noqa: SLF001 - as save() does
    given = [field.pre_save(row, True) for field in form.fields]
    if any(hasattr(value, "resolve_expression") for value in given):
        row.save(force_insert=True)
        return row
    values = [field.get_db_prep_save(value, link) for field, value in zip(form.fields, given, strict=True)]
    [[row.pk]] = prepared.ask(form.sql, values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 - documented by Django
    return row


def _form_of(model: type[models.Model]) -> _Form:
    """By the names of its columns. A model with a parent's table, or a key that it does not get here, has none."""
    meta = model._meta
    fields: tuple[Any, ...] = tuple(
        field for field in meta.local_concrete_fields if not field.primary_key and not field.generated
    )
    key: Any = meta.pk
    plain = not meta.parents and isinstance(key, models.AutoField | models.BigAutoField)
    if not plain or not connection.features.can_return_columns_from_insert:
        return _Form(fields, "")
    quote = connection.ops.quote_name
    columns, places = ", ".join(quote(field.column) for field in fields), ", ".join("%s" for _field in fields)
    table = f"{quote(meta.db_table)} ({columns})"
    return _Form(fields, f"INSERT INTO {table} VALUES ({places}) RETURNING {quote(key.column)}")  # noqa: S608
