"""The nouns of the contacts room: contacts, who was verified in them, what was told, and what was promised."""

from frontoffice.contacts.models.call_backs import CallBack, CallBackState, CallBackTry, TryResult
from frontoffice.contacts.models.contacts import Channel, Contact, Direction, Outcome, Purpose
from frontoffice.contacts.models.disclosures import Basis, DisclosedItem, Disclosure
from frontoffice.contacts.models.during import ContactNote, Help, InterpreterUse, Transfer
from frontoffice.contacts.models.periods import Period, PeriodKind
from frontoffice.contacts.models.verifications import Verification, VerificationMethod
from frontoffice.contacts.models.wrap_up import ClaimAudit, WrapUpCode

__all__ = [
    "Basis",
    "CallBack",
    "CallBackState",
    "CallBackTry",
    "Channel",
    "ClaimAudit",
    "Contact",
    "ContactNote",
    "Direction",
    "DisclosedItem",
    "Disclosure",
    "Help",
    "InterpreterUse",
    "Outcome",
    "Period",
    "PeriodKind",
    "Purpose",
    "Transfer",
    "TryResult",
    "Verification",
    "VerificationMethod",
    "WrapUpCode",
]
