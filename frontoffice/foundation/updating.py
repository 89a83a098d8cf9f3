"""Writing fields of a row anew by a statement that is the same each time: `save(update_fields=…)`, but written once."""

from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models

from frontoffice.foundation import prepared


@dataclass(frozen=True)
class _Form:
    """The statement for these fields of one model; `sql` is empty where the ORM has to write them."""

    fields: tuple[Any, ...]
    sql: str


_forms: dict[tuple[type[models.Model], tuple[str, ...], str], _Form] = {}


def update(row: models.Model, *names: str) -> None:
    """Write the named fields of a row that is there. Raises what the database says against it, DatabaseError where the
    row is not there any more. One query.
    """
    link: Any = connections[DEFAULT_DB_ALIAS]
    kind = (type(row), names, link.vendor)
    form = _forms.get(kind)
    if form is None:
        form = _forms[kind] = _form_of(type(row), names, link)
    state: Any = row
    if form.sql:
        state._prepare_related_fields_for_save(operation_name="save", fields=form.fields)  # noqa: SLF001 - as save()
    given = [field.pre_save(row, False) for field in form.fields]
    if not form.sql or any(hasattr(value, "resolve_expression") for value in given):
        row.save(update_fields=names)
        return
    values = [field.get_db_prep_save(value, link) for field, value in zip(form.fields, given, strict=True)]
    if not prepared.ask(form.sql, [*values, row.pk]):
        raise DatabaseError(f"{row._meta.label}: there is no row to write to.")


def _form_of(model: type[models.Model], names: tuple[str, ...], link: Any) -> _Form:
    """A model with a parent's table has none."""
    meta: Any = model._meta
    if meta.parents or not link.features.can_return_columns_from_insert:
        return _Form((), "")
    fields = tuple(dict.fromkeys(meta.get_field(name) for name in names))
    quote = link.ops.quote_name
    changed = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    key = quote(meta.pk.column)
    sql = f"UPDATE {quote(meta.db_table)} SET {changed} WHERE {key} = %s RETURNING {key}"  # noqa: S608
    return _Form(fields, sql)
