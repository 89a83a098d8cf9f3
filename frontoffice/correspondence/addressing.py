"""To whom a message goes: names and addresses that can stand in a header, and nothing else can."""

import re
import unicodedata
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.refusals import BadInput

_BREAKS = frozenset({"Cc", "Zl", "Zp", "Cs"})
_MESSAGE_ID = re.compile(r"[!-;=?-~]{3,250}")


class AddressUnusable(BadInput):
    message = _(
        "This is not an e-mail address that mail can be sent to. Check it, for example name@example.org."
    )
    field = "to_address"


def one_line(text: str) -> str:
    """The text with each run of line breaks, control characters and spaces as one space: what a header can hold."""
    plain = "".join(" " if unicodedata.category(c) in _BREAKS else c for c in text)
    return " ".join(plain.split())


def usable_address(text: str) -> str:
    """The address as it is used for sending, international domains in their ASCII form. Raises AddressUnusable."""
    name, at, domain = text.strip().rpartition("@")
    try:
        address = f"{name}{at}{punycode(domain)}"
        validate_email(address)
    except (ValidationError, UnicodeError):
        raise AddressUnusable from None
    # One address: a list of several, or a name in front, was accepted nowhere above.
    if parseaddr(address) != ("", address) or not address.isascii() or len(address) > 254:
        raise AddressUnusable
    return address


def message_id(text: str) -> str:
    """The Message-ID in `text` without its brackets; empty when there is none that could stand in a header."""
    bare = text.strip().removeprefix("<").removesuffix(">")
    return bare if _MESSAGE_ID.fullmatch(bare) else ""
