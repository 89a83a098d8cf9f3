"""Questions about contacts."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from frontoffice.authority.conflicts import Key, belongs_to
from frontoffice.authority.registry import visible
from frontoffice.contacts.models import (
    CallBack,
    Contact,
    DisclosedItem,
    Disclosure,
    Transfer,
    Verification,
    VerificationMethod,
)
from frontoffice.customers.models import Party
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.models import Actor


@belongs_to(CallBack)
def owners_of_call_back(call_back: CallBack) -> list[Key]:
    """An interest in the customer is one in calling them back (STF-4)."""
    return [("customers.party", call_back.customer_id)] if call_back.customer_id is not None else []


@belongs_to(Contact)
def owners_of_contact(contact: Contact) -> list[Key]:
    """An interest in the customer is one in the contact with them (STF-4)."""
    return [("customers.party", contact.customer_id)] if contact.customer_id is not None else []


@visible(Contact)
def contacts_visible_to(*, by: Actor, at: datetime) -> QuerySet[Contact]:
    """Staff see contacts; a visitor sees their own."""
    if by.is_staff:
        return Contact.objects.select_related("customer")
    return Contact.objects.filter(visitor=by) if by.pk else Contact.objects.none()


@visible(Disclosure)
def disclosures_visible_to(*, by: Actor, at: datetime) -> QuerySet[Disclosure]:
    """What was told is for staff."""
    rows = Disclosure.objects.select_related("contact", "party").prefetch_related("items")
    return rows if by.is_staff else rows.none()


@visible(CallBack)
def call_backs_visible_to(*, by: Actor, at: datetime) -> QuerySet[CallBack]:
    """Who was promised a call is for staff."""
    rows = CallBack.objects.select_related("contact", "customer", "unit", "member__actor", "promised_by")
    return rows if by.is_staff else rows.none()


@visible(Transfer)
def transfers_visible_to(*, by: Actor, at: datetime) -> QuerySet[Transfer]:
    """Who was passed on is for staff."""
    rows = Transfer.objects.select_related(
        "contact__customer", "to_unit", "to_member__actor", "by", "escalated_to__actor", "gone_by", "taken_as"
    )
    return rows if by.is_staff else rows.none()


@visible(VerificationMethod)
def methods_visible_to(*, by: Actor, at: datetime) -> QuerySet[VerificationMethod]:
    """How people are verified is known to staff alone: it helps whoever wants to pass for another."""
    return VerificationMethod.objects.all() if by.is_staff else VerificationMethod.objects.none()


def at_hand(party: Party, *, by: Actor) -> Contact | None:
    """The contact with this customer that goes on now and that this colleague serves."""
    going_on = Contact.objects.filter(
        customer__in=whole(party), representative=by, ended_at__isnull=True, left_at__isnull=True
    )
    return going_on.select_related("customer").order_by("-pk").first()


def verifications_of(contact: Contact) -> Sequence[Verification]:
    """The tries of this contact, the first one first."""
    return list(contact.verifications.select_related("party").order_by("pk"))


def told_in(contact: Contact) -> Sequence[Disclosure]:
    """What was told in this contact, with its items."""
    inside = Prefetch("items", DisclosedItem.objects.order_by("pk"))
    return list(contact.disclosures.select_related("party", "by").prefetch_related(inside).order_by("pk"))
