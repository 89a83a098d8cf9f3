"""Time: the only place that reads the clock, and how instants and local dates turn into each other (X1).

Instants are aware datetimes in UTC; dates and wall-clock times belong to an office's time zone.
Edges call `now()` once and pass it on as `at`; nothing below an edge asks what time it is.
"""

import datetime as dt
import re
import zoneinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.foundation.refusals import BadInput

_SECOND = dt.timedelta(seconds=1)
_ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9+_-]*(/[A-Za-z0-9+_-]+)*")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


class UnknownTimeZone(BadInput):
    message = gettext_lazy("This is not a time zone we know. Use a name such as America/New_York.")


class NotADate(BadInput):
    message = gettext_lazy("This is not a date. Write it as year-month-day, for example 2026-03-31.")


class NotAnInstant(BadInput):
    message = gettext_lazy(
        "This is not a moment in time. Write it with its offset from UTC, for example 2026-03-31T14:30:00Z."
    )


def now() -> dt.datetime:
    """This instant, in UTC. For edges and the worker's loop only."""
    return dt.datetime.now(dt.UTC)


@lru_cache(maxsize=700)
def zone_named(name: str) -> ZoneInfo:
    """The time zone of an IANA name. Raises UnknownTimeZone."""
    try:
        # Only names are looked up: what looks like a path, or a folder of the database, never reaches the
        # file system.
        if _ZONE_NAME.fullmatch(name) and name in zoneinfo.available_timezones():
            return ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        pass
    raise UnknownTimeZone


def local(at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """What the clock on the wall shows there at this instant. Raises ValueError for a naive `at`."""
    if at.utcoffset() is None:
        raise ValueError("an instant has an offset from UTC")
    return at.astimezone(zone)


def today_in(zone: ZoneInfo, at: dt.datetime) -> dt.date:
    """The date there at this instant."""
    return local(at, zone).date()


def first_instant(date: dt.date, time: dt.time, zone: ZoneInfo) -> dt.datetime:
    """The first instant at which the wall clock there has reached this date and time.

    That one rule serves the two odd days of the year: a time that the clock skips (spring) is the moment of
    the jump, and of a time that it shows twice (fall) it is the first showing. So a later wall time is never
    an earlier instant.
    """
    wall = dt.datetime.combine(date, time.replace(tzinfo=None, fold=0))
    guess = wall.replace(tzinfo=zone).astimezone(dt.UTC)
    if guess.astimezone(zone).replace(tzinfo=None, fold=0) == wall:
        return guess
    # The clock skips this time: the jump lies between the two readings that the offsets before and after it
    # give.
    early, late = wall.replace(tzinfo=zone, fold=1).astimezone(dt.UTC), guess
    offset_after = late.astimezone(zone).utcoffset()
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        if middle.astimezone(zone).utcoffset() == offset_after:
            late = middle
        else:
            early = middle
    return late.replace(microsecond=0)


def start_of(date: dt.date, zone: ZoneInfo) -> dt.datetime:
    """The instant at which this date begins there (not everywhere is that 00:00, and not on every day)."""
    return first_instant(date, dt.time.min, zone)


def parse_date(text: str, *, language: str) -> dt.date:
    """A date that a person typed: 2026-03-31 in every language, 3/31/2026 in English.

    Raises NotADate; in languages other than English also where 3/4/2026 could be March or April, because half
    of the people who write Spanish in the United States mean the one and half the other.
    """
    tidy = text.strip()
    try:
        if slashed := _SLASHED.fullmatch(tidy):
            first, second, year = (int(part) for part in slashed.groups())
            if language.startswith("en") or second > 12 or first == second:
                return dt.date(year, first, second)
            if first > 12:
                return dt.date(year, second, first)
            which = _("Is %(number)s the day or the month? Write the year first: 2026-03-31.")
            raise NotADate(which % {"number": first})
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", tidy):
            return dt.date.fromisoformat(tidy)
    except ValueError:
        pass
    raise NotADate


def parse_instant(text: str) -> dt.datetime:
    """An instant as machines write it (RFC 3339, with offset), in UTC. Raises NotAnInstant."""
    try:
        at = dt.datetime.fromisoformat(text.strip())
        if at.utcoffset() is not None:
            return at.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    raise NotAnInstant


def write_instant(at: dt.datetime) -> str:
    """An instant for machines: `2026-03-31T14:30:00Z`, with microseconds only where there are any."""
    return local(at, ZoneInfo("UTC")).isoformat().replace("+00:00", "Z")


def format_date(date: dt.date) -> str:
    """A date for people, in the current language: March 31, 2026."""
    return str(formats.date_format(date, "DATE_FORMAT"))


def format_instant(at: dt.datetime, zone: ZoneInfo) -> str:
    """An instant for people, in the current language and the office's time: March 31, 2026, 4:30 p.m. EDT."""
    there = local(at, zone)
    return f"{formats.date_format(there, 'DATETIME_FORMAT')} {there:%Z}"
