"""What was asked for in a contact, each with how often and how it ended there; and the notes on it."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.actions.taking_contacts import own_contact
from frontoffice.contacts.events import ContactNoted, PurposeDropped, PurposeNamed, WrapUpDefined
from frontoffice.contacts.models import Contact, ContactNote, Purpose, WrapUpCode
from frontoffice.contacts.models.contacts import MOST_AT_ONCE
from frontoffice.contacts.topics import names
from frontoffice.contacts.wrapups import WrapUp, wrap_ups
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, NotFound

Topic = Annotated[str, Field(min_length=1, max_length=60)]
Code = Annotated[str, Field(max_length=40)]
Words = Annotated[str, Field(max_length=10_000)]


class UnknownPurpose(BadInput):
    message = _("There is no such topic.")
    field = "topic"


class UnknownWrapUp(BadInput):
    message = _("There is no such way of ending it.")
    field = "wrap_up"


class HowOften(BadInput):
    message = _("How often is a number from 1 to 999.")
    field = "quantity"


class EmptyNote(BadInput):
    message = _("Write something first.")
    field = "text"


@action("contacts.add_purpose", title=_("Say what was asked for in a contact"))
def add_purpose(
    *, contact: Contact, topic: Topic, quantity: int = 1, wrap_up: Code = "", by: Actor, at: datetime
) -> Contact:
    """Name one thing that was asked for; the same topic again changes how often and how it ended.

    Raises UnknownPurpose, UnknownWrapUp, HowOften, ContactEndedAlready, NotYourContact.
    """
    contact = own_contact(contact, by=by)
    put_purpose(contact, topic, quantity=quantity, wrap_up=_wrap_up(wrap_up), by=by, at=at)
    return contact


@action("contacts.drop_purpose", title=_("Take out what was not asked for in a contact"))
def drop_purpose(*, contact: Contact, topic: Topic, by: Actor, at: datetime) -> Contact:
    """Take out what was put down by mistake while the contact goes on. Raises NotFound, ContactEndedAlready."""
    contact = own_contact(contact, by=by)
    gone, _each = contact.purposes.filter(topic=topic).delete()
    if not gone:
        raise NotFound
    announce(PurposeDropped(contact_id=contact.pk, topic=topic), about=contact, by=by, at=at)
    return contact


@action("contacts.note", title=_("Note something on a contact"))
def note(*, contact: Contact, text: Words, by: Actor, at: datetime) -> Contact:
    """Add a note, also after the contact has ended: what is there stays. Raises EmptyNote."""
    if not text.strip():
        raise EmptyNote
    put_note(contact, text, by=by, at=at)
    return contact


@action("contacts.define_wrap_up", title=_("Define how what was asked for can end"))
def define_wrap_up(
    *,
    code: Annotated[str, Field(max_length=40, pattern="^[a-z][a-z0-9_]*$")],
    name: Annotated[str, Field(min_length=1, max_length=120)],
    resolves: bool,
    order: Annotated[int, Field(ge=0, le=30_000)] = 100,
    active: bool = True,
    by: Actor,
    at: datetime,
) -> WrapUpCode:
    """Add a wrap-up code or change one from now on; what was claimed by it stays as it was."""
    given = {"name": name, "resolves": resolves, "order": order, "active": active}
    made, _created = WrapUpCode.objects.update_or_create(code=code, defaults=given)
    announce(WrapUpDefined(code_id=made.pk, resolves=resolves, active=active), about=made, by=by, at=at)
    return made


def put_purpose(
    contact: Contact, topic: str, *, quantity: int = 1, wrap_up: WrapUp | None, by: Actor, at: datetime
) -> None:
    """A purpose of a contact that is locked. Raises UnknownPurpose, HowOften."""
    known = names()
    if known and topic not in known:
        raise UnknownPurpose
    if not 1 <= quantity <= MOST_AT_ONCE:
        raise HowOften
    ending = {"outcome": wrap_up.code, "resolved": wrap_up.resolves} if wrap_up is not None else {}
    Purpose.objects.update_or_create(contact=contact, topic=topic, defaults={"quantity": quantity, **ending})
    code = wrap_up.code if wrap_up is not None else ""
    named = PurposeNamed(contact_id=contact.pk, topic=topic, quantity=quantity, wrap_up=code)
    announce(named, about=contact, by=by, at=at)


def put_note(contact: Contact, text: str, *, by: Actor, at: datetime) -> None:
    """A note where there is something to note, inside the caller's action."""
    if text.strip():
        made = ContactNote.objects.create(contact=contact, text=text.strip(), by=by, at=at)
        announce(ContactNoted(contact_id=contact.pk, note_id=made.pk), about=contact, by=by, at=at)


def _wrap_up(code: str) -> WrapUp | None:
    return known_wrap_up(code) if code else None


def known_wrap_up(code: str) -> WrapUp:
    """The wrap-up of that code. Raises UnknownWrapUp."""
    found = wrap_ups().get(code)
    if found is None:
        raise UnknownWrapUp
    return found
