"""What intake does with what was kept and parsed: two steps, so that reading holds no transaction open."""

from datetime import datetime

from frontoffice.foundation.events import Told, reacts_to
from frontoffice.foundation.models import Actor
from frontoffice.intake.actions import handling, parsing_mails
from frontoffice.intake.events import MailKept, MailParsed


@reacts_to(MailKept, outside=True)
def parse(event: MailKept, *, by: Actor, at: datetime, told: Told) -> None:
    """Read it; told again, it goes on where it was."""
    parsing_mails.parse(event.incoming_id, by=by, at=at)


@reacts_to(MailParsed)
def handle(event: MailParsed, *, by: Actor, at: datetime, told: Told) -> None:
    """End it in one disposition, in the transaction of this telling."""
    handling.handle(event.incoming_id, by=by, at=at)
