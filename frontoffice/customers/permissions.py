"""Customers are opened on a need to know (REC-6): this room knows of those whom somebody has just put on file."""

from datetime import datetime, timedelta

from frontoffice.authority.auditing.watching import reason_for, watched
from frontoffice.customers import resembling  # noqa: F401 - it declares which customers are like the viewer's own
from frontoffice.customers.models import Party
from frontoffice.foundation.models import Actor

JUST_NOW = timedelta(days=1)

watched(Party, of=lambda party: party)


@reason_for(Party)
def put_on_file(party: Party, *, by: Actor, at: datetime) -> Party | None:
    """Who has put a customer on file goes on with them that day and the next."""
    fresh = party.since >= (at - JUST_NOW).date()
    return party if fresh and party.registered_by_id == by.pk else None
