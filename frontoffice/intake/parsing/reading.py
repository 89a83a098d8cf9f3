"""From the bytes of a mail to what it says: sender, subject, text, HTML that can be shown, files, references.

It never raises, whatever the bytes are; what is not as it should be is said in `damaged`. How much it takes apart is
bounded: what lies beyond stays in the original, which is kept.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.generator import BytesGenerator
from email.message import Message
from email.policy import compat32
from io import BytesIO
from typing import Any

from frontoffice.correspondence import threading
from frontoffice.intake.models import Automatic
from frontoffice.intake.parsing import headers, html
from frontoffice.intake.parsing.automatic import kind_of
from frontoffice.intake.parsing.folding import fold
from frontoffice.intake.parsing.reports import report_in

MOST_PARTS = 200
DEEPEST = 20
LONGEST_TEXT = 500_000
ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
NESTED = {"message/rfc822", "message/global"}
_SPANISH = re.compile(
    r"\b(?:el|la|los|las|una|que|por|para|con|mi|su|está|estoy|gracias|buenos|señor|quiero|usted)\b"
)
_ENGLISH = re.compile(r"\b(?:the|and|to|of|my|is|you|for|please|thank|thanks|have|with|this|would)\b")


@dataclass(frozen=True)
class Attached:
    """A file in a mail, as its sender names it."""

    name: str
    content_type: str
    content: bytes
    inline: bool


@dataclass(frozen=True)
class Read:
    """What was read; texts without zero bytes, on one line where that is all they are."""

    message_id: str
    from_name: str
    from_address: str
    subject: str
    to: str
    sent_at: dt.datetime | None
    references: list[str]
    threads: list[str]
    automatic: Automatic
    text: str
    latest: str
    html: str
    language: str
    report: dict[str, Any]
    attached: list[Attached]
    fingerprint: str
    damaged: str


@dataclass
class _Found:
    texts: list[str] = field(default_factory=list)
    htmls: list[str] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)
    damage: list[str] = field(default_factory=list)
    parts: int = 0


def read(raw: bytes) -> Read:
    """All that can be read of a mail."""
    mail = message_from_bytes(raw, policy=compat32)
    found = _Found()
    _take_apart(mail, found, depth=0)
    senders = headers.addresses(mail, "From") or headers.addresses(mail, "Sender")
    name, address = senders[0] if senders else ("", "")
    subject = headers.text(mail, "Subject")
    shown = html.cleaned("\n<hr>\n".join(found.htmls)) if found.htmls else ""
    text = "\n\n".join(found.texts) or html.as_text("\n<hr>\n".join(found.htmls))
    text = _tidy(text)[:LONGEST_TEXT]
    automatic = kind_of(mail, sender=address, subject=subject)
    addressed = " ".join(headers.raw(mail, one) for one in ADDRESSED)
    identifier = next(iter(headers.identifiers(mail, "Message-ID")), "")
    return Read(
        message_id=identifier,
        from_name=name[:200],
        from_address=address[:254].lower(),
        subject=subject[:250],
        to=", ".join(one for _name, one in headers.addresses(mail, "To"))[:2000],
        sent_at=headers.instant(mail, "Date"),
        references=headers.identifiers(mail, "References", "In-Reply-To"),
        threads=threading.threads_in(f"{addressed} {subject}"),
        automatic=automatic,
        text=text,
        latest=fold(text),
        html=shown,
        language=_language(mail, text),
        report=report_in(mail) if automatic == Automatic.REPORT else {},
        attached=found.attached,
        fingerprint=_fingerprint(raw, identifier),
        damaged="; ".join(dict.fromkeys([*found.damage, *_defects(mail)]))[:500],
    )


def _take_apart(part: "Message[str, str]", found: _Found, *, depth: int) -> None:
    found.parts += 1
    if found.parts > MOST_PARTS or depth > DEEPEST:
        found.damage.append("more parts than are taken apart")
        return
    inner = part.get_payload()
    if part.get_content_maintype() == "multipart" and isinstance(inner, list):
        report = part.get_content_type() == "multipart/report"
        for one in inner:
            # What a delivery report encloses is in the original; the mail that came back is our own.
            if isinstance(one, Message) and not (report and one is not inner[0]):
                _take_apart(one, found, depth=depth + 1)
        return
    if part.get_content_maintype() == "multipart":
        found.damage.append("parts that can't be told apart")
        found.texts.append(headers.decoded(_content(part), None)[0])
        return
    _take_leaf(part, found)


def _take_leaf(part: "Message[str, str]", found: _Found) -> None:
    kind, name = part.get_content_type(), _file_name(part)
    where = str(part.get("Content-Disposition", "")).partition(";")[0].strip().lower()
    if kind in {"text/plain", "text/html"} and where != "attachment" and not name:
        words, sound = headers.decoded(_content(part), _charset(part))
        if not sound:
            found.damage.append("a text is not in the character set that it names")
        (found.texts if kind == "text/plain" else found.htmls).append(words)
        return
    content = _nested(part) if kind in NESTED else _content(part)
    if not content and not name:
        return
    inline = where == "inline" or ("Content-ID" in part and kind.startswith("image/"))
    number = len(found.attached) + 1
    found.attached.append(Attached(name or _made_up(kind, number), kind, content, inline))


def _content(part: "Message[str, str]") -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    if isinstance(content, bytes):
        return content
    return str(part.get_payload()).encode("utf-8", "surrogateescape")


def _nested(part: "Message[str, str]") -> bytes:
    """An enclosed mail as bytes; where it can't be written again, as far as it goes."""
    inner = part.get_payload()
    if not (isinstance(inner, list) and inner and isinstance(inner[0], Message)):
        return _content(part)
    out = BytesIO()
    try:
        BytesGenerator(out, mangle_from_=False, policy=compat32.clone(max_line_length=None)).flatten(inner[0])
    except (ValueError, LookupError, TypeError, AttributeError, KeyError):
        out.write(str(inner[0].get_payload()).encode("utf-8", "replace"))
    return out.getvalue()


