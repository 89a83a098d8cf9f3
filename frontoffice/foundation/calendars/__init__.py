"""Office calendars: when an office is open, business days and business time, due dates (X1, DET-9).

`office_hours(office)` loads an immutable OfficeHours, which answers everything without the database; `editing` writes
the lines of a calendar (the actions that let people do so are authority's).
"""

from frontoffice.foundation.calendars.counting import DayUnit, LeapDay, OfficeHours, Roll, anniversary
from frontoffice.foundation.calendars.editing import (
    AlreadyWithdrawn,
    HolidayTwice,
    OverlappingHours,
    UnknownSubdivision,
    add_holiday,
    close_between,
    close_on,
    new_calendar,
    seed_holidays,
    set_special_hours,
    set_weekly_hours,
    withdraw,
)
from frontoffice.foundation.calendars.hours import DateOutOfRange, Interval, NeverOpen, Opening
from frontoffice.foundation.calendars.loading import line_for, office_hours
from frontoffice.foundation.calendars.typed import NotHours, parse_intervals, write_intervals

__all__ = [
    "AlreadyWithdrawn",
    "DateOutOfRange",
    "DayUnit",
    "HolidayTwice",
    "Interval",
    "LeapDay",
    "NeverOpen",
    "NotHours",
    "OfficeHours",
    "Opening",
    "OverlappingHours",
    "Roll",
    "UnknownSubdivision",
    "add_holiday",
    "anniversary",
    "close_between",
    "close_on",
    "line_for",
    "new_calendar",
    "office_hours",
    "parse_intervals",
    "seed_holidays",
    "set_special_hours",
    "set_weekly_hours",
    "withdraw",
    "write_intervals",
]
