"""The nouns of the customers room: parties with all that is on file of them; cautions, incidents, back-up; accounts."""

from frontoffice.customers.models.account_roles import EVERYTHING, AccountRole, RoleKind
from frontoffice.customers.models.accounts import (
    Account,
    AccountChange,
    AccountCode,
    AccountKind,
    AccountList,
    AccountStatus,
    AtWord,
)
from frontoffice.customers.models.addresses import Address, AddressRole, Ground, Requester
from frontoffice.customers.models.circumstances import (
    Flag,
    FlagKind,
    Format,
    Interpreter,
    Membership,
    Particular,
    ParticularKind,
    Preferences,
    PreferredChannel,
)
from frontoffice.customers.models.identifiers import Identifier, IdentifierKind
from frontoffice.customers.models.likenesses import Likeness, MatchKey
from frontoffice.customers.models.merges import Merge, Side
from frontoffice.customers.models.names import NameKind, PartyName
from frontoffice.customers.models.parties import (
    PARTIES,
    Confidentiality,
    ContactPoint,
    Party,
    PartyKind,
    PointKind,
    PointPurpose,
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
from frontoffice.customers.models.words import KnownWord, WordKey

__all__ = [
    "EVERYTHING",
    "PARTIES",
    "Account",
    "AccountChange",
    "AccountCode",
    "AccountKind",
    "AccountList",
    "AccountRole",
    "AccountStatus",
    "Address",
    "AddressRole",
    "AtWord",
    "BackupAnswer",
    "BackupCall",
    "Caution",
    "CautionKind",
    "CautionReview",
    "Confidentiality",
    "ContactPoint",
    "Flag",
    "FlagKind",
    "Format",
    "Ground",
    "Identifier",
    "IdentifierKind",
    "Incident",
    "Interpreter",
    "KnownWord",
    "Likeness",
    "MatchKey",
    "Membership",
    "Merge",
    "NameKind",
    "Particular",
    "ParticularKind",
    "Party",
    "PartyKind",
    "PartyName",
    "PointKind",
    "PointPurpose",
    "Preferences",
    "PreferredChannel",
    "Requester",
    "ReviewDecision",
    "RoleKind",
    "Side",
    "Viewers",
    "WordKey",
]
