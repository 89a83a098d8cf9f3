"""From a message to the bytes that go out: text and HTML in the same words, numbered sources, files (COR-1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

import nh3
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from frontoffice.correspondence import headers, threading
from frontoffice.correspondence.addressing import usable_address
from frontoffice.correspondence.models import Citation, Enclosure, Message
from frontoffice.correspondence.queries import citations_of, enclosures_of
from frontoffice.foundation import files
from frontoffice.foundation.agencies import the_agency
from frontoffice.foundation.models import ActorKind, Agency
from frontoffice.knowledge.queries import page_address

NOBODY = "undisclosed-recipients:;"  # a message that is shown on a page and mailed to nobody
_URL = re.compile(r"https?://[^\s<>\"'{}|\\^`]{3,2000}")
_TAGS = {"a", "br", "cite", "h2", "li", "ol", "p", "q"}
_ATTRIBUTES = {"a": {"href"}, "q": {"cite"}}
_PRINTABLE = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True)
class Source:
    """One entry of the numbered list at the end of a message."""

    number: int
    title: str
    citation: str
    since: date
    quote: str
    address: str


def sources(citations: Sequence[Citation]) -> list[Source]:
    """What the citations (with passage, version and article) say in a message."""
    found = []
    for citation in citations:
        passage = citation.passage
        version = passage.version
        found.append(
            Source(
                number=citation.position,
                title=version.title,
                citation=version.citation,
                since=version.effective_from,
                quote=citation.quote,
                address=absolute(page_address(passage)),
            )
        )
    return found


def absolute(path: str) -> str:
    """The address as it has to stand in a mail."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/{path.lstrip('/')}"


def as_html(text: str) -> SafeString:
    """Plain text as paragraphs with its web addresses as links; nothing in it can become markup (X7)."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", text.strip("\n"))
    made = "".join(f"<p>{_linked(part)}</p>\n" for part in paragraphs if part.strip())
    return clean(made)


def clean(html: str) -> SafeString:
    """The HTML less everything that is not among the few elements that a message of ours has."""
    safe = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener"
    )
    return mark_safe(safe)  # noqa: S308 - what nh3 let through


def compose(message: Message, *, message_id: str, at: datetime) -> bytes:
    """The whole mail, 7-bit ASCII with CRLF line ends: these bytes are kept, hashed, and handed over as they are."""
    cited, enclosed = sources(citations_of(message)), enclosures_of(message)
    agency = the_agency() or Agency(name="Front Office", short_name="Front Office")
    return _headers(message, agency, message_id, at) + _content(message, agency, cited, enclosed)


def _headers(message: Message, agency: Agency, message_id: str, at: datetime) -> bytes:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    back = threading.return_of(message)
    to = headers.mailbox(message.to_name, message.to_address) if message.to_address else NOBODY
    lines = [
        ("From", headers.mailbox(name or agency.name, address)),
        ("To", to),
        ("Subject", headers.text(_subject(message, back))),
        ("Date", format_datetime(at.astimezone(agency.zone))),
        ("Message-ID", f"<{message_id}>"),
        ("Content-Language", message.language),
    ]
    lines += _back(message, back, name or agency.name)
    chain = threading.ancestors(message)
    if chain:
        lines += [("In-Reply-To", f"<{chain[-1]}>"), ("References", " ".join(f"<{one}>" for one in chain))]
    if message.by.kind in {ActorKind.SERVICE, ActorKind.AUTOMATED}:
        # RFC 3834: other programs must not answer what no person wrote.
        lines.append(("Auto-Submitted", "auto-replied" if message.in_reply_to else "auto-generated"))
        lines.append(("X-Auto-Response-Suppress", "OOF, AutoReply"))  # the same for who does not read that
    return b"".join(headers.header(name, value) for name, value in lines)


def _subject(message: Message, back: threading.Return | None) -> str:
    """The subject; with the signed reference where the address for answers can't carry it."""
    reference = threading.reference_of(message.thread)
    return (
        message.subject if back is None or back.plus or not reference else f"{message.subject} [{reference}]"
    )


def _back(message: Message, back: threading.Return | None, name: str) -> list[tuple[str, str]]:
    """Where answers go: the mailbox of the matter with the signed reference of the exchange, else as is set for all."""
    if back is not None:
        reference = threading.reference_of(message.thread)
        address = threading.with_plus(back.address, reference) if back.plus and reference else back.address
        return [("Reply-To", headers.mailbox(name, usable_address(address)))]
    if settings.MAIL_REPLY_TO:
        reply_name, reply_address = parseaddr(settings.MAIL_REPLY_TO)
        return [("Reply-To", headers.mailbox(reply_name, usable_address(reply_address)))]
    return []


def _content(message: Message, agency: Agency, cited: list[Source], enclosed: list[Enclosure]) -> bytes:
    mail = EmailMessage(policy=_PRINTABLE)
    with override(message.language):
        told = {"message": message, "sources": cited, "agency": agency, "website": absolute("/")}
        plain = render_to_string("correspondence/mail/message.txt", told)
        html = render_to_string("correspondence/mail/message.html", told | {"body": as_html(message.body)})
    mail.set_content(_one_break(plain), cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    for enclosure in enclosed:
        maintype, _slash, subtype = enclosure.file.content_type.partition("/")
        with files.open_bytes(enclosure.file) as content:
            mail.add_attachment(
                content.read(),
                maintype=maintype,
                subtype=subtype,
                filename=enclosure.file.name,
                params={"charset": "utf-8"} if maintype == "text" else None,
            )
    return mail.as_bytes()


def _one_break(text: str) -> str:
    """Never more than one empty line between two others, and one line break at the end."""
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _linked(text: str) -> str:
    """Escaped text with line breaks, its web addresses as links that end before the sentence's own punctuation."""
    made: list[str] = []
    end = 0
    for found in _URL.finditer(text):
        address = found.group().rstrip(".,;:!?)]*_")
        made.append(escape(text[end : found.start()]))
        made.append(f'<a href="{escape(address)}">{escape(address)}</a>')
        end = found.start() + len(address)
    made.append(escape(text[end:]))
    return "".join(made).replace("\n", "<br>\n")
