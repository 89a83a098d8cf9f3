"""What others may learn of what comes in."""

from frontoffice.foundation.events import fact


@fact("intake.MailboxSetUp")
class MailboxSetUp:
    mailbox_id: int
    active: bool


@fact("intake.MailKept")
class MailKept:
    """Its bytes are in the ledger; nothing has read them yet."""

    incoming_id: int


@fact("intake.MailParsed")
class MailParsed:
    incoming_id: int


@fact("intake.MailHeld")
class MailHeld:
    """A person has to say what becomes of it."""

    incoming_id: int


@fact("intake.MailHandled")
class MailHandled:
    incoming_id: int
    disposition: str
    case_id: int | None


@fact("intake.AcknowledgmentWritten")
class AcknowledgmentWritten:
    case_id: int
    message_id: int


@fact("intake.ParticipantJoined")
class ParticipantJoined:
    case_id: int
    participant_id: int
