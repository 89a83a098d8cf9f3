"""The nouns of the contacts room: contacts, who was verified in them, and what was told."""

from frontoffice.contacts.models.contacts import Channel, Contact, Direction, Outcome, Purpose
from frontoffice.contacts.models.disclosures import Basis, DisclosedItem, Disclosure
from frontoffice.contacts.models.verifications import Verification, VerificationMethod

__all__ = [
    "Basis",
    "Channel",
    "Contact",
    "Direction",
    "DisclosedItem",
    "Disclosure",
    "Outcome",
    "Purpose",
    "Verification",
    "VerificationMethod",
]
