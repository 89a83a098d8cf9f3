"""The clock of a case: business days of the office that serves it, standing still while the customer is asked."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import clock
from frontoffice.foundation.calendars import OfficeHours, office_hours
from frontoffice.foundation.models import Office, Unit
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.foundation.statements import Statement


class NoOffice(Refused):
    message = _("The agency has no office yet, so nothing can be due. Set one up first.")


class ReceivedInFuture(BadInput):
    message = _("The date received can't be later than today.")
    field = "received_on"


class ReceivedTooLongAgo(BadInput):
    message = _("The date received lies more than a year back. Check it.")
    field = "received_on"


KEPT = "_hours_kept"
LONGEST_AGO = dt.timedelta(days=366)


@dataclass(frozen=True)
class Received:
    """When the office had something (X1): the instant, and the date at the office."""

    at: dt.datetime
    on: dt.date


def hours_of(unit: Unit) -> OfficeHours:
    """The hours of the unit's office; of the agency's first office where the unit sits in none. Raises NoOffice.

    They are kept with the row that was loaded, so that one page or act reads the calendar once.
    """
    kept: tuple[int | None, OfficeHours] | None = unit.__dict__.get(KEPT)
    if kept is not None and kept[0] == unit.office_id:
        return kept[1]
    office = _office_of(unit) or _FIRST_OFFICE.first()
    if office is None:
        raise NoOffice
    hours = office_hours(office)
    unit.__dict__[KEPT] = (unit.office_id, hours)
    return hours


def _office_of(unit: Unit) -> Office | None:
    """Where the unit sits. No query where the office and its calendar were loaded with it."""
    if unit.office_id is None:
        return None
    loaded: Office | None = unit._state.fields_cache.get("office")  # noqa: SLF001 - what select_related brought
    if loaded is not None and loaded.pk == unit.office_id and "calendar" in loaded._state.fields_cache:  # noqa: SLF001
        return loaded
    return _OFFICE.first(pk=unit.office_id)


_OFFICE: Statement[Office] = Statement(
    lambda *, pk: Office.objects.select_related("calendar").filter(pk=pk), pk=int
)
_FIRST_OFFICE: Statement[Office] = Statement(
    lambda: Office.objects.select_related("calendar").filter(active=True).order_by("pk")[:1]
)


def today(unit: Unit, at: dt.datetime) -> dt.date:
    """The date at the unit's office."""
    return hours_of(unit).date_of(at)


def received(unit: Unit, on: dt.date | None, *, at: dt.datetime) -> Received:
    """Now, or on an earlier date that a colleague entered. Raises ReceivedInFuture, ReceivedTooLongAgo."""
    hours = hours_of(unit)
    current = hours.date_of(at)
    if on is None or on == current:
        return Received(at, current)
    if on > current:
        raise ReceivedInFuture
    if current - on > LONGEST_AGO:
        raise ReceivedTooLongAgo
    return Received(clock.start_of(on, hours.zone), on)


def reopen_until(resolved_at: dt.datetime) -> dt.datetime:
    """Until when the customer's further words reopen the case by themselves (CMP-10)."""
    return resolved_at + dt.timedelta(days=settings.CASE_REOPEN_DAYS)
