"""Until when an ask waits, and when it is shown higher up: counted on the office's calendar (X1)."""

import datetime as dt

from django.conf import settings

from frontoffice.foundation import clock
from frontoffice.foundation.calendars import NeverOpen, OfficeHours, office_hours
from frontoffice.foundation.models import Office, Unit

_DAY = dt.timedelta(days=1)


def hours_of(unit: Unit | None) -> OfficeHours | None:
    """The hours of the unit's office, else of the agency's first one; None where it has no office yet."""
    offices = Office.objects.select_related("calendar")
    office = offices.filter(pk=unit.office_id).first() if unit is not None and unit.office_id else None
    office = office or offices.filter(active=True).order_by("pk").first()
    return None if office is None else office_hours(office)


def expires_at(hours: OfficeHours | None, *, days: int | None = None, at: dt.datetime) -> dt.datetime:
    """The end of the last office day of the period: of `days`, or of the installation's setting.

    Where no calendar says when the office is open, the days are those of the week.
    """
    days = settings.APPROVAL_DAYS if days is None else days
    if hours is None:
        return at + days * _DAY
    try:
        last = hours.add_business_days(hours.date_of(at), days)
    except NeverOpen:
        last = hours.date_of(at) + days * _DAY
    return clock.first_instant(last + _DAY, dt.time(0), hours.zone)


def escalates_at(hours: OfficeHours | None, *, at: dt.datetime) -> dt.datetime:
    """When it will have waited for the setting's number of office hours, from `at` on."""
    waits = dt.timedelta(hours=settings.APPROVAL_ESCALATION_HOURS)
    try:
        return at + waits if hours is None else hours.add_business_time(at, waits)
    except NeverOpen:
        return at + waits
