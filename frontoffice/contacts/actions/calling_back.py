"""Promising to call somebody back by a time, and keeping the promise (INQ-10)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.contacts import owed
from frontoffice.contacts.actions.taking_contacts import UnknownOffice, own_contact
from frontoffice.contacts.events import CallBackClosed, CallBackPromised, CallBackTried
from frontoffice.contacts.models import CallBack, CallBackState, CallBackTry, Contact, TryResult
from frontoffice.customers.queries import phone_of
from frontoffice.foundation.calendars import office_hours
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Office, Unit
from frontoffice.foundation.refusals import BadInput, Refused

Short = Annotated[str, Field(max_length=300)]


class DueInThePast(BadInput):
    message = _("Promise a time that is still to come.")
    field = "due_at"


class DueWhenClosed(BadInput):
    """The message says when the office opens next."""

    message = _("The office is closed then.")
    field = "due_at"


class NoNumber(BadInput):
    message = _("Which number are they called on?")
    field = "number"


class AboutWhat(BadInput):
    message = _("Say what the call-back is about.")
    field = "about"


class WhoCalls(BadInput):
    message = _("Say which unit calls.")
    field = "unit"


class NotDueAnyMore(Refused):
    message = _("This call-back is closed already.")


@action("contacts.promise_call_back", title=_("Promise to call somebody back"))
def promise_call_back(
    *,
    contact: Contact,
    due_at: datetime,
    about: Short,
    number: Annotated[str, Field(max_length=40)] = "",
    name: Annotated[str, Field(max_length=200)] = "",
    member: StaffMember | None = None,
    unit: Annotated[str, Field(max_length=20)] = "",
    by: Actor,
    at: datetime,
) -> CallBack:
    """Promise, in a contact, a call by `due_at`, when the office must be open.

    By oneself unless a colleague or a unit (its code) is named. The number is the customer's unless given.
    Raises DueInThePast, DueWhenClosed, NoNumber, AboutWhat, WhoCalls, ContactEndedAlready, NotYourContact.
    """
    contact = own_contact(contact, by=by)
    caller, team = _whose(member, unit, by)
    return promise(
        contact, due_at=due_at, about=about, number=number, name=name, member=caller, unit=team, by=by, at=at
    )


def promise(
    contact: Contact,
    *,
    due_at: datetime,
    about: str,
    number: str,
    name: str,
    member: StaffMember | None,
    unit: Unit,
    by: Actor,
    at: datetime,
) -> CallBack:
    """The same inside the caller's action, of a contact that is locked."""
    _check_due(contact.office or unit.office, due_at, at)
    customer = contact.customer
    number = number.strip() or (phone_of(customer) if customer is not None else "")
    if not number:
        raise NoNumber
    if not about.strip():
        raise AboutWhat
    made = CallBack.objects.create(
        contact=contact,
        customer=customer,
        name=name.strip() or (customer.name if customer is not None else ""),
        number=number,
        about=about.strip(),
        due_at=due_at,
        unit=unit,
        member=member,
        promised_by=by,
        promised_at=at,
    )
    _announce(made, by=by, at=at)
    return made


def _announce(made: CallBack, *, by: Actor, at: datetime) -> None:
    promised = CallBackPromised(
        call_back_id=made.pk,
        contact_id=made.contact_id,
        unit_id=made.unit_id,
        staff_member_id=made.member_id,
    )
    customer = [made.customer] if made.customer is not None else []
    announce(promised, about=[made, made.contact, *customer], by=by, at=at)
    owed.call_back(made, by=by, at=at)


@action("contacts.record_call_back_try", title=_("Note that a call-back was tried"))
def record_call_back_try(
    *,
    call_back: CallBack,
    result: TryResult,
    note: Short = "",
    contact: Contact | None = None,
    give_up: bool = False,
    by: Actor,
    at: datetime,
) -> CallBack:
    """Put a try on record. Reaching them keeps the promise; with `give_up` nobody tries again. Raises NotDueAnyMore."""
    call_back = _due(call_back)
    made = CallBackTry.objects.create(
        call_back=call_back, result=result, note=note.strip(), contact=contact, by=by, at=at
    )
    tried = CallBackTried(call_back_id=call_back.pk, try_id=made.pk, result=result.value)
    announce(tried, about=call_back, by=by, at=at)
    if result == TryResult.REACHED:
        _close(call_back, CallBackState.DONE, by=by, at=at)
    elif give_up:
        _close(call_back, CallBackState.GIVEN_UP, by=by, at=at)
    return call_back


@action("contacts.withdraw_call_back", title=_("Note that a call-back is no longer wanted"))
def withdraw_call_back(*, call_back: CallBack, reason: Short, by: Actor, at: datetime) -> CallBack:
    """They no longer want it, or it was promised by mistake; the reason is on record. Raises AboutWhat,
    NotDueAnyMore.
    """
    if not reason.strip():
        raise AboutWhat(_("Say why it is no longer wanted."), field="reason")
    call_back = _due(call_back)
    call_back.reason = reason.strip()
    _close(call_back, CallBackState.WITHDRAWN, by=by, at=at)
    return call_back


def _due(call_back: CallBack) -> CallBack:
    call_back = CallBack.objects.select_for_update(of=("self",)).get(pk=call_back.pk)
    if call_back.state != CallBackState.DUE:
        raise NotDueAnyMore
    return call_back


def _close(call_back: CallBack, state: CallBackState, *, by: Actor, at: datetime) -> None:
    call_back.state, call_back.closed_at = state, max(at, call_back.promised_at)
    call_back.save(update_fields=["state", "closed_at", "reason"])
    announce(CallBackClosed(call_back_id=call_back.pk, state=state.value), about=call_back, by=by, at=at)
    owed.call_back_done(call_back, by=by, at=at)


def _whose(member: StaffMember | None, unit: str, by: Actor) -> tuple[StaffMember | None, Unit]:
    """Who calls: the colleague named, or anybody of the unit named, or oneself."""
    if member is not None:
        return member, member.unit
    if unit:
        found = Unit.objects.filter(code=unit, active=True).first()
        if found is None:
            raise WhoCalls
        return None, found
    return own_post(by)


def own_post(by: Actor) -> tuple[StaffMember, Unit]:
    """Oneself, with one's unit. Raises WhoCalls for who has no post."""
    member = getattr(by, "staff_member", None)
    if member is None:
        raise WhoCalls
    return member, member.unit


def _check_due(office: Office | None, due_at: datetime, at: datetime) -> None:
    if due_at <= at:
        raise DueInThePast
    office = office or Office.objects.select_related("calendar").order_by("pk").first()
    if office is None:
        raise UnknownOffice
    hours = office_hours(office)
    if not hours.is_open(due_at):
        opens = hours.next_opening(due_at).astimezone(office.zone)
        raise DueWhenClosed(
            _("The office is closed then. It opens on %(day)s at %(time)s.")
            % {"day": f"{opens:%Y-%m-%d}", "time": f"{opens:%H:%M}"}
        )
