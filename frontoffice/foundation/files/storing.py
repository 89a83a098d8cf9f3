"""Taking bytes in and writing their row: bytes first, on disk for good, then the row in the caller's
transaction.

The bytes lie in settings.FILES_DIR under their SHA-256. If the transaction rolls back, they stay behind
without a row until `sweep` finds them. A lock file keeps the sweeper from removing bytes that are being
stored again meanwhile.
"""

import fcntl
import hashlib
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.utils.translation import gettext

from frontoffice.foundation.files import kinds, names
from frontoffice.foundation.files.refusals import EmptyFile, FileTooLarge
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor, StoredFile

CHUNK = 256 * 1024


class BytesMissing(Exception):
    """The bytes that a row names are not on disk: a fault of the installation (a restore without its files)."""


class Readable(Protocol):
    """An upload, an open file, anything with read(size)."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Received:
    """Bytes that are on disk and were found acceptable, but have no row yet."""

    sha256: str
    size: int
    content_type: str
    name: str


def folder() -> Path:
    """Where all bytes lie."""
    return Path(settings.FILES_DIR)


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie, if they do."""
    return folder() / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def locked(how: int) -> Iterator[None]:
    """Hold the folder's lock: LOCK_SH while bytes are put in place, LOCK_EX while they are removed."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "lock").open("ab") as lock:
        fcntl.flock(lock, how)
        yield


def receive(source: Readable | bytes, *, name: str, declared_type: str = "") -> Received:
    """Take the bytes in and see what they are; outside a transaction, as it may take long.

    Raises EmptyFile, FileTooLarge (settings.FILE_MAX_BYTES) and, for what is not on the list of kinds or not
    what it says it is, another FileRefused; then nothing is left on disk. The same bytes twice lie there
    once.
    """
    incoming = _incoming()
    try:
        with open(incoming, "xb+", opener=_for_us_alone) as file:
            sha256, size = _copy(io.BytesIO(source) if isinstance(source, bytes) else source, file)
            kind = kinds.agree(kinds.sniff(file), name=name, declared_type=declared_type)
            os.fsync(file.fileno())
        _put_in_place(incoming, path_of(sha256))
    finally:
        incoming.unlink(missing_ok=True)
    return Received(sha256, size, kind.content_type, names.safe_name(name, kind))


def made(content: bytes, *, name: str, content_type: str) -> Received:
    """Put bytes in place that the product itself made: no sniffing and no limit, as nobody handed them in."""
    incoming = _incoming()
    try:
        with open(incoming, "xb", opener=_for_us_alone) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        sha256 = hashlib.sha256(content).hexdigest()
        _put_in_place(incoming, path_of(sha256))
    finally:
        incoming.unlink(missing_ok=True)
    return Received(sha256, len(content), content_type, name)


def keep(received: Received, *, by: Actor | None, at: datetime) -> StoredFile:
    """Write the row, in the caller's transaction. Raises BytesMissing when the bytes were swept since."""
    with locked(fcntl.LOCK_SH):
        try:
            os.utime(path_of(received.sha256))
        except FileNotFoundError:
            raise BytesMissing(received.sha256) from None
    return insert(
        StoredFile(
            sha256=received.sha256,
            size=received.size,
            content_type=received.content_type,
            name=received.name,
            stored_by=by,
            stored_at=at,
        )
    )


def store(
    source: Readable | bytes, *, name: str, by: Actor | None, at: datetime, declared_type: str = ""
) -> StoredFile:
    """`receive` and `keep` in one, for small files and callers without a transaction."""
    return keep(receive(source, name=name, declared_type=declared_type), by=by, at=at)


def open_bytes(file: StoredFile) -> io.BufferedReader:
    """The bytes, open for reading. Raises BytesMissing."""
    try:
        return path_of(file.sha256).open("rb")
    except FileNotFoundError:
        raise BytesMissing(file.sha256) from None


def is_whole(file: StoredFile) -> bool:
    """Whether the bytes on disk are still the ones that were stored."""
    try:
        with open_bytes(file) as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256
    except BytesMissing:
        return False


def _incoming() -> Path:
    """A path for bytes that are still coming in, on the same file system as where they will lie."""
    (folder() / "incoming").mkdir(parents=True, exist_ok=True)
    return folder() / "incoming" / secrets.token_hex(16)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _copy(source: Readable, file: BinaryIO) -> tuple[str, int]:
    """Copy chunk by chunk; gives hash and size."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > settings.FILE_MAX_BYTES:
            raise FileTooLarge(_too_large())
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise EmptyFile
    file.flush()
    return digest.hexdigest(), size


def _too_large() -> str:
    megabytes = max(1, settings.FILE_MAX_BYTES // (1024 * 1024))
    return gettext("This file is larger than %(limit)s MB. Send a smaller one, or several parts.") % {
        "limit": megabytes
    }


def _put_in_place(incoming: Path, place: Path) -> None:
    """Rename, also over the same bytes: that makes them new again for the sweeper, and whole if they were damaged."""
    with locked(fcntl.LOCK_SH):
        place.parent.mkdir(parents=True, exist_ok=True)
        incoming.replace(place)
        for changed in (place.parent, place.parent.parent, folder()):
            _flush_folder(changed)


def _flush_folder(path: Path) -> None:
    """A rename survives a power cut once its folder is on disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
