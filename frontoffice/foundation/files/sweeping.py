"""Removing bytes that no row names: left by transactions that rolled back and uploads that broke off."""

import fcntl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from frontoffice.foundation.files.storing import folder, locked
from frontoffice.foundation.models import StoredFile

GRACE = timedelta(days=1)
_BATCH = 500


@dataclass(frozen=True)
class Swept:
    """What one sweep saw and removed."""

    seen: int
    removed: int


def sweep(*, at: datetime, grace: timedelta = GRACE) -> Swept:
    """Remove bytes without a row that were put in place longer than `grace` before `at`.

    `grace` must outlast the longest transaction, because until that ends nobody else sees its row. Run it
    outside a transaction. Storing the same content at the same time is safe: bytes are removed under the
    exclusive lock, after looking again whether they are still old and still without a row.
    """
    before, seen, removed = at - grace, 0, 0
    places = folder().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")
    while some := list(islice(places, _BATCH)):
        seen += len(some)
        old = [path for path in some if _is_older(path, before)]
        named = _named(old)
        removed += sum(_remove(path, before) for path in old if path.name not in named)
    return Swept(seen, removed + sum(_drop(path) for path in _broken_off(before)))


def _is_older(path: Path, before: datetime) -> bool:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) < before
    except FileNotFoundError:
        return False


def _named(paths: list[Path]) -> set[str]:
    hashes = [path.name for path in paths]
    return set(StoredFile.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))


def _remove(path: Path, before: datetime) -> bool:
    with locked(fcntl.LOCK_EX):
        return _is_older(path, before) and not _named([path]) and _drop(path)


def _drop(path: Path) -> bool:
    path.unlink(missing_ok=True)
    return True


def _broken_off(before: datetime) -> Iterator[Path]:
    """Uploads whose process ended before they were whole."""
    return (path for path in list((folder() / "incoming").glob("*")) if _is_older(path, before))
