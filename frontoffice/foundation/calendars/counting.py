"""Counting business days and business time, and due dates (DET-9, CMP-3). Pure, like the timetable it counts on."""

import datetime as dt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.calendars.hours import DAY, LONGEST_CLOSED, NeverOpen, Timetable

MOST_DAYS = 20_000


class Roll(TextChoices):
    """What becomes of a date that is no business day; each rule states its own."""

    NEXT = "next", _("The next business day")
    PREVIOUS = "previous", _("The business day before")
    NONE = "none", _("It stays as it is")


class DayUnit(TextChoices):
    """What a period is counted in."""

    BUSINESS = "business", _("Business days")
    CALENDAR = "calendar", _("Calendar days")


class LeapDay(TextChoices):
    """When something of February 29 has its anniversary in other years."""

    FEBRUARY_28 = "february_28", _("February 28")
    MARCH_1 = "march_1", _("March 1")


class OfficeHours(Timetable):
    """One office's timetable, and what is counted on it. A business day is a date on which deadlines run."""

    def is_business_day(self, date: dt.date) -> bool:
        """Whether the office opens on this date, and not only for the counter (`Interval.counts`)."""
        return bool(self.openings_on(date, counting=True))

    def roll(self, date: dt.date, convention: Roll) -> dt.date:
        """The date itself if it is a business day, otherwise as the convention says. Raises NeverOpen."""
        if convention == Roll.NONE or self.is_business_day(date):
            return date
        return self._nearest(date, DAY if convention == Roll.NEXT else -DAY)

    def _nearest(self, date: dt.date, step: dt.timedelta) -> dt.date:
        """The first business day in that direction, `date` itself left out."""
        for _days in range(LONGEST_CLOSED):
            date += step
            if self.is_business_day(date):
                return date
        raise NeverOpen

    def add_business_days(self, date: dt.date, days: int) -> dt.date:
        """The days-th business day after `date`, which itself is not counted; before it where `days` is negative.

        0 gives `date` as it is (use `roll`). Raises NeverOpen, and ValueError beyond 20,000 days.
        """
        if abs(days) > MOST_DAYS:
            raise ValueError(f"more than {MOST_DAYS} days")
        for _count in range(abs(days)):
            date = self._nearest(date, DAY if days > 0 else -DAY)
        return date

    def business_days_between(self, first: dt.date, last: dt.date) -> int:
        """How many business days come after `first`, up to and including `last`; negative where `last` is earlier.

        Where `last` is a business day, `add_business_days(first, that many)` is `last` again.
        """
        step = 1 if first <= last else -1
        days = abs((last - first).days)
        if days > MOST_DAYS:
            raise ValueError(f"more than {MOST_DAYS} days")
        return step * sum(self.is_business_day(first + step * i * DAY) for i in range(1, days + 1))

    def due_on(self, received: dt.date, days: int, *, unit: DayUnit, convention: Roll = Roll.NEXT) -> dt.date:
        """The last day of a period of `days` that starts on the day after `received`.

        Business days end on a business day by themselves; calendar days, and a period of none, are rolled as the
        rule's convention says. Raises NeverOpen, and ValueError for a negative period or one beyond 20,000 days.
        """
        if not 0 <= days <= MOST_DAYS:
            raise ValueError(f"a period has 0 to {MOST_DAYS} days")
        if unit == DayUnit.BUSINESS and days:
            return self.add_business_days(received, days)
        return self.roll(received + days * DAY, convention)

    def add_business_time(self, start: dt.datetime, duration: dt.timedelta) -> dt.datetime:
        """The instant at which `duration` of business time has gone by since `start`, in UTC.

        A period that ends exactly when the office closes ends then, not when it opens again. No time at all gives
        `start`, or the next opening that counts. Raises NeverOpen, and ValueError for a negative duration.
        """
        if duration < dt.timedelta():
            raise ValueError("business time runs forward")
        for opening in self.openings(start, counting=True):
            begin = max(opening.start, start)
            if duration <= opening.end - begin:
                return (begin + duration).astimezone(dt.UTC)
            duration -= opening.end - begin
        raise NeverOpen

    def business_time_between(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """How much business time lies between; negative where `end` is earlier."""
        if end < start:
            return -self.business_time_between(end, start)
        parts = (
            min(opening.end, end) - max(opening.start, start)
            for opening in self.openings(start, end, counting=True)
        )
        return sum(parts, dt.timedelta())


def anniversary(date: dt.date, years: int, *, leap_day: LeapDay) -> dt.date:
    """The same day `years` later (or earlier); February 29 becomes what the rule states where there is none."""
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        if (date.month, date.day) != (2, 29):
            raise
        month, day = (2, 28) if leap_day == LeapDay.FEBRUARY_28 else (3, 1)
        return dt.date(date.year + years, month, day)
