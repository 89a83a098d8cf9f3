"""Authority's nouns: staff, grants, approvals, refusals, keyed calls, tokens."""

from frontoffice.authority.models.acting import ActingTerm
from frontoffice.authority.models.approvals import (
    OPEN,
    Approval,
    ApprovalNote,
    ApprovalStatus,
    ApprovalStep,
    NoteKind,
)
from frontoffice.authority.models.audit import (
    AccessKind,
    AccessReason,
    AccessRecord,
    Edge,
    FindingOutcome,
    Pattern,
    PatternFinding,
    Seal,
)
from frontoffice.authority.models.certifying import Certification, CertificationKind
from frontoffice.authority.models.conflicts import Act, CompensatingReview, Interest, Relation, SmallOffice
from frontoffice.authority.models.grants import Effect, Grant, KeyedCall, Refusal, Source, Token
from frontoffice.authority.models.notices import Mailing, Notice, NoticeChoice, NoticeMail
from frontoffice.authority.models.series import Level, LevelDuty, LevelGrant, Series
from frontoffice.authority.models.signing_in import Identity, PasswordCode, SignIn, SignInMethod
from frontoffice.authority.models.staff import StaffMember, User
from frontoffice.authority.models.standing import Standing
from frontoffice.authority.models.work import HandedOver, HandOver, WorkItem

__all__ = [
    "OPEN",
    "AccessKind",
    "AccessReason",
    "AccessRecord",
    "Act",
    "ActingTerm",
    "Approval",
    "ApprovalNote",
    "ApprovalStatus",
    "ApprovalStep",
    "Certification",
    "CertificationKind",
    "CompensatingReview",
    "Edge",
    "Effect",
    "FindingOutcome",
    "Grant",
    "HandOver",
    "HandedOver",
    "Identity",
    "Interest",
    "KeyedCall",
    "Level",
    "LevelDuty",
    "LevelGrant",
    "Mailing",
    "NoteKind",
    "Notice",
    "NoticeChoice",
    "NoticeMail",
    "PasswordCode",
    "Pattern",
    "PatternFinding",
    "Refusal",
    "Relation",
    "Seal",
    "Series",
    "SignIn",
    "SignInMethod",
    "SmallOffice",
    "Source",
    "StaffMember",
    "Standing",
    "Token",
    "User",
    "WorkItem",
]
