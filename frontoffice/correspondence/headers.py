"""Writing the headers of a mail: ASCII, folded, and nothing in a value can begin another header."""

import base64
import textwrap
from collections.abc import Iterator

from frontoffice.correspondence.addressing import one_line

LINE = 76
WORD_BYTES = 42  # 56 characters of base64 and the 12 around them stay within RFC 2047's 75
_ATOM = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&'*+-/^_`{|}~")


def header(name: str, value: str) -> bytes:
    """One header line, folded at spaces. `value` is ASCII by now; a word longer than a line stands alone."""
    line = f"{name}: {value}"
    if len(line) <= LINE:
        return line.encode("ascii") + b"\r\n"
    folded = textwrap.wrap(line, LINE, subsequent_indent=" ", break_long_words=False, break_on_hyphens=False)
    # A folded line of white space alone would end the headers for some readers.
    return "\r\n".join(part for part in folded if part.strip()).encode("ascii") + b"\r\n"


def text(value: str) -> str:
    """Free text for a header (the subject): as it is when it is plain ASCII, otherwise in encoded words (RFC 2047)."""
    value = one_line(value)
    return value if value.isascii() and "=?" not in value and _fits(value) else _encoded(value)


def mailbox(name: str, address: str) -> str:
    """`Name <address>`, the name quoted or encoded where it has to be."""
    name = one_line(name)
    if not name:
        return address
    if name.isascii() and len(name) <= LINE - 20 and "=?" not in name:
        if set(name) <= _ATOM:
            return f"{name} <{address}>"
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{address}>'
    return f"{_encoded(name)} <{address}>"


def _fits(value: str) -> bool:
    return all(len(word) <= LINE for word in value.split())


def _encoded(value: str) -> str:
    words = (base64.b64encode(chunk).decode("ascii") for chunk in _chunks(value))
    return " ".join(f"=?utf-8?b?{word}?=" for word in words)


def _chunks(value: str) -> Iterator[bytes]:
    """UTF-8 in pieces that end between characters."""
    held = b""
    for character in value:
        encoded = character.encode()
        if len(held) + len(encoded) > WORD_BYTES:
            yield held
            held = b""
        held += encoded
    if held:
        yield held
