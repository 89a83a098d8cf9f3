"""Stored files: content-addressed bytes on disk, a row in the caller's transaction, nothing active, always a
download.

`receive` takes the bytes in before the transaction (kinds and packages say what they are, names what to call
them), `keep` writes the row in it, `store` does both; `made` takes in what the product wrote itself. `sweep`
removes bytes that no row names. `download` hands them out.
"""

from frontoffice.foundation.files.handing_out import download
from frontoffice.foundation.files.kinds import KINDS, Kind
from frontoffice.foundation.files.names import safe_name
from frontoffice.foundation.files.refusals import (
    ActiveContent,
    DamagedFile,
    EmptyFile,
    FileRefused,
    FileTooLarge,
    KindMismatch,
    KindRefused,
    ProtectedFile,
)
from frontoffice.foundation.files.storing import (
    BytesMissing,
    Received,
    is_whole,
    keep,
    made,
    open_bytes,
    receive,
    store,
)
from frontoffice.foundation.files.sweeping import Swept, sweep

__all__ = [
    "KINDS",
    "ActiveContent",
    "BytesMissing",
    "DamagedFile",
    "EmptyFile",
    "FileRefused",
    "FileTooLarge",
    "Kind",
    "KindMismatch",
    "KindRefused",
    "ProtectedFile",
    "Received",
    "Swept",
    "download",
    "is_whole",
    "keep",
    "made",
    "open_bytes",
    "receive",
    "safe_name",
    "store",
    "sweep",
]
