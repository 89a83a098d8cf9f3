"""Offices as the public sees them: open or closed now, the hours of the week, the days that differ soon."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from frontoffice.foundation.calendars import NeverOpen, OfficeHours, office_hours
from frontoffice.foundation.models import Office, SpecialDay
from frontoffice.portal import holidays
from frontoffice.portal.wording import without_year

AHEAD = dt.timedelta(days=60)
WEEK = 7


@dataclass(frozen=True)
class Line:
    """One line of the table of hours: "Monday to Wednesday", "8:00 a.m. to 5:00 p.m."."""

    days: str
    hours: str


@dataclass(frozen=True)
class Place:
    """An office to go to. `now` says in words whether it is open; `special` are (date, reason, hours)."""

    code: str
    name: str
    address: str
    phone: str
    is_open: bool
    now: str
    week: list[Line]
    special: list[tuple[dt.date, str, str]]


def offices(*, at: dt.datetime) -> list[Place]:
    """All offices that serve the public now, by name."""
    special = list(_special_days(at))
    rows = Office.objects.filter(active=True).select_related("calendar")
    return [_place(office, special, at) for office in rows]


def _place(office: Office, special: list[SpecialDay], at: dt.datetime) -> Place:
    hours = office_hours(office)
    today = hours.date_of(at)
    return Place(
        code=office.code,
        name=office.name,
        address=office.address,
        phone=office.phone,
        is_open=hours.is_open(at),
        now=_now(hours, at),
        week=_week(hours, today),
        special=_different(office, special, hours, today),
    )


def _now(hours: OfficeHours, at: dt.datetime) -> str:
    try:
        coming = next(hours.openings(at))
    except (NeverOpen, StopIteration):
        return _("Closed")
    if coming.start <= at:
        closes = time_format(coming.end.astimezone(hours.zone), "TIME_FORMAT")
        return _("Open now, until %(time)s") % {"time": closes}
    opens = coming.start.astimezone(hours.zone)
    when = {"time": time_format(opens, "TIME_FORMAT"), "day": without_year(opens.date())}
    if opens.date() == hours.date_of(at):
        return _("Closed now, opens today at %(time)s") % when
    return _("Closed now, opens %(day)s at %(time)s") % when


def _said(hours: OfficeHours, date: dt.date) -> str:
    """The hours of a date in words; a lunch closure makes two stretches."""
    stretches = [
        (time_format(i.opens, "TIME_FORMAT"), time_format(i.closes, "TIME_FORMAT"))
        for i in sorted(hours.intervals(date))
    ]
    words = [_("%(opens)s to %(closes)s") % {"opens": opens, "closes": closes} for opens, closes in stretches]
    return _(" and ").join(words) or _("Closed")


def _week(hours: OfficeHours, today: dt.date) -> list[Line]:
    """The ordinary week in force today, days with the same hours on one line."""
    ordinary = OfficeHours(zone=hours.zone, weeks=hours.weeks)
    monday = today - dt.timedelta(days=today.weekday())
    said = [_said(ordinary, monday + dt.timedelta(days=day)) for day in range(WEEK)]
    lines, first = [], 0
    for day in range(1, WEEK + 1):
        if day < WEEK and said[day] == said[first]:
            continue
        lines.append(Line(_days(first, day - 1), said[first]))
        first = day
    return lines


def _days(first: int, last: int) -> str:
    if first == last:
        return str(WEEKDAYS[first]).capitalize()
    both = {"first": str(WEEKDAYS[first]).capitalize(), "last": WEEKDAYS[last]}
    return (_("%(first)s and %(last)s") if last == first + 1 else _("%(first)s to %(last)s")) % both


def _special_days(at: dt.datetime) -> QuerySet[SpecialDay]:
    """What differs soon anywhere. A day more on either side, since offices are in several time zones."""
    day = at.date()
    between = Q(date__gte=day - dt.timedelta(days=1), date__lte=day + AHEAD)
    return SpecialDay.objects.filter(between, withdrawn_at__isnull=True).order_by("date", "id")


def _different(
    office: Office, special: list[SpecialDay], hours: OfficeHours, today: dt.date
) -> list[tuple[dt.date, str, str]]:
    """Holidays and closures of the next two months, with the hours that hold instead."""
    reasons: dict[dt.date, str] = {}
    for row in special:
        of_calendar = row.calendar_id == office.calendar_id
        if row.date < today or not (of_calendar or row.office_id == office.pk):
            continue
        # What one office says of itself goes before what all offices on its calendar do.
        if of_calendar and row.date in reasons:
            continue
        reasons[row.date] = holidays.in_language(row.reason)
    return [(date, reason, _said(hours, date)) for date, reason in sorted(reasons.items())]
