"""What goes back of mails and mailboxes. Passwords and their names stay here."""

from datetime import datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.foundation.models import Actor
from frontoffice.intake.models import Incoming, Mailbox


class IncomingOut(BaseModel):
    reference: str
    mailbox: str
    received_at: datetime
    fetched_at: datetime
    size: int
    sha256: str
    state: str
    from_name: str
    from_address: str
    subject: str
    automatic: str
    disposition: str
    reason: str
    case: str | None
    handled_at: datetime | None


class MailboxOut(BaseModel):
    reference: str
    address: str
    host: str
    port: int
    security: str
    folder: str
    after: str
    topic: str
    acknowledges: bool
    active: bool
    polled_at: datetime | None
    polled_well_at: datetime | None
    error: str


@shown(Incoming)
def incoming_out(incoming: Incoming, by: Actor) -> IncomingOut:
    """The line of the ledger; `sha256` is of the bytes as they came."""
    return IncomingOut(
        reference=incoming.reference,
        mailbox=incoming.mailbox.address,
        received_at=incoming.received_at,
        fetched_at=incoming.fetched_at,
        size=incoming.size,
        sha256=incoming.raw.sha256,
        state=incoming.state,
        from_name=incoming.from_name,
        from_address=incoming.from_address,
        subject=incoming.subject,
        automatic=incoming.automatic,
        disposition=incoming.disposition,
        reason=incoming.reason,
        case=incoming.case.reference if incoming.case is not None else None,
        handled_at=incoming.handled_at,
    )


@shown(Mailbox)
def mailbox_out(mailbox: Mailbox, by: Actor) -> MailboxOut:
    """Where it is and how the last look went."""
    return MailboxOut(
        reference=mailbox.reference,
        address=mailbox.address,
        host=mailbox.host,
        port=mailbox.port,
        security=mailbox.security,
        folder=mailbox.folder,
        after=mailbox.after,
        topic=mailbox.topic.code,
        acknowledges=mailbox.acknowledges,
        active=mailbox.active,
        polled_at=mailbox.polled_at,
        polled_well_at=mailbox.polled_well_at,
        error=mailbox.error,
    )
