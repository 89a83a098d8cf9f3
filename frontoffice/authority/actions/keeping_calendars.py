"""Keeping an office's calendar: weekly hours, closures and special hours; every change is a new line (X2)."""

from datetime import date, datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.events import CalendarDayRestored, OfficeClosed, SpecialHoursSet, WeeklyHoursSet
from frontoffice.authority.registry import action
from frontoffice.foundation import calendars
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Office
from frontoffice.foundation.refusals import BadInput, Refused

LONGEST_CLOSURE = 400  # days
Reason = Annotated[str, Field(min_length=1, max_length=200)]
Hours = Annotated[str, Field(max_length=300)]


class ClosureOutOfBounds(BadInput):
    message = _("A closure ends on or after its first day, and within 400 days of it.")
    field = "last"


class NoHoursGiven(BadInput):
    message = _("Write the opening hours of that day, like 8:00-12:00, 13:00-17:00. To close, use a closure.")
    field = "hours"


class AnOrdinaryDay(Refused):
    message = _("Nothing special is set for this day.")


@action("authority.close_office", title=_("Close an office"))
def close_office(
    *, office: Office, first: date, reason: Reason, last: date | None = None, by: Actor, at: datetime
) -> Office:
    """Closed from `first` through `last`; due dates move with it. Raises ClosureOutOfBounds."""
    last = last or first
    if not 0 <= (last - first).days < LONGEST_CLOSURE:
        raise ClosureOutOfBounds
    calendars.close_between(office, first=first, last=last, reason=reason, by=by, at=at)
    announce(OfficeClosed(office_id=office.pk, first=first, last=last), about=office, by=by, at=at)
    return office


@action("authority.set_special_hours", title=_("Set special hours"))
def set_special_hours(
    *, office: Office, day: date, hours: Hours, reason: Reason, by: Actor, at: datetime
) -> Office:
    """Other hours on one date, also on a holiday. Raises NoHoursGiven, NotHours, OverlappingHours."""
    intervals = calendars.parse_intervals(hours)
    if not intervals:
        raise NoHoursGiven
    calendars.set_special_hours(office, date=day, intervals=intervals, reason=reason, by=by, at=at)
    announce(SpecialHoursSet(office_id=office.pk, day=day), about=office, by=by, at=at)
    return office


@action("authority.set_weekly_hours", title=_("Set weekly hours"))
def set_weekly_hours(
    *,
    office: Office,
    effective_from: date,
    monday: Hours = "",
    tuesday: Hours = "",
    wednesday: Hours = "",
    thursday: Hours = "",
    friday: Hours = "",
    saturday: Hours = "",
    sunday: Hours = "",
    by: Actor,
    at: datetime,
) -> Office:
    """The ordinary week from a date on, for all offices on this calendar; an empty day is closed.

    Raises NotHours, OverlappingHours, NoHoursGiven when no day is open.
    """
    days = (monday, tuesday, wednesday, thursday, friday, saturday, sunday)
    hours = {number: calendars.parse_intervals(day) for number, day in enumerate(days)}
    if not any(hours.values()):
        raise NoHoursGiven(field="monday")
    calendars.set_weekly_hours(office.calendar, effective_from=effective_from, hours=hours, by=by, at=at)
    announce(WeeklyHoursSet(office_id=office.pk, effective_from=effective_from), about=office, by=by, at=at)
    return office


@action("authority.restore_day", title=_("Take back what was set for a day"))
def restore_day(*, office: Office, day: date, reason: Reason, by: Actor, at: datetime) -> Office:
    """Take back the closure, special hours or holiday of a date. Raises AnOrdinaryDay."""
    line = calendars.line_for(office, day)
    if line is None:
        raise AnOrdinaryDay
    calendars.withdraw(line, reason=reason, by=by, at=at)
    announce(CalendarDayRestored(office_id=office.pk, day=day), about=office, by=by, at=at)
    return office
