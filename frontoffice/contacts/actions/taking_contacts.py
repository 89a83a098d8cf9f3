"""Beginning and ending a contact: each has channel, direction, who, when, purposes and outcome (INQ-2)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.events import ContactBegan, ContactEnded
from frontoffice.contacts.models import Channel, Contact, Direction, Outcome, Purpose
from frontoffice.customers.models import Party
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, ActorKind, Office
from frontoffice.foundation.refusals import BadInput, Refused

Language = Annotated[str, Field(pattern="^[a-z]{2,3}(-[a-zA-Z]{2,4})?$")]
Topic = Annotated[str, Field(max_length=60)]


class ContactEndedAlready(Refused):
    message = _("This contact has ended. Begin a new one.")


class UnknownOffice(BadInput):
    message = _("There is no office with this code.")
    field = "office"


@action("contacts.begin", title=_("Begin a contact"), open_to=["anonymous", "customer"])
def begin(
    *,
    channel: Channel,
    language: Language = "en",
    customer: Party | None = None,
    purposes: list[Topic] | None = None,
    office: Annotated[str, Field(max_length=40)] = "",
    by: Actor,
    at: datetime,
) -> Contact:
    """Open the record of an exchange that starts now. Raises UnknownOffice."""
    place = Office.objects.filter(code=office).first() if office else None
    if office and place is None:
        raise UnknownOffice
    return new_contact(
        channel=channel,
        language=language,
        customer=customer,
        purposes=purposes or [],
        office=place,
        by=by,
        at=at,
    )


@action("contacts.end", title=_("End a contact"), open_to=["anonymous", "customer"])
def end(*, contact: Contact, outcome: Outcome, by: Actor, at: datetime) -> Contact:
    """Close the record with its outcome. Raises ContactEndedAlready."""
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.ended_at is not None:
        raise ContactEndedAlready
    close(contact, outcome, by=by, at=at)
    return contact


def new_contact(
    *,
    channel: Channel,
    direction: Direction = Direction.INBOUND,
    language: str = "en",
    customer: Party | None = None,
    purposes: list[str] | None = None,
    office: Office | None = None,
    by: Actor,
    at: datetime,
) -> Contact:
    """The row and fact of a contact, inside the caller's action."""
    serves = by.is_staff
    contact = Contact.objects.create(
        channel=channel,
        direction=direction,
        office=office,
        customer=customer,
        visitor=by if by.kind in {ActorKind.ANONYMOUS, ActorKind.CUSTOMER} else None,
        representative=by if serves or by.kind == ActorKind.SERVICE else None,
        language=language,
        started_at=at,
    )
    Purpose.objects.bulk_create(
        Purpose(contact=contact, topic=topic) for topic in sorted(set(purposes or []))
    )
    announce(
        ContactBegan(contact_id=contact.pk, channel=channel.value, direction=direction.value),
        about=[contact, customer] if customer is not None else contact,
        by=by,
        at=at,
    )
    return contact


def close(contact: Contact, outcome: Outcome, *, by: Actor, at: datetime) -> None:
    """End a contact inside the caller's action."""
    contact.ended_at, contact.outcome = max(at, contact.started_at), outcome
    contact.save(update_fields=["ended_at", "outcome"])
    announce(ContactEnded(contact_id=contact.pk, outcome=outcome.value), about=contact, by=by, at=at)
