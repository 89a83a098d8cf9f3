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


@fact("contacts.MethodDefined")
class MethodDefined:
    method_id: int
    level: int
    active: bool


@fact("contacts.IdentityVerified")
class IdentityVerified:
    """Somebody showed who they are to a level; `passed` false: they tried and did not."""

    contact_id: int
    verification_id: int
    party_id: int
    level: int
    passed: bool


@fact("contacts.InformationReleased")
class InformationReleased:
    """So many items of the customer's record were told; what was said is in the disclosure."""

    contact_id: int
    disclosure_id: int
    party_id: int
    items: int
    confidentiality: int
