"""Passing a customer on to a unit, a colleague or a number outside, and taking over whom others passed on."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.contacts import clocks, owed
from frontoffice.contacts.actions.keeping_time import leave
from frontoffice.contacts.actions.taking_contacts import new_contact, open_contact
from frontoffice.contacts.events import ContactTransferred, TransferTaken
from frontoffice.contacts.models import Channel, Contact, Direction, PeriodKind, Transfer
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput, Refused


class ToWhom(BadInput):
    message = _("Choose one: a unit, a colleague, or a number outside.")
    field = "to"


class NotToYourself(BadInput):
    message = _("You have this customer already.")
    field = "to"


class PostHasEnded(BadInput):
    message = _("This colleague has left. Choose somebody else.")
    field = "to"


class TakenAlready(Refused):
    message = _("A colleague has taken this customer already, or noted that they left.")


class NotForYou(Refused):
    message = _("This customer was passed on to somebody else.")
    status = 403
    part = "session"


@action("contacts.transfer", title=_("Pass a customer on"))
def transfer(
    *,
    contact: Contact,
    unit: Annotated[str, Field(max_length=20)] = "",
    member: StaffMember | None = None,
    number: Annotated[str, Field(max_length=40)] = "",
    warm: bool = False,
    reason: Annotated[str, Field(max_length=300)] = "",
    by: Actor,
    at: datetime,
) -> Transfer:
    """Pass them on; for this colleague wrapping up begins, and whoever takes them sees since when they have waited.

    `unit` is a code. `warm`: the other one was told first. Raises ToWhom, NotToYourself, PostHasEnded, NotNow,
    ContactEndedAlready, NotYourContact, CustomerHasLeft.
    """
    contact, number = open_contact(contact, by=by), number.strip()
    to_unit = _unit(unit) if unit else None
    if sum(one is not None for one in (to_unit, member, number or None)) != 1:
        raise ToWhom
    if member is not None:
        _check_member(member, by=by, at=at)
    made = Transfer.objects.create(
        contact=contact,
        to_unit=to_unit,
        to_member=member,
        to_number=number,
        warm=warm,
        reason=reason.strip(),
        by=by,
        at=at,
    )
    leave(contact, by=by, at=at)
    _announce(made, by=by, at=at)
    return made


def _announce(made: Transfer, *, by: Actor, at: datetime) -> None:
    passed = ContactTransferred(
        contact_id=made.contact_id,
        transfer_id=made.pk,
        unit_id=made.to_unit_id,
        staff_member_id=made.to_member_id,
        warm=made.warm,
    )
    announce(passed, about=made.contact, by=by, at=at)
    owed.transfer(made, by=by, at=at)


@action("contacts.take_transfer", title=_("Take a customer who was passed on"))
def take_transfer(*, transfer: Transfer, by: Actor, at: datetime) -> Contact:
    """Go on with them in a contact of one's own: same channel, customer, purposes and time of arrival, nobody verified.

    Of two who take at once one wins. Raises TakenAlready, NotForYou.
    """
    # First the lock alone: what was joined to a row that one had to wait for is not read anew.
    Transfer.objects.select_for_update().values_list("pk").get(pk=transfer.pk)
    transfer = Transfer.objects.select_related("contact__customer", "contact__office").get(pk=transfer.pk)
    if transfer.taken_as_id is not None or transfer.gone_at is not None:
        raise TakenAlready
    if not is_theirs(transfer, getattr(by, "staff_member", None)):
        raise NotForYou
    made = _go_on(transfer.contact, by=by, at=at)
    transfer.taken_as = made
    transfer.save(update_fields=["taken_as"])
    taken = TransferTaken(transfer_id=transfer.pk, contact_id=made.pk, from_contact_id=transfer.contact_id)
    announce(taken, about=[made, transfer.contact], by=by, at=at)
    owed.transfer_done(transfer, by=by, at=at)
    return made


def is_theirs(transfer: Transfer, member: StaffMember | None) -> bool:
    """Whether this colleague may take them: whoever they were passed on to, or who leads once nobody did in time."""
    if member is None or transfer.to_number:
        return False
    return transfer.to_member_id in {None, member.pk} or transfer.escalated_to_id == member.pk


def _go_on(before: Contact, *, by: Actor, at: datetime) -> Contact:
    open_purposes = before.purposes.exclude(resolved=True)
    made = new_contact(
        channel=Channel(before.channel),
        direction=Direction(before.direction),
        language=before.language,
        customer=before.customer,
        purposes=list(open_purposes.values_list("topic", flat=True)),
        office=before.office_id,
        arrived_at=before.arrived_at,
        by=by,
        at=max(at, before.started_at),
    )
    clocks.begin(made, PeriodKind.TALK, at=made.started_at)
    return made


def _unit(code: str) -> Unit:
    found = Unit.objects.filter(code=code, active=True).first()
    if found is None:
        raise ToWhom
    return found


def _check_member(member: StaffMember, *, by: Actor, at: datetime) -> None:
    if member.actor_id == by.pk:
        raise NotToYourself
    if member.until is not None and member.until <= at:
        raise PostHasEnded
