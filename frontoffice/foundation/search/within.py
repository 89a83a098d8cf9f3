"""Rows in whose text some letters stand, wherever in a word: by an index of trigrams, not by reading all there is."""

import re
from typing import Any

from django.db import connections, models

from frontoffice.foundation.search.indexes import Index

FEWEST_LETTERS = 3
_SIGNS, _KEPT = re.compile(r"([\\%_])"), r"\\\1"


def holding(index: Index, column: str, text: str, *, most: int, among: "models.QuerySet[Any]") -> list[int]:
    """Ids of up to `most` rows whose `column` holds `text` (of three letters or more), whatever their case.

    The index reads `parts`. All rows count, whoever may see them; `among` says which database is asked.
    """
    if index.reading != "parts" or column not in index.columns or len(text) < FEWEST_LETTERS:
        raise ValueError(f"{index.name} can't be asked for {column}")
    connection = connections[among.db]
    if connection.vendor == "postgresql":
        sql = f'SELECT id FROM "{index.table}" WHERE "{column}" ILIKE %s LIMIT %s'
        asked = f"%{_SIGNS.sub(_KEPT, text)}%"
    else:
        sql = f'SELECT rowid FROM "{index.name}" WHERE "{index.name}" MATCH %s LIMIT %s'
        quoted = text.replace('"', '""')
        asked = f'"{column}" : "{quoted}"'
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked, most])
        return [row[0] for row in cursor.fetchall()]
