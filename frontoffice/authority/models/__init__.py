"""Authority's nouns: staff, grants, approvals, refusals, keyed calls, tokens."""

from frontoffice.authority.models.grants import Approval, ApprovalStatus, Grant, KeyedCall, Refusal, Token
from frontoffice.authority.models.staff import Level, LevelGrant, StaffMember, User

__all__ = [
    "Approval",
    "ApprovalStatus",
    "Grant",
    "KeyedCall",
    "Level",
    "LevelGrant",
    "Refusal",
    "StaffMember",
    "Token",
    "User",
]
