"""Where the time of a contact goes: it rings, one talks, holds, talks again, and wraps up (INQ-2)."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.registry import action
from frontoffice.contacts import clocks
from frontoffice.contacts.actions.taking_contacts import end_help, own_contact
from frontoffice.contacts.events import ContactTimeTurned
from frontoffice.contacts.models import Contact, PeriodKind
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused


class NotNow(Refused):
    message = _("This contact is not in a state in which that can be done. Look at its clock again.")
    part = "session"


@action("contacts.pick_up", title=_("Pick up a call that rings"))
def pick_up(*, contact: Contact, by: Actor, at: datetime) -> Contact:
    """From now on they talk. Raises NotNow, ContactEndedAlready, NotYourContact."""
    return _turn(contact, {PeriodKind.RINGING}, PeriodKind.TALK, by=by, at=at)


@action("contacts.hold", title=_("Put a contact on hold"))
def hold(*, contact: Contact, by: Actor, at: datetime) -> Contact:
    """The customer waits on the line. Raises NotNow, ContactEndedAlready, NotYourContact."""
    return _turn(contact, {PeriodKind.TALK}, PeriodKind.HOLD, by=by, at=at)


@action("contacts.resume", title=_("Take a contact off hold"))
def resume(*, contact: Contact, by: Actor, at: datetime) -> Contact:
    """They talk again. Raises NotNow, ContactEndedAlready, NotYourContact."""
    return _turn(contact, {PeriodKind.HOLD}, PeriodKind.TALK, by=by, at=at)


@action("contacts.wrap_up", title=_("Note that the customer has left, and wrap up"))
def wrap_up(*, contact: Contact, by: Actor, at: datetime) -> Contact:
    """The customer has left; what was verified counts no more, and the rest is work after the call (INQ-2, INQ-3).

    Raises NotNow, ContactEndedAlready, NotYourContact.
    """
    return leave(own_contact(contact, by=by), by=by, at=at)


def leave(contact: Contact, *, by: Actor, at: datetime) -> Contact:
    """The same inside the caller's action, of a contact that is locked. Raises NotNow."""
    before = frozenset({PeriodKind.RINGING, PeriodKind.TALK, PeriodKind.HOLD})
    when = _turned(contact, before, PeriodKind.WRAP_UP, by=by, at=at)
    contact.left_at = when
    contact.save(update_fields=["left_at"])
    end_help(contact, at=when)
    return contact


def _turn(
    contact: Contact, before: Collection[PeriodKind], kind: PeriodKind, *, by: Actor, at: datetime
) -> Contact:
    contact = own_contact(contact, by=by)
    _turned(contact, before, kind, by=by, at=at)
    return contact


def _turned(
    contact: Contact, before: Collection[PeriodKind], kind: PeriodKind, *, by: Actor, at: datetime
) -> datetime:
    last = clocks.last_of(contact)
    if last is None or PeriodKind(last.kind) not in before:
        raise NotNow
    when = clocks.turn(contact, kind, at=at)
    announce(ContactTimeTurned(contact_id=contact.pk, kind=kind.value), about=contact, by=by, at=at)
    return when
