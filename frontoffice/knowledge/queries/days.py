"""The agency's own date and language."""

from calendar import monthrange
from datetime import UTC, date, datetime

from frontoffice.foundation.agencies import the_agency
from frontoffice.foundation.clock import today_in
from frontoffice.foundation.search.words import primary


def office_day(at: datetime) -> date:
    """The date at the agency at this instant; in UTC while no agency is set up. One query."""
    agency = the_agency()
    return today_in(agency.zone, at) if agency is not None else at.astimezone(UTC).date()


def own_language() -> str:
    """The language that the agency writes its texts in first, as "en". One query."""
    agency = the_agency()
    return primary(agency.default_language) if agency is not None else "en"


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    last = monthrange(year, month)[1]
    return date(year, month, min(day.day, last))
