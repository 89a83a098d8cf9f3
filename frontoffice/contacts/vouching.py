"""What this room tells the customers room: who was verified in the contact that a colleague has with a customer now."""

from datetime import datetime

from frontoffice.contacts.actions.verifying import MOST_FAILED
from frontoffice.contacts.queries import at_hand, verifications_of
from frontoffice.customers.models import Party
from frontoffice.customers.queries.together import going_on
from frontoffice.customers.verified import Verified
from frontoffice.foundation.models import Actor


def in_the_contact_at_hand(party: Party, *, own: bool, by: Actor, at: datetime) -> Verified | None:
    """The strongest one of the contact that goes on: of the party itself, or (not `own`) of whoever acts for it.

    None after too many tries that failed (ACC-13). Two queries.
    """
    contact = at_hand(party, by=by)
    if contact is None:
        return None
    tries = verifications_of(contact)
    if sum(not one.passed for one in tries) >= MOST_FAILED:
        return None
    passed = [one for one in tries if one.passed and (going_on(one.party) == going_on(party) or not own)]
    strongest = max(passed, key=lambda one: one.level, default=None)
    if strongest is None:
        return None
    return Verified(reference=contact.reference, level=strongest.level, channel=contact.channel)