def _charset(part: "Message[str, str]") -> str | None:
    try:
        found = part.get_param("charset")
    except (ValueError, IndexError):
        return None
    found = found[2] if isinstance(found, tuple) else found
    return str(found) if found else None


def _file_name(part: "Message[str, str]") -> str:
    try:
        found = part.get_filename()
    except (ValueError, IndexError, LookupError, TypeError):
        found = None
    if not found:
        return ""
    holder: Message[str, str] = Message()
    holder["Name"] = found.replace("\r", " ").replace("\n", " ")
    return headers.text(holder, "Name")[:200]


def _made_up(kind: str, number: int) -> str:
    ending = {"message/rfc822": "eml", "text/calendar": "ics", "text/html": "html", "text/plain": "txt"}
    return f"part-{number}.{ending.get(kind, kind.partition('/')[2].partition('+')[0][:10] or 'bin')}"


def _tidy(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _language(mail: "Message[str, str]", text: str) -> str:
    """English or Spanish, as the mail says or as its words go; empty where neither tells."""
    said = headers.raw(mail, "Content-Language")[:2].lower()
    if said in {"en", "es"}:
        return said
    words = text[:4000].lower()
    spanish, english = len(_SPANISH.findall(words)), len(_ENGLISH.findall(words))
    return "es" if spanish > english else "en" if english > spanish else ""


def _fingerprint(raw: bytes, identifier: str) -> str:
    """The same for one mail delivered twice: its Message-ID and all below the headers; without one, all of it."""
    body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    told = identifier.encode() + b"\x00" + body if identifier else raw
    return hashlib.sha256(told).hexdigest()


def _defects(mail: "Message[str, str]") -> Iterator[str]:
    """What the parser found wrong, in its own words."""
    for part in mail.walk():
        for defect in part.defects:
            yield re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(defect).__name__).removesuffix(" Defect").lower()
