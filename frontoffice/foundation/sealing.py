"""Sealing: what has to be read again but must not lie open in the database, in a back-up or in an export.

A sealed value reads `<key id>$<base64>`: AES-256-GCM under a key made from `settings.DATA_KEY`, bound to a purpose. The
key that finds values (`crypto`, an HMAC) is another one. Keys that were replaced stay in `settings.DATA_KEYS_EARLIER`
until `frontoffice rotate_keys` has sealed everything anew; columns that it has to go through are declared here.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from frontoffice.foundation import crypto

_NONCE = 12
BATCH = 500


class CannotOpen(LookupError):
    """A sealed value names a key that this installation does not have, or was sealed for something else."""


@dataclass(frozen=True)
class Column:
    """A sealed column, with the column of keyed hashes that finds it; `found_as` makes of a value what is hashed."""

    model: type[models.Model]
    sealed: str
    hashed: str
    purpose: str
    found_as: Callable[[str], str] = str


COLUMNS: list[Column] = []


def column(
    model: type[models.Model], sealed: str, *, hashed: str, purpose: str, found_as: Callable[[str], str] = str
) -> Column:
    """Declare a sealed column beside its model, so that `rotate_keys` knows of it."""
    made = Column(model, sealed, hashed, purpose, found_as)
    COLUMNS.append(made)
    return made


def seal(text: str, *, purpose: str) -> str:
    """The sealed text under the current key; the same text sealed twice reads differently."""
    nonce = secrets.token_bytes(_NONCE)
    box = AESGCM(_key(settings.DATA_KEY)).encrypt(nonce, text.encode(), purpose.encode())
    return f"{key_id(settings.DATA_KEY)}${base64.urlsafe_b64encode(nonce + box).decode()}"


def opened(sealed: str, *, purpose: str) -> str:
    """What was sealed. Raises CannotOpen."""
    named, _dollar, box = sealed.partition("$")
    for key in (settings.DATA_KEY, *settings.DATA_KEYS_EARLIER):
        if hmac.compare_digest(key_id(key), named):
            whole = base64.urlsafe_b64decode(box)
            try:
                return AESGCM(_key(key)).decrypt(whole[:_NONCE], whole[_NONCE:], purpose.encode()).decode()
            except InvalidTag:
                raise CannotOpen(named) from None
    raise CannotOpen(named)


def key_id(key: str) -> str:
    """Names a key without telling it."""
    return hashlib.sha256(b"frontoffice.data-key-id:" + key.encode()).hexdigest()[:8]


def left(of: Column) -> int:
    """How many rows are still sealed or hashed under an earlier key."""
    return of.model._default_manager.filter(_earlier(of)).count()


def rotate(of: Column, *, after: int = 0, batch: int = BATCH) -> tuple[int, int]:
    """Seal and hash one batch of rows after a key anew under the current keys, in one transaction.

    How many they were, and the key of the last: 0 of them when it is done. What was done is not done again, so it may
    be stopped and begun anew at any time. Raises CannotOpen.
    """
    with transaction.atomic():
        waiting = of.model._default_manager.select_for_update().filter(_earlier(of), pk__gt=after)
        rows = list(waiting.order_by("pk")[:batch])
        for row in rows:
            text = opened(getattr(row, of.sealed), purpose=of.purpose)
            setattr(row, of.sealed, seal(text, purpose=of.purpose))
            setattr(row, of.hashed, crypto.keyed_hash(of.found_as(text), purpose=of.purpose))
            row.save(update_fields=[of.sealed, of.hashed])
    return len(rows), rows[-1].pk if rows else after


def _earlier(of: Column) -> Q:
    current = Q(**{f"{of.sealed}__startswith": f"{key_id(settings.DATA_KEY)}$"}) & Q(
        **{f"{of.hashed}__startswith": f"{crypto.current_key_id()}$"}
    )
    return ~current


def _key(key: str) -> bytes:
    return hmac.new(key.encode(), b"frontoffice.sealing-of-data", hashlib.sha256).digest()
