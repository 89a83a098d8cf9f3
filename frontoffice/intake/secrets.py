"""Passwords of mailboxes: named in the database, kept outside it, in the environment or in the keys folder."""

import os
import re

from django.conf import settings

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
PREFIX = "FRONTOFFICE_MAILBOX_"


def secret_of(name: str) -> str | None:
    """`FRONTOFFICE_MAILBOX_<NAME>`, or the first line of the file keys/mailbox_<name>; None where there is neither.

    The prefix is what keeps a mailbox from being pointed at another secret of the installation.
    """
    if not NAME.fullmatch(name):
        return None
    found = os.environ.get(PREFIX + name.upper())
    if found:
        return found
    kept = settings.DATA_DIR / "keys" / f"mailbox_{name}"
    try:
        return kept.read_text().strip() or None
    except OSError:
        return None
