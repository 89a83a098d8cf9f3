"""Questions about contacts."""

from datetime import datetime

from django.db.models import QuerySet

from frontoffice.authority.registry import visible
from frontoffice.contacts.models import Contact
from frontoffice.foundation.models import Actor


@visible(Contact)
def contacts_visible_to(*, by: Actor, at: datetime) -> QuerySet[Contact]:
    """Staff see contacts; a visitor sees their own."""
    if by.is_staff:
        return Contact.objects.select_related("customer")
    return Contact.objects.filter(visitor=by) if by.pk else Contact.objects.none()
