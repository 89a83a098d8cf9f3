"""Who is in a contact with a customer has that customer on their work (REC-6)."""

from datetime import datetime, timedelta

from django.db.models import Q

from frontoffice.authority.auditing.watching import reason_for
from frontoffice.contacts.models import Contact
from frontoffice.customers.models import Party
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.models import Actor

AFTERWORK = timedelta(hours=1)


@reason_for(Party)
def contact_at_hand(party: Party, *, by: Actor, at: datetime) -> Contact | None:
    """The contact with them that has not ended, or so shortly ago that what followed from it is still being done."""
    fresh = Q(ended_at__isnull=True) | Q(ended_at__gt=at - AFTERWORK)
    return Contact.objects.filter(fresh, customer__in=whole(party), representative=by).order_by("-pk").first()
