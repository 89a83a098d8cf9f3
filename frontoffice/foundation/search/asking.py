"""Asking an index: the best rows among those that the viewer may see, decided inside the query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models.expressions import RawSQL

from frontoffice.foundation.search.indexes import COLUMN, CONFIGURATIONS, LABELS, Index

MOST_WORDS = 64


@dataclass(frozen=True)
class Hit:
    """A row that was found. Scores compare within one answer only; the databases count differently."""

    pk: int
    score: float


def hits(
    index: Index,
    words: Iterable[str],
    *,
    among: "models.QuerySet[Any]",
    limit: int = 50,
    every: bool = False,
    begun: bool = False,
) -> list[Hit]:
    """The rows with any of the words (with `every`: with all), best first.

    `words` come from `words()` or `stems()`, as the index reads them; at most 64 different ones count. With
    `begun` the last is taken as the beginning of a word, for search while somebody types. `among` says what
    the viewer may see: the model's rows, not sliced. No words find nothing.
    """
    asked = [word.replace("\x00", "") for word in dict.fromkeys(words) if any(map(str.isalnum, word))][
        :MOST_WORDS
    ]
    if not asked:
        return []
    connection = connections[among.db]
    ask = _ask_postgres if connection.vendor == "postgresql" else _ask_sqlite
    try:
        sql, params = ask(index, asked, among, limit, every, begun)
    except EmptyResultSet:  # the viewer sees none
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [Hit(pk, float(score)) for pk, score in cursor.fetchall()]


def _seen(among: "models.QuerySet[Any]", row: str) -> tuple[str, tuple[Any, ...]]:
    """A condition that holds where `row` (an SQL name of the id) is one of `among`."""
    narrowed = among.order_by().filter(pk=RawSQL(row, [])).values("pk")
    sql, params = narrowed.query.sql_with_params()
    return f"EXISTS ({sql})", params


def _ask_sqlite(
    index: Index, asked: list[str], among: "models.QuerySet[Any]", limit: int, every: bool, begun: bool
) -> tuple[str, list[Any]]:
    quoted = ['"' + word.replace('"', '""') + '"' for word in asked]
    if begun:
        quoted[-1] += "*"
    match = (" AND " if every else " OR ").join(quoted)
    table = f'"{index.name}"'
    weights = ", ".join(str(weight) for _name, weight in index.fields)
    seen, params = _seen(among, f"{table}.rowid")
    sql = (
        f"SELECT {table}.rowid, -bm25({table}, {weights}) AS score FROM {table} "
        f"WHERE {table} MATCH %s AND {seen} ORDER BY score DESC, {table}.rowid LIMIT %s"
    )
    return sql, [match, *params, limit]


def _ask_postgres(
    index: Index, asked: list[str], among: "models.QuerySet[Any]", limit: int, every: bool, begun: bool
) -> tuple[str, list[Any]]:
    quoted = ["'" + word.replace("\\", "").replace("'", "''") + "'" for word in asked]
    if begun:
        quoted[-1] += ":*"
    match = (" & " if every else " | ").join(quoted)
    by_label = {label: weight for weight, label in index.labels.items()}
    weights = ", ".join(str(by_label.get(label, 0.1)) for label in reversed(LABELS))
    seen, params = _seen(among, "found.id")
    sql = (
        f"SELECT found.id, ts_rank('{{{weights}}}', found.\"{COLUMN}\", asked, 1) AS score "
        f"FROM \"{index.table}\" AS found, to_tsquery('{CONFIGURATIONS[index.reading]}', %s) AS asked "
        f'WHERE found."{COLUMN}" @@ asked AND {seen} ORDER BY score DESC, found.id LIMIT %s'
    )
    return sql, [match, *params, limit]
