"""The newest seal, carried out of the database: who cuts the trail's end there can't cut it here."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from frontoffice.authority.auditing.covering import instant
from frontoffice.authority.auditing.sealing import last
from frontoffice.authority.models import Seal
from frontoffice.foundation.boundaries import boundary, reached

KEPT = boundary("audit.head_kept")
TAIL_BYTES = 4096


class UnreadableHead(ValueError):
    """A line that is no head; says which and why."""


@dataclass(frozen=True)
class Head:
    """A seal's number and MAC, how many rows are sealed up to it, and when it was made (UTC)."""

    number: int
    rows: int
    mac: str
    at: str
    key: str

    @classmethod
    def of(cls, seal: Seal) -> "Head":
        return cls(seal.number, seal.total, seal.mac, instant(seal.at), seal.key_id)

    @property
    def line(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)


def head() -> Head | None:
    """The head as it is in the database now."""
    newest = last()
    return Head.of(newest) if newest is not None else None


def read(path: Path) -> Iterator[Head]:
    """The heads of a file, one a line. Raises UnreadableHead; an unfinished last line is left out."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield Head(**json.loads(line))
            except (ValueError, TypeError):
                if not line.endswith("\n"):
                    return
                raise UnreadableHead(f"{path}, line {number}") from None


def keep(newest: Head) -> bool:
    """Append the head to the installation's file unless it is the last one there; whether it was written."""
    path = Path(settings.AUDIT_HEADS)
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    ends = _end_of(path)
    if ends.rstrip("\n").rpartition("\n")[2] == newest.line and ends.endswith("\n"):
        return False
    # What a crash left unfinished is ended first, so that the new head has a line of its own.
    text = newest.line + "\n" if ends.endswith("\n") or not ends else "\n" + newest.line + "\n"
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(file, text.encode())
        os.fsync(file)
    finally:
        os.close(file)
    reached(KEPT)
    return True


def _end_of(path: Path) -> str:
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - TAIL_BYTES))
        return file.read().decode(errors="replace")
