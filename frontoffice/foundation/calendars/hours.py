"""When the doors are open: an immutable timetable that answers without the database (X1).

Instants are aware datetimes and come back in UTC; dates are local to the office. An interval belongs to the date on
which it starts, also where it runs past midnight: on a holiday nothing starts, and what started the evening before ends
as usual. Wall-clock times become instants by one rule (clock.first_instant), so the days on which the clock jumps are
as long as they are.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import clock
from frontoffice.foundation.refusals import BadInput, Refused

DAY = dt.timedelta(days=1)
LONGEST_CLOSED = 366
FIRST_YEAR, LAST_YEAR = 1900, 2400
# An interval may last until the same wall time of the next day; one date more for zones that once skipped a date.
_LOOK_BACK = 2


class NeverOpen(Refused):
    message = _("The office calendar has no opening hours in the year in question. Set them first.")


class DateOutOfRange(BadInput):
    message = _("This date is too far in the past or in the future.")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From one wall time to another; an end at or before the start is on the next day (00:00 to 00:00: all day).

    Where `counts` is false the doors are open but no deadline runs.
    """

    opens: dt.time
    closes: dt.time
    counts: bool = True

    @property
    def ends_next_day(self) -> bool:
        return self.closes <= self.opens


Day = tuple[Interval, ...]
Week = tuple[Day, Day, Day, Day, Day, Day, Day]


@dataclass(frozen=True, slots=True)
class Opening:
    """A stretch of time: open from `start` on, closed again at `end`."""

    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True)
class Timetable:
    """The weeks in force, each from its date on (ascending), and the dates that differ with the intervals they have.

    Before the first week begins the office is closed. Dates outside 1900 to 2400 raise DateOutOfRange.
    """

    zone: ZoneInfo
    weeks: tuple[tuple[dt.date, Week], ...] = ()
    special: Mapping[dt.date, Day] = field(default_factory=lambda: MappingProxyType({}))

    def intervals(self, date: dt.date) -> Day:
        """What starts on this date, in wall time."""
        if not FIRST_YEAR <= date.year <= LAST_YEAR:
            raise DateOutOfRange
        if date in self.special:
            return self.special[date]
        in_force = bisect_right(self.weeks, date, key=lambda week: week[0])
        return self.weeks[in_force - 1][1][date.weekday()] if in_force else ()

    def openings_on(self, date: dt.date, *, counting: bool = False) -> list[Opening]:
        """What starts on this date, as instants, in order; with `counting` only where deadlines run."""
        found = []
        for interval in sorted(self.intervals(date)):
            if counting and not interval.counts:
                continue
            start = clock.first_instant(date, interval.opens, self.zone)
            last = date + DAY if interval.ends_next_day else date
            end = clock.first_instant(last, interval.closes, self.zone)
            if start < end:  # not so where the clock jumps over all of it
                found.append(Opening(start, end))
        return found

    def openings(
        self, start: dt.datetime, until: dt.datetime | None = None, *, counting: bool = False
    ) -> Iterator[Opening]:
        """Every stretch that ends after `start`, in order; none overlaps the one before, some touch it.

        With `until`, no more than those that start before it. Without, raises NeverOpen after a year of none.
        """
        date, idle, reached = self.date_of(start) - _LOOK_BACK * DAY, -_LOOK_BACK, start
        last = self.date_of(until) if until else None
        while last is None or date <= last:
            for opening in self.openings_on(date, counting=counting):
                idle = -1  # counted again from the next date
                begin = opening.start if reached == start else max(opening.start, reached)
                if opening.end > reached and (until is None or begin < until):
                    yield Opening(begin, opening.end)
                    reached = opening.end
            date, idle = date + DAY, idle + 1
            if last is None and idle > LONGEST_CLOSED:
                raise NeverOpen

    def date_of(self, at: dt.datetime) -> dt.date:
        """The office's date at this instant."""
        if not FIRST_YEAR <= at.year <= LAST_YEAR:
            raise DateOutOfRange
        return clock.today_in(self.zone, at)

    def is_open(self, at: dt.datetime) -> bool:
        """Whether the doors are open. The moment of opening is open, the moment of closing is closed."""
        date = self.date_of(at)
        dates = (date - days * DAY for days in range(_LOOK_BACK + 1))
        return any(opening.start <= at < opening.end for day in dates for opening in self.openings_on(day))

    def closes_at(self, at: dt.datetime) -> dt.datetime | None:
        """When the doors close that are open now; None while they are closed, or stay open for more than a week."""
        closing = None
        for opening in self.openings(at, at + 8 * DAY):
            if opening.start > (closing or at):
                break
            closing = opening.end
        return closing if closing and closing - at <= 7 * DAY else None

    def next_opening(self, at: dt.datetime) -> dt.datetime:
        """`at` itself while the office is open, otherwise when it opens next. Raises NeverOpen."""
        return max(next(self.openings(at)).start, at).astimezone(dt.UTC)
