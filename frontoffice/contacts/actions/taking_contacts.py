"""Beginning and ending a contact: each has channel, direction, who, when, purposes and outcome (INQ-2)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts import clocks
from frontoffice.contacts.events import ContactBegan, ContactEnded
from frontoffice.contacts.models import Channel, Contact, Direction, Outcome, PeriodKind, Purpose
from frontoffice.customers.models import Party
from frontoffice.foundation.events import announce
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor, ActorKind, Office
from frontoffice.foundation.refusals import BadInput, Refused

Language = Annotated[str, Field(pattern="^[a-z]{2,3}(-[a-zA-Z]{2,4})?$")]
Topic = Annotated[str, Field(max_length=60)]


class ContactEndedAlready(Refused):
    message = _("This contact has ended. Begin a new one.")


class NotYourContact(Refused):
    message = _("A colleague serves this contact. Begin one of your own.")
    status = 403
    part = "session"


class CustomerHasLeft(Refused):
    message = _("The customer has left. What is still to be done with them takes a new contact.")
    part = "session"


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
    direction: Direction = Direction.INBOUND,
    ringing: bool = False,
    by: Actor,
    at: datetime,
) -> Contact:
    """Open the record of an exchange that starts now, and of a colleague's time in it. Raises UnknownOffice.

    With `ringing` it is picked up later.
    """
    place = Office.objects.filter(code=office).first() if office else None
    if office and place is None:
        raise UnknownOffice
    contact = new_contact(
        channel=channel,
        direction=direction,
        language=language,
        customer=customer,
        purposes=purposes or [],
        office=place.pk if place is not None else None,
        by=by,
        at=at,
    )
    if by.is_staff:
        clocks.begin(contact, PeriodKind.RINGING if ringing else PeriodKind.TALK, at=at)
    return contact


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
    office: int | None = None,
    arrived_at: datetime | None = None,
    outcome: Outcome | None = None,
    by: Actor,
    at: datetime,
) -> Contact:
    """The row and fact of a contact, inside the caller's action; with an `outcome`, one that ends as it begins."""
    member = getattr(by, "staff_member", None) if by.is_staff else None
    contact = Contact(
        channel=channel,
        direction=direction,
        office_id=office,
        customer=customer,
        visitor=by if by.kind in {ActorKind.ANONYMOUS, ActorKind.CUSTOMER} else None,
        representative=by if by.is_staff or by.kind == ActorKind.SERVICE else None,
        unit_id=member.unit_id if member is not None else None,
        language=language,
        arrived_at=arrived_at or at,
        started_at=at,
        **({} if outcome is None else {"ended_at": at, "left_at": at, "outcome": outcome}),
    )
    insert(contact)
    for topic in sorted(set(purposes or [])):
        insert(Purpose(contact=contact, topic=topic))
    announce(
        ContactBegan(contact_id=contact.pk, channel=channel.value, direction=direction.value),
        about=[contact, customer] if customer is not None else contact,
        by=by,
        at=at,
    )
    if outcome is not None:
        announce(ContactEnded(contact_id=contact.pk, outcome=outcome.value), about=contact, by=by, at=at)
    return contact


def close(contact: Contact, outcome: Outcome, *, by: Actor, at: datetime) -> None:
    """End a contact inside the caller's action, and what of its time and help still goes on."""
    last = clocks.stop(contact, at=at)
    end = max(at, contact.started_at) if last is None or last.ended_at is None else last.ended_at
    contact.ended_at, contact.outcome = end, outcome
    contact.left_at = contact.left_at or end
    contact.save(update_fields=["ended_at", "left_at", "outcome"])
    end_help(contact, at=end)
    announce(ContactEnded(contact_id=contact.pk, outcome=outcome.value), about=contact, by=by, at=at)


def end_help(contact: Contact, *, at: datetime) -> None:
    """Whoever interpreted is done."""
    for use in contact.interpreter_uses.filter(ended_at=None):
        use.ended_at = max(at, use.started_at)
        use.save(update_fields=["ended_at"])


def own_contact(contact: Contact, *, by: Actor) -> Contact:
    """The contact, locked, until it has ended, and this colleague's. Raises ContactEndedAlready, NotYourContact."""
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.representative_id != by.pk:
        raise NotYourContact
    if contact.ended_at is not None:
        raise ContactEndedAlready
    return contact


def open_contact(contact: Contact, *, by: Actor) -> Contact:
    """The same while the customer is there.

    Raises ContactEndedAlready, NotYourContact, CustomerHasLeft.
    """
    contact = own_contact(contact, by=by)
    if contact.left_at is not None:
        raise CustomerHasLeft
    return contact
