"""Signatures by the Standard Webhooks specification (version 1.0, symmetric): HMAC-SHA256 over `id.timestamp.body`."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  # bytes, by the specification


def new_secret() -> str:
    """A secret as receivers take it: `whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def key_of(secret: str) -> bytes:
    """The bytes of a secret. Raises ValueError for what is none."""
    if not secret.startswith(PREFIX):
        raise ValueError("a secret begins with whsec_")
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("after whsec_ comes base64") from None
    if not SHORTEST <= len(key) <= LONGEST:
        raise ValueError(f"a secret has {SHORTEST} to {LONGEST} bytes")
    return key


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """One signature with its version."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key_of(secret), signed, hashlib.sha256).digest()).decode()


def headers(given: Iterable[str], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """What goes with the body; with several secrets a signature of each, the newest first."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(one, message_id, timestamp, body) for one in given),
    }
