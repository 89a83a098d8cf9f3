"""What goes back of a message."""

from datetime import date, datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.correspondence.models import Message
from frontoffice.foundation.models import Actor


class CitationOut(BaseModel):
    number: int
    title: str
    citation: str
    effective_from: date
    quote: str


class EnclosureOut(BaseModel):
    name: str
    size: int
    sha256: str


class MessageOut(BaseModel):
    reference: str
    channel: str
    status: str
    to_name: str
    to_address: str
    subject: str
    body: str
    language: str
    written_by: str
    version: int
    created_at: datetime
    released_at: datetime | None
    sent_at: datetime | None
    next_try_at: datetime | None
    message_id: str | None
    sha256: str | None
    error: str
    citations: list[CitationOut]
    enclosures: list[EnclosureOut]


@shown(Message)
def message_out(message: Message, by: Actor) -> MessageOut:
    """`sha256` is of the bytes that went out; what the mail server said is for staff."""
    return MessageOut(
        reference=message.reference,
        channel=message.channel,
        status=message.status,
        to_name=message.to_name,
        to_address=message.to_address,
        subject=message.subject,
        body=message.body,
        language=message.language,
        written_by=message.by.name,
        version=message.version,
        created_at=message.created_at,
        released_at=message.released_at,
        sent_at=message.sent_at,
        next_try_at=message.next_try_at,
        message_id=message.message_id,
        sha256=message.eml.sha256 if message.eml is not None else None,
        error=message.error if by.is_staff else "",
        citations=[
            CitationOut(
                number=citation.position,
                title=citation.passage.version.title,
                citation=citation.passage.version.citation,
                effective_from=citation.passage.version.effective_from,
                quote=citation.quote,
            )
            for citation in message.citations.all()
        ],
        enclosures=[
            EnclosureOut(name=enclosed.file.name, size=enclosed.file.size, sha256=enclosed.file.sha256)
            for enclosed in message.enclosures.all()
        ],
    )
