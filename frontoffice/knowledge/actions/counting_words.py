"""Keeping the vocabulary: how many passages hold each stem."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from frontoffice.knowledge.models import Passage, Word

ROWS = 200


def count_in(passages: Iterable[Passage], *, language: str) -> None:
    """Add these passages' stems to the counts of the language.

    Counts are added up in the database, in the order of the stems, so that two who publish at once neither
    lose a count nor lock each other out.
    """
    holding: Counter[str] = Counter()
    occurring: Counter[str] = Counter()
    for passage in passages:
        stems = Counter(passage.stems.split())
        occurring.update(stems)
        holding.update(stems.keys())
        holding[""] += 1
        occurring[""] += passage.length
    table = Word._meta.db_table
    counted = sorted(holding.items())
    with connection.cursor() as cursor:
        for start in range(0, len(counted), ROWS):
            rows = counted[start : start + ROWS]
            cursor.execute(
                f"INSERT INTO {table} (language, stem, passages, occurrences) VALUES "  # noqa: S608 - names and places
                + ", ".join(["(%s, %s, %s, %s)"] * len(rows))
                + " ON CONFLICT (language, stem) DO UPDATE SET "
                f"passages = {table}.passages + excluded.passages, "
                f"occurrences = {table}.occurrences + excluded.occurrences",
                [value for stem, held in rows for value in (language, stem, held, occurring[stem])],
            )
