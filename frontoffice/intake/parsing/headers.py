"""Headers as a person reads them, from bytes that may say anything."""

import datetime as dt
import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

LONGEST = 8_000
MOST_REFERENCES = 50
_IDENTIFIER = re.compile(r"<([!-;=?-~]{3,250})>")
_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp", "Cf"})
_NOT_ADDRESS = re.compile(r"[\s<>\"(),:;\\]")


def decoded(data: bytes, charset: str | None) -> tuple[str, bool]:
    """The text, and whether it is as its charset says; otherwise read as UTF-8 or, at last, as Windows does."""
    named = (charset or "utf-8").strip().strip("\"'").lower()
    for one in (named, "utf-8"):
        try:
            return data.decode(one).replace("\x00", ""), one == named
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("cp1252", "replace").replace("\x00", ""), False


def text(mail: "Message[str, str]", name: str) -> str:
    """The header on one line with its encoded words read; empty where there is none. Several are joined by commas."""
    return one_line(", ".join(_words(value) for value in _all(mail, name)))


def raw(mail: "Message[str, str]", name: str) -> str:
    """The header as it stands, on one line."""
    return one_line(" ".join(_plain(value) for value in _all(mail, name)))


def one_line(value: str) -> str:
    """Without control and invisible characters, runs of blanks as one."""
    return " ".join("".join(" " if unicodedata.category(c) in _HIDDEN else c for c in value).split())


def addresses(mail: "Message[str, str]", name: str) -> list[tuple[str, str]]:
    """(name, address) of each that is one."""
    found = getaddresses([_plain(value) for value in _all(mail, name)])
    read = [(one_line(_words(who)), address.strip()) for who, address in found]
    return [(who, address) for who, address in read if is_address(address)]


def is_address(text: str) -> bool:
    """Whether it looks enough like an address to write to."""
    local, _at, domain = text.rpartition("@")
    return bool((local and "." in domain.strip(".")) or domain == "localhost") and not _NOT_ADDRESS.search(
        text
    )


def identifiers(mail: "Message[str, str]", *names: str) -> list[str]:
    """The Message-IDs in these headers, each once, in their order, the last fifty."""
    found = [one for name in names for one in _IDENTIFIER.findall(raw(mail, name))]
    return list(dict.fromkeys(found))[-MOST_REFERENCES:]


def instant(mail: "Message[str, str]", name: str) -> dt.datetime | None:
    """The instant that the header names; without a zone it is taken as UTC. None for anything else."""
    try:
        found = parsedate_to_datetime(raw(mail, name))
        aware = found if found.tzinfo is not None else found.replace(tzinfo=dt.UTC)
        return aware.astimezone(dt.UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _all(mail: "Message[str, str]", name: str) -> list[str]:
    """The values as they stand in the mail, cut at a length that nobody needs."""
    return [str(value)[:LONGEST] for one, value in mail.raw_items() if one.lower() == name.lower()]


def _plain(value: str) -> str:
    """Bytes that are no ASCII reach us as lone surrogates: they are read as text."""
    if value.isascii():
        return value
    return decoded(value.encode("utf-8", "surrogateescape"), "utf-8")[0]


def _words(value: str) -> str:
    value = _plain(value)
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value.replace("\r", "").replace("\n", ""))
    except (HeaderParseError, ValueError, LookupError):
        return value
    made = ""
    for piece, charset in pieces:
        made += decoded(piece, charset or "latin-1")[0] if isinstance(piece, bytes) else piece
    return made
