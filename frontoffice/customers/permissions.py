"""Customers and their accounts are opened on a need to know (REC-6).

This room knows of those whom somebody has just put on file; who may open a customer may open their accounts.
"""

from datetime import datetime, timedelta

from frontoffice.authority.auditing import knowing
from frontoffice.authority.auditing.watching import reason_for, watched
from frontoffice.customers import resembling  # noqa: F401 - it declares which customers are like the viewer's own
from frontoffice.customers.models import Account, Party
from frontoffice.customers.queries.accounts import people_on
from frontoffice.foundation.models import Actor

JUST_NOW = timedelta(days=1)

MOST_ASKED = 4

watched(Party, of=lambda party: party)
watched(Account, of=lambda account: account.customer)


@reason_for(Party)
def put_on_file(party: Party, *, by: Actor, at: datetime) -> Party | None:
    """Who has put a customer on file goes on with them that day and the next."""
    fresh = party.since >= (at - JUST_NOW).date()
    return party if fresh and party.registered_by_id == by.pk else None


@reason_for(Account)
def customer_of_account(account: Account, *, by: Actor, at: datetime) -> Party | None:
    """Whoever of those on the account the colleague may open: the holder, else who pays or acts for them."""
    for party in people_on(account)[:MOST_ASKED]:
        try:
            knowing.known(party, by=by, at=at)
        except knowing.ReasonNeeded:
            continue
        return party
    return None
