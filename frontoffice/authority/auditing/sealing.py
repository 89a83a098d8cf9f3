"""Closing batches of the audit trail, each with a MAC over its rows and over the seal before (REC-5)."""

import hashlib
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from frontoffice.authority.auditing import keys
from frontoffice.authority.auditing.covering import (
    BEGINNING,
    FORM,
    FORMS,
    Table,
    canonical,
    instant,
    rows_between,
)
from frontoffice.authority.auditing.settling import PATIENCE, settled
from frontoffice.authority.models import Seal
from frontoffice.foundation.boundaries import boundary, reached

BATCH = 5000
ROW = struct.Struct(f">q{keys.ROW_BYTES}s")
READY = boundary("audit.ready_to_seal")
SEALED = boundary("audit.sealed")


@dataclass(frozen=True)
class Range:
    """What a seal says of one table: ids above `after` up to `upto`, so many rows."""

    after: int
    upto: int
    count: int

    @classmethod
    def of(cls, seal: Seal | None, table: Table) -> "Range":
        """That of the seal; before the first one, and for a table that it did not cover, an empty one."""
        return cls(*(seal.ranges.get(table.name) if seal is not None else None) or (BEGINNING, BEGINNING, 0))


def header(seal: Seal) -> bytes:
    """All that a seal says, as the bytes that its MAC is made of."""
    said: dict[str, Any] = {
        "form": seal.form,
        "number": seal.number,
        "ranges": seal.ranges,
        "rows": hashlib.sha256(bytes(seal.rows)).hexdigest(),
        "total": seal.total,
        "key": seal.key_id,
        "previous": seal.previous,
        "at": instant(seal.at),
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def last() -> Seal | None:
    """The newest seal, without its rows."""
    return Seal.objects.defer("rows").order_by("-number").first()


def seal(*, at: datetime, patience: float = PATIENCE, batch: int = BATCH) -> Iterator[Seal]:
    """Close what has come since the last seal, in batches; each is committed by itself before the next is made.

    Nothing is sealed while somebody has been writing for longer than `patience` (seconds): it is tried again later.
    Where another worker sealed in between, this one stops.
    """
    upto = settled(patience=patience)
    while upto is not None:
        made = _batch(last(), upto, at=at, batch=batch)
        if made is None:
            return
        reached(READY)
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            return
        reached(SEALED)
        yield made


def _batch(before: Seal | None, upto: dict[str, int], *, at: datetime, batch: int) -> Seal | None:
    """The next seal, not yet stored; None where there is nothing to seal."""
    key = keys.current()
    ranges: dict[str, list[int]] = {}
    blob, room = bytearray(), batch
    for table in FORMS[FORM]:
        after = Range.of(before, table).upto
        taken = _tags(table, after, upto[table.name], key, limit=room)
        room -= len(taken) // ROW.size
        reach = upto[table.name] if room > 0 else _last_id(taken, after)
        ranges[table.name] = [after, max(after, reach), len(taken) // ROW.size]
        blob += taken
    if not blob:
        return None
    made = Seal(
        number=before.number + 1 if before is not None else 1,
        form=FORM,
        ranges=ranges,
        rows=bytes(blob),
        total=(before.total if before is not None else 0) + len(blob) // ROW.size,
        key_id=key.id,
        previous=before.mac if before is not None else "",
        at=at,
    )
    made.mac = key.of_seal(header(made))
    return made


def _tags(table: Table, after: int, upto: int, key: keys.Key, *, limit: int) -> bytearray:
    tags, write, of_row = bytearray(), canonical(table), key.of_row
    if limit > 0:
        for row in rows_between(table, after, upto, limit=limit):
            tags += ROW.pack(row[0], of_row(write(row)))
    return tags


def _last_id(tags: bytearray, after: int) -> int:
    return int(ROW.unpack(tags[-ROW.size :])[0]) if tags else after
