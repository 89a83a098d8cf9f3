"""Questions about contacts."""

from frontoffice.contacts.queries.seen import (
    at_hand,
    call_backs_visible_to,
    contacts_visible_to,
    told_in,
    transfers_visible_to,
    verifications_of,
)

__all__ = [
    "at_hand",
    "call_backs_visible_to",
    "contacts_visible_to",
    "told_in",
    "transfers_visible_to",
    "verifications_of",
]
