"""Who is in a contact with a customer has that customer on their work (REC-6)."""

from datetime import datetime

from frontoffice.authority.auditing.watching import reason_for
from frontoffice.contacts.models import Contact
from frontoffice.customers.models import Party
from frontoffice.foundation.models import Actor


@reason_for(Party)
def contact_at_hand(party: Party, *, by: Actor, at: datetime) -> Contact | None:
    """The contact with them that has not ended."""
    return Contact.objects.filter(customer=party, representative=by, ended_at__isnull=True).first()
