"""How instants and due dates read on screens: in the office's time zone, short, and exact underneath."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext as django_says
from django.utils.translation import ngettext, pgettext

SOON = dt.timedelta(hours=24)


@dataclass(frozen=True)
class Due:
    """A due date in words ("due in 3 h", "1 day late"), and how loudly to say it: late, soon or later."""

    text: str
    tone: str
    exact: str
    machine: str


def zone_in(context: Mapping[str, Any]) -> ZoneInfo:
    """The office's time zone as the page knows it.

    That of the context or the request as `office_zone`, else of the staff member's office, else the agency's.
    """
    given = context.get("office_zone") or getattr(context.get("request"), "office_zone", None)
    if given:
        return given if isinstance(given, ZoneInfo) else ZoneInfo(str(given))
    staff_member = context.get("staff_member")
    if staff_member and getattr(staff_member, "office", None):
        return ZoneInfo(staff_member.office.time_zone)
    agency = context.get("agency")
    zone = getattr(agency, "zone", None)
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")


def clock_text(at: dt.datetime, zone: ZoneInfo, today: dt.date | None) -> str:
    """Month, day and time; the year only where it is not this year's."""
    there = at.astimezone(zone)
    this_year = today is not None and there.year == today.year
    # Translators: a date format as Django writes them: month/day, hour:minute. Example: 11/17 9:02 a.m.
    short = pgettext("date format within this year", "n/j g:i A")
    # Translators: a date format as Django writes them, with the year. Example: 11/17/2025 9:02 a.m.
    whole = pgettext("date format in another year", "n/j/Y g:i A")
    return _written(there, short if this_year else whole)


def day_text(day: dt.date, today: dt.date | None) -> str:
    """Month and day; the year only where it is not this year's."""
    this_year = today is not None and day.year == today.year
    short = pgettext("day format within this year", "n/j")
    whole = pgettext("day format in another year", "n/j/Y")
    return date_format(day, short if this_year else whole)


_PARTS: dict[str, Callable[[dt.datetime], str]] = {
    "n": lambda there: str(there.month),
    "j": lambda there: str(there.day),
    "Y": lambda there: f"{there.year:04d}",
    "g": lambda there: str(there.hour % 12 or 12),
    "i": lambda there: f"{there.minute:02d}",
    "A": lambda there: django_says("AM" if there.hour < 12 else "PM"),
}


def _written(there: dt.datetime, form: str) -> str:
    """As Django writes it; what is plain in a tenth of the time."""
    if any((letter.isalpha() and letter not in _PARTS) or letter == "\\" for letter in form):
        return date_format(there, form)
    return "".join(_PARTS[letter](there) if letter in _PARTS else letter for letter in form)


def full_text(at: dt.datetime, zone: ZoneInfo) -> str:
    """The instant in full, with the time zone's name, for a title or a letter."""
    there = at.astimezone(zone)
    return f"{date_format(there, 'DATETIME_FORMAT')} {there:%Z}"


def due_in_words(due: dt.datetime | dt.date, *, at: dt.datetime, zone: ZoneInfo) -> Due:
    """How long is left, or how late it is. A plain date is due until the end of that day in `zone`."""
    if isinstance(due, dt.datetime):
        left = due - at
        days = (due.astimezone(zone).date() - at.astimezone(zone).date()).days
        exact, machine = full_text(due, zone), due.isoformat()
    else:
        end = dt.datetime.combine(due + dt.timedelta(days=1), dt.time.min, tzinfo=zone)
        left = end - at
        days = (due - at.astimezone(zone).date()).days
        exact, machine = date_format(due, "DATE_FORMAT"), due.isoformat()
    if left <= dt.timedelta(0):
        return Due(_late(-left, days), "late", exact, machine)
    if not isinstance(due, dt.datetime) and days == 0:
        return Due(_("due today"), "soon", exact, machine)
    if left < SOON and isinstance(due, dt.datetime):
        return Due(_soon(left), "soon", exact, machine)
    days = max(days, 1)
    return Due(ngettext("due %(days)s d", "due %(days)s d", days) % {"days": days}, "later", exact, machine)


def _soon(left: dt.timedelta) -> str:
    minutes = max(int(left.total_seconds() // 60), 1)
    if minutes < 60:
        return _("due %(minutes)s min") % {"minutes": minutes}
    return _("due %(hours)s h") % {"hours": minutes // 60}


def _late(over: dt.timedelta, days: int) -> str:
    if -days >= 1:
        return _("late %(days)s d") % {"days": -days}
    hours = int(over.total_seconds() // 3600)
    if hours >= 1:
        return _("late %(hours)s h") % {"hours": hours}
    return _("late %(minutes)s min") % {"minutes": max(int(over.total_seconds() // 60), 1)}
