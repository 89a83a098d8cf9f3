"""Secrets that have to be read again (an authenticator app's) are sealed: a copy of the database alone reads none.

Sealed under a key made from the look-up key; those that it replaced still open what they sealed.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def opened(sealed: str) -> str:
    """Raises cryptography.fernet.InvalidToken when no key of this installation made it."""
    return _box().decrypt(sealed.encode()).decode()


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_key(key)) for key in [settings.LOOKUP_KEY, *settings.LOOKUP_KEYS_EARLIER]])


def _key(key: str) -> bytes:
    made = hmac.new(key.encode(), b"frontoffice.sealing-of-second-factors", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made)
