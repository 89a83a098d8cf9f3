"""Asking an index: the best rows among those that the viewer may see, decided inside the query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import RawSQL

from frontoffice.foundation import prepared
from frontoffice.foundation.search.indexes import COLUMN, CONFIGURATIONS, LABELS, Index

MOST_WORDS = 64
_BEST_FIRST = 4  # times as many rows as are wanted are ranked before it is asked who may see them


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
    besides: Iterable[str] = (),
    instead: Mapping[str, Sequence[str]] | None = None,
) -> list[Hit]:
    """The rows with any of the words (with `every`: with all), best first.

    `words` come from `words()` or `stems()`, as the index reads them; at most 64 different ones count. With `begun`
    the last is taken as the beginning of a word, for search while somebody types; `instead` gives other spellings that
    count for a word. `among` says what the viewer may see: the model's rows, not sliced. No words find nothing.
    `besides` are words that make a row better, but find none by themselves: what is in half of all rows would cost much
    to look up and tell little.
    """
    asked = _tidy(words)
    more = [word for word in _tidy(besides) if word not in asked]
    if not asked:
        return []
    connection = connections[among.db]
    ask = _ask_postgres if connection.vendor == "postgresql" else _ask_sqlite
    few = _BEST_FIRST * limit
    while True:
        try:
            sql, params = ask(index, asked, more, among, few, every, begun, instead or {})
        except EmptyResultSet:  # the viewer sees none
            return []
        rows = _rows(sql, params, among.db)
        seen = [Hit(pk, float(score)) for pk, score, may in rows if may]
        if len(seen) >= limit or len(rows) < few:
            return seen[:limit]
        few *= _BEST_FIRST  # most of the best are not for this viewer


def best(
    index: Index, words: Iterable[str], *, limit: int, besides: Iterable[str] = (), using: str = "default"
) -> list[int]:
    """The ids of the best rows with any of the words, best first, whoever may see them: the caller asks that.

    `words` and `besides` as in `hits`.
    """
    asked = _tidy(words)
    if not asked:
        return []
    more = [word for word in _tidy(besides) if word not in asked]
    ask = _ask_postgres if connections[using].vendor == "postgresql" else _ask_sqlite
    sql, params = ask(index, asked, more, None, limit, False, False, {})
    return [row[0] for row in _rows(sql, params, using)]


def _rows(sql: str, params: Sequence[Any], using: str) -> list[Any]:
    if using == DEFAULT_DB_ALIAS:
        return prepared.ask(sql, params)
    with connections[using].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _tidy(words: Iterable[str]) -> list[str]:
    return [word.replace("\x00", "") for word in dict.fromkeys(words) if any(map(str.isalnum, word))][
        :MOST_WORDS
    ]


def _fts5(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "").replace("'", "''") + "'"


def _seen(among: "models.QuerySet[Any] | None", row: str) -> tuple[str, tuple[Any, ...]]:
    """A condition that holds where `row` (an SQL name of the id) is one of `among`; always, where that is all.

    Asked so that each row is looked up by its id: of EXISTS PostgreSQL may make a list of all that are seen first.
    """
    if among is None or is_all(among):
        return "1", ()
    narrowed = among.order_by().filter(pk=RawSQL(row, [])).values("pk")[:1]
    sql, params = narrowed.query.sql_with_params()
    return f"({sql}) IS NOT NULL", params


def is_all(among: "models.QuerySet[Any]") -> bool:
    """Whether nothing narrows it: every row that the index finds is one of them."""
    query = among.query
    joined = len(query.alias_map) > 1 or query.combinator or query.extra_tables or query.extra
    return not (query.where or joined or query.annotations or query.is_sliced)


def _ask_sqlite(
    index: Index,
    asked: list[str],
    more: list[str],
    among: "models.QuerySet[Any] | None",
    few: int,
    every: bool,
    begun: bool,
    instead: Mapping[str, Sequence[str]],
) -> tuple[str, list[Any]]:
    """The best rows with whether the viewer may see them: asked of these alone, not of all that match."""
    quoted = [_fts5(word) for word in asked]
    if begun:
        quoted[-1] += "*"
    quoted = [
        "(" + " OR ".join([word, *map(_fts5, instead[plain])]) + ")" if instead.get(plain) else word
        for plain, word in zip(asked, quoted, strict=True)
    ]
    match = (" AND " if every else " OR ").join(quoted)
    if more:
        also = " OR ".join([*quoted, *map(_fts5, more)])
        match = f"({match}) AND ({also})"
    table = f'"{index.name}"'
    weights = ", ".join(str(weight) for _name, weight in index.fields)
    seen, params = _seen(among, "best.id")
    sql = (
        f"SELECT best.id, best.score, {seen} FROM (SELECT rowid AS id, -bm25({table}, {weights}) AS score "
        f"FROM {table} WHERE {table} MATCH %s ORDER BY score DESC, rowid LIMIT %s) AS best "
        "ORDER BY best.score DESC, best.id"
    )
    return sql, [*params, match, few]


def _ask_postgres(
    index: Index,
    asked: list[str],
    more: list[str],
    among: "models.QuerySet[Any] | None",
    few: int,
    every: bool,
    begun: bool,
    instead: Mapping[str, Sequence[str]],
) -> tuple[str, list[Any]]:
    quoted = [_lexeme(word) for word in asked]
    if begun:
        quoted[-1] += ":*"
    quoted = [
        "(" + " | ".join([word, *map(_lexeme, instead[plain])]) + ")" if instead.get(plain) else word
        for plain, word in zip(asked, quoted, strict=True)
    ]
    match = (" & " if every else " | ").join(quoted)
    also = [*quoted, *map(_lexeme, more)]
    ranked = " | ".join(also) if more else match
    by_label = {label: weight for weight, label in index.labels.items()}
    weights = ", ".join(str(by_label.get(label, 0.1)) for label in reversed(LABELS))
    seen, params = _seen(among, "best.id")
    reading = CONFIGURATIONS[index.reading]
    sql = (
        f"SELECT best.id, best.score, {seen} FROM (SELECT found.id, "
        f"ts_rank('{{{weights}}}', found.\"{COLUMN}\", ranked, 1) AS score "
        f"FROM \"{index.table}\" AS found, to_tsquery('{reading}', %s) AS asked, "
        f"to_tsquery('{reading}', %s) AS ranked "
        f'WHERE found."{COLUMN}" @@ asked ORDER BY score DESC, found.id LIMIT %s) AS best '
        "ORDER BY best.score DESC, best.id"
    )
    return sql, [*params, match, ranked, few]
