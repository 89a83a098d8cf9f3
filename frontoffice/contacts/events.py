"""What others may learn of contacts."""

from frontoffice.foundation.events import fact


@fact("contacts.ContactBegan")
class ContactBegan:
    contact_id: int
    channel: str
    direction: str


@fact("contacts.ContactEnded")
class ContactEnded:
    contact_id: int
    outcome: str
