"""The keys of the seals. They are not in the database: who can write there can't make a seal."""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

ROW_BYTES = 16


class UnknownAuditKey(LookupError):
    """A seal names a key that this installation does not have."""


@dataclass(frozen=True)
class Key:
    """One key, parted for rows and for seals. `id` is derived from it and tells nothing of it."""

    id: str
    for_rows: bytes
    for_seals: bytes

    def of_row(self, row: bytes) -> bytes:
        """What stands for the row in its seal."""
        return hmac.digest(self.for_rows, row, "sha256")[:ROW_BYTES]

    def of_seal(self, header: bytes) -> str:
        """What closes the seal."""
        return hmac.digest(self.for_seals, header, "sha256").hex()


def _made(secret: str) -> Key:
    key = secret.encode()
    return Key(
        id=hashlib.sha256(b"frontoffice.audit-key-id:" + key).hexdigest()[:8],
        for_rows=hmac.digest(key, b"frontoffice.audit.row", "sha256"),
        for_seals=hmac.digest(key, b"frontoffice.audit.seal", "sha256"),
    )


def current() -> Key:
    """The key that new seals are made with."""
    return _made(settings.AUDIT_KEY)


def known() -> list[Key]:
    """The keys that this installation has, the newest first."""
    return [_made(secret) for secret in [settings.AUDIT_KEY, *settings.AUDIT_KEYS_EARLIER]]


def named(key_id: str) -> Key:
    """The key of that id. Raises UnknownAuditKey."""
    for key in known():
        if hmac.compare_digest(key.id, key_id):
            return key
    raise UnknownAuditKey(key_id)
