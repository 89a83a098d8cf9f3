"""The foundation's nouns."""

from frontoffice.foundation.models.actors import Actor, ActorKind
from frontoffice.foundation.models.calendars import (
    OfficeCalendar,
    SpecialDay,
    SpecialDayKind,
    SpecialInterval,
    Weekday,
    WeeklyHours,
    WeeklyInterval,
)
from frontoffice.foundation.models.edges import CacheRow, RateCounter
from frontoffice.foundation.models.events import Delivery, Event, EventSubject, ScheduledRun
from frontoffice.foundation.models.files import StoredFile
from frontoffice.foundation.models.numbers import NumberSeries
from frontoffice.foundation.models.places import Agency, Office, Unit

__all__ = [
    "Actor",
    "ActorKind",
    "Agency",
    "CacheRow",
    "Delivery",
    "Event",
    "EventSubject",
    "NumberSeries",
    "Office",
    "OfficeCalendar",
    "RateCounter",
    "ScheduledRun",
    "SpecialDay",
    "SpecialDayKind",
    "SpecialInterval",
    "StoredFile",
    "Unit",
    "Weekday",
    "WeeklyHours",
    "WeeklyInterval",
]
