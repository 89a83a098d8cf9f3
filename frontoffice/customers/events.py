"""What others may learn of customers."""

import datetime as dt

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


@fact("customers.NameAdded")
class NameAdded:
    party_id: int
    name_id: int
    kind: str


@fact("customers.NameEnded")
class NameEnded:
    party_id: int
    name_id: int
    kind: str


@fact("customers.AddressChanged")
class AddressChanged:
    """From `effective_on` on another address counts in this role."""

    party_id: int
    address_id: int
    role: str
    ground: str
    effective_on: dt.date


@fact("customers.AddressEnded")
class AddressEnded:
    party_id: int
    address_id: int
    role: str
    ended_on: dt.date


@fact("customers.DeliverabilityChanged")
class DeliverabilityChanged:
    """`since` is empty where letters arrive again."""

    party_id: int
    address_id: int
    since: dt.date | None


@fact("customers.ContactPointPreferred")
class ContactPointPreferred:
    party_id: int
    contact_point_id: int


@fact("customers.ContactPointVerified")
class ContactPointVerified:
    party_id: int
    contact_point_id: int


@fact("customers.ContactPointUnverified")
class ContactPointUnverified:
    """It was a mistake: it is not known whether they are reached there."""

    party_id: int
    contact_point_id: int


@fact("customers.ContactPointUndeliverable")
class ContactPointUndeliverable:
    """What is sent there does not arrive (ACC-7)."""

    party_id: int
    contact_point_id: int


@fact("customers.ContactPointDeliverable")
class ContactPointDeliverable:
    """It arrives again, or somebody wrote or answered from there."""

    party_id: int
    contact_point_id: int


@fact("customers.IdentifierAdded")
class IdentifierAdded:
    party_id: int
    identifier_id: int
    kind: str


@fact("customers.IdentifierEnded")
class IdentifierEnded:
    party_id: int
    identifier_id: int
    kind: str


@fact("customers.IdentifierUnmasked")
class IdentifierUnmasked:
    party_id: int
    identifier_id: int
    kind: str


@fact("customers.IdentifierKindDefined")
class IdentifierKindDefined:
    identifier_kind_id: int
    active: bool


@fact("customers.PreferencesSet")
class PreferencesSet:
    party_id: int
    preferences_id: int


@fact("customers.MemberAdded")
class MemberAdded:
    household_id: int
    member_id: int
    membership_id: int


@fact("customers.MemberLeft")
class MemberLeft:
    household_id: int
    member_id: int
    membership_id: int


@fact("customers.ParticularRecorded")
class ParticularRecorded:
    party_id: int
    particular_id: int
    kind: str


@fact("customers.FlagPlaced")
class FlagPlaced:
    party_id: int
    flag_id: int


@fact("customers.FlagEnded")
class FlagEnded:
    party_id: int
    flag_id: int


@fact("customers.FlagKindDefined")
class FlagKindDefined:
    flag_kind_id: int
    active: bool


@fact("customers.CustomersMerged")
class CustomersMerged:
    """The file of `other_party_id` goes on in that of `party_id`."""

    party_id: int
    other_party_id: int
    merge_id: int


@fact("customers.MergeUndone")
class MergeUndone:
    """`other_party_id` is a customer of its own again; `handed_over` of what came after the merge went with it."""

    party_id: int
    other_party_id: int
    merge_id: int
    handed_over: int


@fact("customers.LikenessDismissed")
class LikenessDismissed:
    """Two that looked alike are two."""

    likeness_id: int
