"""The nouns of what comes in."""

from frontoffice.intake.models.incoming import Automatic, Disposition, Incoming, State
from frontoffice.intake.models.mailboxes import After, Mailbox, Security
from frontoffice.intake.models.mails import Mail, Part, Participant

__all__ = [
    "After",
    "Automatic",
    "Disposition",
    "Incoming",
    "Mail",
    "Mailbox",
    "Part",
    "Participant",
    "Security",
    "State",
]
