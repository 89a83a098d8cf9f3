"""Opening hours as people write them: 8:00-12:00, 13:00-17:00."""

import datetime as dt
import re

from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.calendars.hours import Day, Interval
from frontoffice.foundation.refusals import BadInput

_RANGE = re.compile(
    r"(\d{1,2})(?::(\d{2}))? ?([ap]m)? ?(?:-|–|—|to) ?(\d{1,2})(?::(\d{2}))? ?([ap]m)?", re.ASCII
)


class NotHours(BadInput):
    message = _("These are not opening hours. Write them like 8:00-12:00, 13:00-17:00.")


def parse_intervals(text: str, *, counts: bool = True) -> Day:
    """The intervals of a day: `8:00-12:00, 13:00-17:00`, `8 am - 4:30 pm`, `22:00-2:00`; nothing is a closed day.

    `24:00` is the midnight at the end of the day. Raises NotHours; whether they overlap is checked where they are set.
    """
    if len(text) > 300:
        raise NotHours
    found = []
    for part in filter(None, (piece.strip() for piece in re.split("[,;\n]", text.lower().replace(".", "")))):
        read = _RANGE.fullmatch(part)
        if not read:
            raise NotHours
        hour, minute, half, to_hour, to_minute, to_half = read.groups()
        found.append(Interval(_time(hour, minute, half), _time(to_hour, to_minute, to_half), counts))
    return tuple(sorted(found))


def _time(hour: str, minute: str | None, half: str | None) -> dt.time:
    hours, minutes = int(hour), int(minute or 0)
    if half and not 1 <= hours <= 12:
        raise NotHours
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    if (hours, minutes) == (24, 0):
        hours = 0
    if hours > 23 or minutes > 59:
        raise NotHours
    return dt.time(hours, minutes)


def write_intervals(day: Day) -> str:
    """What `parse_intervals` reads back: `08:00-12:00, 13:00-17:00`."""
    return ", ".join(f"{interval.opens:%H:%M}-{interval.closes:%H:%M}" for interval in sorted(day))
