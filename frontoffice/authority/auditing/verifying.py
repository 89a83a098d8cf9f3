"""Finding what was changed, removed, added, moved or cut off since it was sealed.

Reads every sealed row once, a seal at a time, so the memory it takes does not grow with the trail.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.db.models import Min

from frontoffice.authority.auditing import heads, keys
from frontoffice.authority.auditing.covering import FORM, FORMS, Row, Table, canonical, rows_between
from frontoffice.authority.auditing.sealing import ROW, Range, header, last
from frontoffice.authority.models import Seal
from frontoffice.foundation import guards
from frontoffice.foundation.models import Event

AT_ONCE = 20
HEADS_AT_ONCE = 500
# The worker seals each minute; what is older than this was kept from being sealed.
OVERDUE = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was sealed: what (`event 12`, `seal 3`), how, and under which seal."""

    what: str
    how: str
    seal: int | None = None

    def __str__(self) -> str:
        return f"{self.what}: {self.how}" + (f" (seal {self.seal})" if self.seal is not None else "")


@dataclass(frozen=True)
class Progress:
    """How far it got: seals looked at, and rows."""

    seals: int
    rows: int


def verify(*, at: dt.datetime, head_files: tuple[Path, ...] = ()) -> Iterator[Fault | Progress]:
    """Everything that is wrong, as it is found, and the progress now and then."""
    for name in sorted(guards.missing(connection)):
        yield Fault(f"guard {name}", "is not in the database")
    before: Seal | None = None
    rows = 0
    for seal in _seals():
        yield from _chain(before, seal)
        yield from _rows_of(seal)
        rows += len(bytes(seal.rows)) // ROW.size
        yield Progress(seal.number, rows)
        before = seal
    for path in head_files:
        yield from _heads(path)
    yield from _unsealed(before, at)


def _seals() -> Iterator[Seal]:
    """All seals in the order of their numbers, some at a time."""
    number = -1
    while seals := list(Seal.objects.filter(number__gt=number).order_by("number", "pk")[:AT_ONCE]):
        yield from seals
        number = seals[-1].number


def _chain(before: Seal | None, seal: Seal) -> Iterator[Fault]:
    """Whether the seal follows the one before, and says what it said when it was made."""
    expected = before.number + 1 if before is not None else 1
    name = f"seal {seal.number}"
    if seal.number != expected:
        gone = f"seal {expected}" if seal.number == expected + 1 else f"seals {expected} to {seal.number - 1}"
        yield Fault(gone, "missing, and what was sealed there can't be checked")
    elif seal.previous != (before.mac if before is not None else ""):
        yield Fault(name, "does not follow the seal before it")
    try:
        key = keys.named(seal.key_id)
    except keys.UnknownAuditKey:
        yield Fault(name, f"made with the key {seal.key_id}, which this installation does not have")
        return
    if key.of_seal(header(seal)) != seal.mac:
        yield Fault(name, "changed")
    ages = [known.id for known in keys.known()]
    if before is not None and before.key_id in ages and ages.index(key.id) > ages.index(before.key_id):
        yield Fault(name, "made with a key that had been replaced by then")
    for table in FORMS.get(seal.form, ()):
        if seal.number == expected and Range.of(seal, table).after != Range.of(before, table).upto:
            yield Fault(name, f"does not begin where the one before it ended ({table.name})")


def _rows_of(seal: Seal) -> Iterator[Fault]:
    """Each row of the seal against its MAC, and each row in its ranges against the seal."""
    try:
        key = keys.named(seal.key_id)
        tables = FORMS[seal.form]
        parts = _parts(seal, tables)
    except (keys.UnknownAuditKey, KeyError, ValueError, TypeError):
        return  # said of the seal itself
    for table, span, kept in parts:
        yield from _table(table, span, kept, key, seal.number)


def _parts(seal: Seal, tables: tuple[Table, ...]) -> list[tuple[Table, Range, memoryview]]:
    blob, begin = memoryview(bytes(seal.rows)), 0
    parts = []
    for table in tables:
        span = Range.of(seal, table)
        end = begin + span.count * ROW.size
        if end > len(blob) or span.count < 0:
            raise ValueError("the seal says more rows than it has")
        parts.append((table, span, blob[begin:end]))
        begin = end
    return parts


def _table(table: Table, span: Range, kept: memoryview, key: keys.Key, number: int) -> Iterator[Fault]:
    """Both are in the order of ids: they are walked through side by side."""
    write, of_row = canonical(table), key.of_row
    sealed = ROW.iter_unpack(kept)
    due = next(sealed, None)
    for row in rows_between(table, span.after, span.upto):
        while due is not None and due[0] < row[0]:
            yield Fault(f"{table.name} {due[0]}", "missing", number)
            due = next(sealed, None)
        if due is None or due[0] != row[0]:
            yield Fault(f"{table.name} {row[0]}", "added after it was sealed", number)
            continue
        if due[1] != _mac(of_row, write, row):
            yield Fault(f"{table.name} {row[0]}", "changed", number)
        due = next(sealed, None)
    while due is not None:
        yield Fault(f"{table.name} {due[0]}", "missing", number)
        due = next(sealed, None)


def _mac(of_row: Callable[[bytes], bytes], write: Callable[[Row], bytes], row: Row) -> bytes | None:
    """None for what can't even be read as a row of ours."""
    try:
        return of_row(write(row))
    except (TypeError, ValueError, AttributeError):
        return None


def _heads(path: Path) -> Iterator[Fault]:
    """Each head that was carried out must be in the chain still: the end may not be cut, nor the chain be another."""
    newest = last()
    end = newest.number if newest is not None else 0
    batch: list[heads.Head] = []
    try:
        for head in heads.read(path):
            batch.append(head)
            if len(batch) == HEADS_AT_ONCE:
                yield from _against(batch, end)
                batch = []
    except heads.UnreadableHead as unreadable:
        yield Fault(str(unreadable), "can't be read")
    except OSError as error:
        yield Fault(str(path), f"can't be read: {error.strerror}")
    yield from _against(batch, end)


def _against(batch: list[heads.Head], end: int) -> Iterator[Fault]:
    wanted = [head.number for head in batch]
    rows = Seal.objects.filter(number__in=wanted).values_list("number", "mac", "total")
    there = {number: (mac, total) for number, mac, total in rows}
    for head in batch:
        if head.number > end:
            yield Fault(f"seal {head.number}", f"cut off: a head of {head.at} UTC names it")
        elif there.get(head.number) != (head.mac, head.rows):
            yield Fault(f"seal {head.number}", f"not the one that a head of {head.at} UTC names")


def _unsealed(newest: Seal | None, at: dt.datetime) -> Iterator[Fault]:
    """Events that should have been sealed long ago: without a worker nothing is."""
    event = next(table for table in FORMS[FORM] if table.model is Event)
    later = Event.objects.filter(pk__gt=Range.of(newest, event).upto)
    oldest = later.aggregate(oldest=Min("recorded_at"))["oldest"]
    if oldest is not None and at - oldest > OVERDUE:
        yield Fault(
            "events", f"recorded since {oldest:%Y-%m-%d %H:%M} UTC are not sealed: is a worker running?"
        )
