"""Telling a customer what is on record about them: only who was verified, only as much as was shown (INQ-3)."""

import hashlib
import json
from datetime import datetime
from types import SimpleNamespace
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.actions.taking_contacts import open_contact
from frontoffice.contacts.actions.verifying import MOST_FAILED, TooManyTries, failed
from frontoffice.contacts.events import InformationReleased
from frontoffice.contacts.items import ITEMS, Item, confidentiality_of
from frontoffice.contacts.models import Basis, Contact, DisclosedItem, Disclosure, Verification
from frontoffice.customers.models import Party
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Code = Annotated[str, Field(max_length=40)]
RESTRICTED = 3


class NothingChosen(BadInput):
    message = _("Choose what to tell.")
    field = "items"


class UnknownItem(BadInput):
    message = _("There is no such item on record.")
    field = "items"


class NotVerified(Refused):
    message = _("Nobody is verified in this contact. Verify who they are first.")
    part = "session"


class VerifiedTooWeakly(Refused):
    """The message says which item asks for more."""

    part = "session"


class NoAuthority(BadInput):
    message = _("Say where the authorization, the law or the order is to be found.")
    field = "authority"


def told_confidentiality(call: SimpleNamespace) -> int:
    """How confidential the call's most confidential item is; what goes to others by law is restricted."""
    basis = getattr(call, "basis", Basis.OWN)  # what the caller left out is not in the call
    return RESTRICTED if basis == Basis.LAW else confidentiality_of(call.items)


@action(
    "contacts.release_information",
    title=_("Tell a customer what is on record"),
    subject="customer",
    confidentiality=told_confidentiality,
    sampled_on=lambda call: f"{call.contact.pk} {call.customer.pk} {' '.join(sorted(set(call.items)))}",
)
def release_information(
    *,
    contact: Contact,
    customer: Party,
    items: list[Code],
    basis: Basis = Basis.OWN,
    authority: Annotated[str, Field(max_length=300)] = "",
    by: Actor,
    at: datetime,
) -> Disclosure:
    """Tell items of the customer's record in this contact, and keep word for word what was told (REC-9).

    Raises NothingChosen, UnknownItem, NoAuthority, NotVerified, VerifiedTooWeakly, TooManyTries, ContactEndedAlready,
    NotYourContact, CustomerHasLeft.
    """
    chosen = _chosen(items)
    if basis != Basis.OWN and not authority.strip():
        raise NoAuthority
    contact = open_contact(contact, by=by)
    verification = _verification(contact, customer, basis)
    _check_level(verification, chosen)
    texts = [(item.code, item.read(customer, by, at)) for item in chosen]
    told = Disclosure.objects.create(
        contact=contact,
        party=customer,
        verification=verification,
        basis=basis,
        authority=authority.strip(),
        confidentiality=RESTRICTED if basis == Basis.LAW else confidentiality_of(items),
        content_hash=hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).hexdigest(),
        by=by,
        at=at,
    )
    DisclosedItem.objects.bulk_create(
        DisclosedItem(disclosure=told, code=code, text=text) for code, text in texts
    )
    _announce(told, contact, len(texts), by=by, at=at)
    return told


def _announce(told: Disclosure, contact: Contact, items: int, *, by: Actor, at: datetime) -> None:
    released = InformationReleased(
        contact_id=contact.pk,
        disclosure_id=told.pk,
        party_id=told.party_id,
        items=items,
        confidentiality=told.confidentiality,
    )
    announce(released, about=[contact, told.party], by=by, at=at)


def _chosen(codes: list[str]) -> list[Item]:
    if not codes:
        raise NothingChosen
    if any(code not in ITEMS for code in codes):
        raise UnknownItem
    return [ITEMS[code] for code in dict.fromkeys(codes)]


def _verification(contact: Contact, customer: Party, basis: Basis) -> Verification:
    """The strongest one of this contact: of the customer themselves, or of whom they authorized."""
    if failed(contact) >= MOST_FAILED:
        raise TooManyTries
    passed = contact.verifications.filter(passed=True)
    if basis == Basis.OWN:
        passed = passed.filter(party__in=whole(customer))
    found = passed.order_by("-level", "pk").first()
    if found is None:
        raise NotVerified
    return found


def _check_level(verification: Verification, chosen: list[Item]) -> None:
    for item in chosen:
        if verification.level < item.level:
            raise VerifiedTooWeakly(
                _("“%(item)s” needs a verification of level %(needed)s; in this contact it is %(level)s.")
                % {"item": item.label, "needed": item.level, "level": verification.level}
            )
