"""Authority's nouns: staff, grants, approvals, refusals, keyed calls, tokens."""

from frontoffice.authority.models.approvals import Approval, ApprovalStatus
from frontoffice.authority.models.certifying import Certification, CertificationKind
from frontoffice.authority.models.conflicts import Act, CompensatingReview, Interest, Relation, SmallOffice
from frontoffice.authority.models.grants import Grant, KeyedCall, Refusal, Token
from frontoffice.authority.models.staff import Level, LevelGrant, StaffMember, User

__all__ = [
    "Act",
    "Approval",
    "ApprovalStatus",
    "Certification",
    "CertificationKind",
    "CompensatingReview",
    "Effect",
    "Grant",
    "Interest",
    "KeyedCall",
    "Level",
    "LevelGrant",
    "Refusal",
    "Relation",
    "SmallOffice",
    "Source",
    "StaffMember",
    "Token",
    "User",
]
