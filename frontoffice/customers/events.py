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


@fact("customers.CautionKindDefined")
class CautionKindDefined:
    caution_kind_id: int
    active: bool


@fact("customers.CautionPlaced")
class CautionPlaced:
    party_id: int
    caution_id: int
    kind: str


@fact("customers.CautionReviewed")
class CautionReviewed:
    party_id: int
    caution_id: int
    decision: str


@fact("customers.IncidentRecorded")
class IncidentRecorded:
    incident_id: int
    party_id: int | None
    injured: bool


@fact("customers.BackupCalled")
class BackupCalled:
    backup_call_id: int
    office_id: int


@fact("customers.BackupAnswered")
class BackupAnswered:
    """Somebody is coming."""

    backup_call_id: int


@fact("customers.BackupEnded")
class BackupEnded:
    backup_call_id: int
