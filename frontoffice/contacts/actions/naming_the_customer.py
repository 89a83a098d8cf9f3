"""Whom a contact is with, once the colleague found them on file."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.registry import action
from frontoffice.contacts.actions.taking_contacts import own_contact
from frontoffice.contacts.events import CustomerNamed
from frontoffice.contacts.models import Contact
from frontoffice.customers.models import Party
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused


class AnotherIsVerified(Refused):
    message = _("Somebody else was verified or told something in this contact. Begin another contact.")
    part = "session"


@action("contacts.name_customer", title=_("Say whom a contact is with"), subject="customer")
def name_customer(*, contact: Contact, customer: Party, by: Actor, at: datetime) -> Contact:
    """The contact is with this customer. Nothing of one customer's goes over to another's (ACC-17).

    Raises AnotherIsVerified once somebody else was verified or told something in it; ContactEndedAlready,
    NotYourContact.
    """
    contact = own_contact(contact, by=by)
    before = contact.customer_id
    if before == customer.pk:
        return contact
    others = contact.verifications.exclude(party__in=whole(customer)).exists()
    if others or contact.disclosures.exclude(party__in=whole(customer)).exists():
        raise AnotherIsVerified
    contact.customer, contact.language = customer, customer.language
    contact.save(update_fields=["customer", "language"])
    named = CustomerNamed(contact_id=contact.pk, party_id=customer.pk, from_party_id=before)
    announce(named, about=[contact, customer], by=by, at=at)
    return contact
