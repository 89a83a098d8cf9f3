"""Indexes declared beside the models, and what each database needs for them.

SQLite keeps an FTS5 table that follows its model's table by triggers; PostgreSQL a generated `tsvector` column with a
GIN index, or one of trigrams. Django drops triggers when it rebuilds a table on SQLite, so they are put back after each
migrate.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

Reading = Literal["english", "names", "stems", "parts"]
INDEXES: dict[str, "Index"] = {}
COLUMN = "search"
PARTS = "parts"
LABELS = "ABCD"
LONGEST_FIELD = 200_000
_TOKENIZERS = {
    "english": "porter unicode61 remove_diacritics 2",
    "names": "unicode61 remove_diacritics 2",
    "stems": "unicode61 remove_diacritics 2",
    "parts": "trigram",
}
CONFIGURATIONS = {"english": "english", "names": "simple", "stems": "simple"}
_ACCENTED = "áàâäãåāăąçćčďđéèêëēęěğíìîïīįłñńňóòôöõøōőřśšşťúùûüūůűýÿžźż"
_PLAIN = "aaaaaaaaacccddeeeeeeegiiiiiilnnnoooooooorssstuuuuuuuyyzzz"
_FOLDED = "lower(translate(lower(left(coalesce({column}, ''), {longest})), '{accented}', '{plain}'))"


class UnusableIndex(TypeError):
    """An index that no database can have: no field, too many, or a weight out of bounds."""


@dataclass(frozen=True)
class Index:
    """What is searched in a table: its text columns with their weights (at most four different, over 0 to 1).

    `reading` says what the columns hold: English prose (stemmed by the database), names (taken as they are, without
    accents), or stems that `words.stems` has made; `parts` finds any three letters or more within a text (no ranks).
    """

    table: str
    fields: tuple[tuple[str, float], ...]
    reading: Reading

    def __post_init__(self) -> None:
        weights = {weight for _name, weight in self.fields}
        if not self.fields or len(weights) > len(LABELS) or not all(0 < weight <= 1 for weight in weights):
            raise UnusableIndex(f"{self.table}: one to four weights, over 0 to 1")

    @property
    def name(self) -> str:
        return f"search_{self.table}{'_parts' if self.reading == PARTS else ''}"

    @property
    def columns(self) -> list[str]:
        return [name for name, _weight in self.fields]

    @property
    def labels(self) -> dict[float, str]:
        """PostgreSQL's letter for each weight, the greatest first."""
        weights = sorted({weight for _name, weight in self.fields}, reverse=True)
        return dict(zip(weights, LABELS, strict=False))


def index(model: type[models.Model], fields: Mapping[str, float], *, reading: Reading = "english") -> Index:
    """Declare what of a model is searched. Its migration has a `SearchIndex` with the same words."""
    made = Index(model._meta.db_table, tuple(fields.items()), reading)
    INDEXES[made.name] = made
    return made


def creating(made: Index, vendor: str) -> Iterator[str]:
    """The statements that make the index and fill it with the rows that are there."""
    if vendor == "postgresql" and made.reading == PARTS:
        yield "CREATE EXTENSION IF NOT EXISTS pg_trgm"
        columns = ", ".join(f'"{column}" gin_trgm_ops' for column in made.columns)
        yield f'CREATE INDEX "{made.name}" ON "{made.table}" USING gin ({columns})'
        return
    if vendor == "postgresql":
        yield f'ALTER TABLE "{made.table}" ADD COLUMN "{COLUMN}" tsvector GENERATED ALWAYS AS ({_vector(made)}) STORED'
        # Beside the row's other columns: fetched from where long ones are put away, ranking took twice as long.
        yield f'ALTER TABLE "{made.table}" ALTER COLUMN "{COLUMN}" SET STORAGE MAIN'
        yield f'CREATE INDEX "{made.name}" ON "{made.table}" USING gin ("{COLUMN}")'
        return
    columns = ", ".join(f'"{column}"' for column in made.columns)
    yield (
        f'CREATE VIRTUAL TABLE "{made.name}" USING fts5({columns}, content="{made.table}", content_rowid="id", '
        f'tokenize="{_TOKENIZERS[made.reading]}")'
    )
    yield f'INSERT INTO "{made.name}"("{made.name}") VALUES (\'rebuild\')'
    yield from _triggers(made)


def dropping(made: Index, vendor: str) -> Iterator[str]:
    """The statements that take the index away."""
    if vendor == "postgresql" and made.reading == PARTS:
        yield f'DROP INDEX IF EXISTS "{made.name}"'
        return
    if vendor == "postgresql":
        yield f'ALTER TABLE "{made.table}" DROP COLUMN IF EXISTS "{COLUMN}"'
        return
    yield from (f'DROP TRIGGER IF EXISTS "{name}"' for name in _trigger_names(made))
    yield f'DROP TABLE IF EXISTS "{made.name}"'


def _vector(made: Index) -> str:
    parts = []
    for column, weight in made.fields:
        folded = _FOLDED.format(column=f'"{column}"', longest=LONGEST_FIELD, accented=_ACCENTED, plain=_PLAIN)
        vector = f"to_tsvector('{CONFIGURATIONS[made.reading]}', {folded})"
        parts.append(f"setweight({vector}, '{made.labels[weight]}')")
    return " || ".join(parts)


def _trigger_names(made: Index) -> list[str]:
    return [f"{made.name}_{after}" for after in ("added", "removed", "changed")]


def _triggers(made: Index) -> Iterator[str]:
    columns = ", ".join(f'"{column}"' for column in made.columns)
    new, old = (", ".join(f'{row}."{column}"' for column in made.columns) for row in ("NEW", "OLD"))
    add = f'INSERT INTO "{made.name}"(rowid, {columns}) VALUES (NEW."id", {new})'
    remove = (
        f'INSERT INTO "{made.name}"("{made.name}", rowid, {columns}) VALUES (\'delete\', OLD."id", {old})'
    )
    added, removed, changed = _trigger_names(made)
    yield f'CREATE TRIGGER "{added}" AFTER INSERT ON "{made.table}" BEGIN {add}; END'
    yield f'CREATE TRIGGER "{removed}" AFTER DELETE ON "{made.table}" BEGIN {remove}; END'
    yield f'CREATE TRIGGER "{changed}" AFTER UPDATE OF {columns} ON "{made.table}" BEGIN {remove}; {add}; END'


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """What declared indexes lack in this database: names of indexes and triggers. Empty when all is well."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'search\\_%'")
            wanted = {made.name for made in INDEXES.values()}
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'search\\_%' ESCAPE '\\'")
            wanted = {name for made in INDEXES.values() for name in (made.name, *_trigger_names(made))}
        return wanted - {row[0] for row in cursor.fetchall()}


def restore(connection: BaseDatabaseWrapper) -> None:
    """Put back the triggers that a rebuilt table lost, and index what changed meanwhile (SQLite only)."""
    if connection.vendor == "postgresql":
        return
    lost = missing(connection)
    with connection.cursor() as cursor:
        for made in INDEXES.values():
            if made.name in lost or lost.isdisjoint(_trigger_names(made)):
                continue
            for name in _trigger_names(made):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            for statement in _triggers(made):
                cursor.execute(statement)
            cursor.execute(f'INSERT INTO "{made.name}"("{made.name}") VALUES (\'rebuild\')')


def restore_after_migrate(using: str, **_told: Any) -> None:
    """Receiver of post_migrate, called once an app."""
    if _told.get("plan") is None or _told["sender"].label == "foundation":
        restore(connections[using])
