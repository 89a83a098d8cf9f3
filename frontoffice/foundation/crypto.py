"""Keyed hashes: how a secret that somebody holds (an access code, a token, a cookie) is found again without
being kept.

A hash reads `<key id>$<64 hexadecimal digits>`: HMAC-SHA256 under `settings.LOOKUP_KEY`. The key id is
derived from the key, so that changing the key can't silently look like a wrong code. Keys that were replaced
stay in `settings.LOOKUP_KEYS_EARLIER` (a list) until nothing hashed under them is in use.
"""

import hashlib
import hmac

from django.conf import settings

HASH_LENGTH = 8 + 1 + 64


class UnknownKey(LookupError):
    """A kept hash names a key that this installation does not have."""


def _key_id(key: str) -> str:
    return hashlib.sha256(b"frontoffice.lookup-key-id:" + key.encode()).hexdigest()[:8]


def current_key_id() -> str:
    """How hashes made now begin."""
    return _key_id(settings.LOOKUP_KEY)


def _digest(key: str, value: str, purpose: str) -> str:
    # A zero byte can't be part of a purpose, so no two pairs of purpose and value make the same message.
    message = purpose.encode() + b"\x00" + value.encode("utf-8", "surrogatepass")
    return f"{_key_id(key)}${hmac.new(key.encode(), message, hashlib.sha256).hexdigest()}"


def _keys() -> list[str]:
    return [settings.LOOKUP_KEY, *getattr(settings, "LOOKUP_KEYS_EARLIER", [])]


def keyed_hash(value: str, *, purpose: str = "") -> str:
    """The hash to keep and to look up by: 73 ASCII characters under the current key.

    The same value under another `purpose` gives an unrelated hash, so that what leaks from one table says
    nothing about another. `purpose` is a word of the code, never input.
    """
    return _digest(settings.LOOKUP_KEY, value, purpose)


def keyed_hashes(value: str, *, purpose: str = "") -> list[str]:
    """The hash under the current key and under each earlier one: `filter(hash__in=keyed_hashes(code))`."""
    return [_digest(key, value, purpose) for key in _keys()]


def matches(value: str, kept: str, *, purpose: str = "") -> bool:
    """Whether `kept` is the hash of `value`, compared in constant time.

    Raises UnknownKey when `kept` was made with a key that is gone: that is a fault of the installation, not a
    wrong code.
    """
    key_id = kept.partition("$")[0]
    for key in _keys():
        if hmac.compare_digest(_key_id(key), key_id):
            return hmac.compare_digest(_digest(key, value, purpose), kept)
    raise UnknownKey(key_id)


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))
