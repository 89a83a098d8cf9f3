"""The nouns of the customers room: parties and how to reach them; cautions, incidents and calls for back-up."""

from frontoffice.customers.models.parties import (
    PARTIES,
    Confidentiality,
    ContactPoint,
    Party,
    PartyKind,
    PointKind,
)
from frontoffice.customers.models.safety import (
    BackupAnswer,
    BackupCall,
    Caution,
    CautionKind,
    CautionReview,
    Incident,
    ReviewDecision,
    Viewers,
)

__all__ = [
    "PARTIES",
    "BackupAnswer",
    "BackupCall",
    "Caution",
    "CautionKind",
    "CautionReview",
    "Confidentiality",
    "ContactPoint",
    "Incident",
    "Party",
    "PartyKind",
    "PointKind",
    "ReviewDecision",
    "Viewers",
]
