"""The time of a contact: what it goes into now, and whether a figure can be trusted (INQ-2, INQ-9)."""

import datetime as dt

from frontoffice.contacts.models import Contact, Period, PeriodKind
from frontoffice.foundation.calendars import office_hours
from frontoffice.foundation.models import Office

GRACE = dt.timedelta(minutes=30)  # the last customer of the day is served after closing time


def begin(contact: Contact, kind: PeriodKind, *, at: dt.datetime) -> Period:
    """The first period of a contact."""
    return Period.objects.create(contact=contact, position=1, kind=kind, started_at=at)


def turn(contact: Contact, kind: PeriodKind, *, at: dt.datetime) -> dt.datetime:
    """From now on the time goes into something else; when that was. The contact is locked by the caller."""
    last = stop(contact, at=at)
    if last is None or last.ended_at is None:
        begin(contact, kind, at=at)
        return at
    Period.objects.create(contact=contact, position=last.position + 1, kind=kind, started_at=last.ended_at)
    return last.ended_at


def stop(contact: Contact, *, at: dt.datetime) -> Period | None:
    """End the period that goes on, never before it began; the last one, or None where time is not kept."""
    last = last_of(contact)
    if last is not None and last.ended_at is None:
        last.ended_at = max(at, last.started_at)
        last.accurate = is_accurate(contact.office, last.started_at, last.ended_at)
        last.save(update_fields=["ended_at", "accurate"])
    return last


def last_of(contact: Contact) -> Period | None:
    """The period that goes on, or went on when the contact ended."""
    return contact.periods.order_by("-position").first()


def is_accurate(office: Office | None, start: dt.datetime, end: dt.datetime) -> bool:
    """False where a night lies between, or the office closed meanwhile and nobody stopped the clock (INQ-9)."""
    office = office or Office.objects.select_related("calendar").order_by("pk").first()
    if office is None:
        return start.date() == end.date()
    hours = office_hours(office)
    if hours.date_of(start) != hours.date_of(end):
        return False
    if end - start <= GRACE or not hours.is_open(start):
        return True
    opened = (min(opening.end, end) - max(opening.start, start) for opening in hours.openings(start, end))
    return end - start - sum(opened, dt.timedelta()) <= GRACE
