"""Where one stands when something is asked: whose "me", "my unit" and "today" are meant."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from frontoffice.authority.models import StaffMember
from frontoffice.cases import clocks
from frontoffice.foundation.models import Unit


@dataclass(frozen=True)
class Standpoint:
    """Ids of a colleague and of their unit (None: nobody), the date at their office, and its time zone."""

    member: int | None
    unit: int | None
    today: dt.date
    zone: ZoneInfo


def of_member(member: StaffMember, at: dt.datetime) -> Standpoint:
    """A colleague's own."""
    hours = clocks.hours_of(member.unit)
    return Standpoint(member.pk, member.unit_id, hours.date_of(at), hours.zone)


def of_nobody(unit: Unit, at: dt.datetime) -> Standpoint:
    """A program's, at the office that serves the unit: it is nobody."""
    hours = clocks.hours_of(unit)
    return Standpoint(None, None, hours.date_of(at), hours.zone)
