"""What goes back of a contact."""

from datetime import datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.contacts.models import Contact
from frontoffice.foundation.models import Actor


class ContactOut(BaseModel):
    reference: str
    channel: str
    direction: str
    language: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    customer: str | None


@shown(Contact)
def contact_out(contact: Contact, by: Actor) -> ContactOut:
    """The customer behind it is named to staff only."""
    return ContactOut(
        reference=contact.reference,
        channel=contact.channel,
        direction=contact.direction,
        language=contact.language,
        started_at=contact.started_at,
        ended_at=contact.ended_at,
        outcome=contact.outcome,
        customer=contact.customer.reference if by.is_staff and contact.customer is not None else None,
    )
