"""Rows of a query that was written beforehand, made into what its queryset would give."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.sql.compiler import SQLCompiler

Rows: TypeAlias = Iterable[Sequence[Any]]
Reader: TypeAlias = Callable[[Rows], list[Any]]


def reader_of(rows: QuerySet[Any, Any], compiler: SQLCompiler) -> Reader | None:
    """How to read what the compiler's SQL gives, once the compiler has written it; None where that is not known."""
    convert, kind = _converter_of(compiler), rows._iterable_class  # noqa: SLF001 - what it gives has no other name
    if kind is ModelIterable:
        make = _models_of(rows, compiler)
        return lambda found: make(convert(found))
    if kind is FlatValuesListIterable:
        return lambda found: [row[0] for row in convert(found)]
    if kind is ValuesListIterable:
        return lambda found: [tuple(row) for row in convert(found)]
    return None


def _converter_of(compiler: SQLCompiler) -> Callable[[Rows], Rows]:
    """Values as the database gives them into those of the fields, where there is anything to convert."""
    fields = [column[0] for column in (compiler.select or ())[: compiler.col_count]]
    converters = list(compiler.get_converters(fields).items())
    if not converters:
        return lambda found: found

    def convert(found: Rows) -> Rows:
        for row in found:
            values = list(row)
            for place, (through, expression) in converters:
                for one in through:
                    values[place] = one(values[place], expression, connection)
            yield values

    return convert


def _models_of(rows: QuerySet[Any, Any], compiler: SQLCompiler) -> Reader:
    """Models with what is joined to them (select_related) and what was worked out for them (annotate)."""
    select, info = compiler.select or (), compiler.klass_info or {}
    model, places = info["model"], info["select_fields"]
    begin, end = places[0], places[-1] + 1
    names = [column[0].target.attname for column in select[begin:end]]
    joined = get_related_populators(info, select, rows.db)  # type: ignore[call-arg]  # of a later Django
    annotated = list((compiler.annotation_col_map or {}).items())

    def make(found: Rows) -> list[Any]:
        made = []
        for row in found:
            one = model.from_db(connection.alias, names, row[begin:end])
            for populator in joined:
                populator.populate(row, one)
            for name, place in annotated:
                setattr(one, name, row[place])
            made.append(one)
        return made

    return make
