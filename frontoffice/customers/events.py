"""What others may learn of customers."""

from frontoffice.foundation.events import fact


@fact("customers.PartyRegistered")
class PartyRegistered:
    party_id: int
    kind: str


@fact("customers.ContactPointAdded")
class ContactPointAdded:
    party_id: int
    contact_point_id: int


@fact("customers.ContactPointEnded")
class ContactPointEnded:
    party_id: int
    contact_point_id: int


@fact("customers.ConfidentialityChanged")
class ConfidentialityChanged:
    party_id: int
    before: int
    after: int
