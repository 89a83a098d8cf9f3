"""Reading kept bytes back, as the person who got them would: the way to see what went out is to open it."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.utils.safestring import SafeString

from frontoffice.correspondence.composing import as_html, clean

_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)


@dataclass(frozen=True)
class Enclosed:
    """A file in a mail."""

    number: int
    name: str
    content_type: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True)
class Letter:
    """A mail, opened. `body` is safe to show in a page of ours."""

    sender: str
    to: str
    subject: str
    date: datetime | None
    message_id: str
    language: str
    body: SafeString
    enclosed: tuple[Enclosed, ...]
    size: int


def opened(raw: bytes) -> Letter:
    """The mail in these bytes, which we composed: its HTML part cleaned once more, or its text."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)  # noqa: S101 - the policy makes these
    date = mail["Date"]
    return Letter(
        sender=str(mail["From"]),
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        date=date.datetime if date is not None else None,
        message_id=str(mail["Message-ID"]),
        language=str(mail["Content-Language"] or "en"),
        body=_body(mail),
        enclosed=tuple(_enclosed(mail)),
        size=len(raw),
    )


def _body(mail: EmailMessage) -> SafeString:
    page = mail.get_body(("html",))
    found = _BODY.search(page.get_content()) if page is not None else None
    if found:
        return clean(found.group(1))
    text = mail.get_body(("plain",))
    return as_html(text.get_content() if text is not None else "")


def _enclosed(mail: EmailMessage) -> list[Enclosed]:
    found = []
    for number, part in enumerate(mail.iter_attachments(), start=1):
        content = part.get_payload(decode=True)
        held = content if isinstance(content, bytes) else b""
        found.append(Enclosed(number, part.get_filename() or "file", part.get_content_type(), held))
    return found
