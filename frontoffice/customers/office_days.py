"""Which day it is at the agency: received and effective are dates there, not instants (X1)."""

from datetime import UTC, date, datetime

from frontoffice.foundation.agencies import the_agency
from frontoffice.foundation.clock import today_in


def office_day(at: datetime) -> date:
    """The agency's date at an instant. One query."""
    agency = the_agency()
    return today_in(agency.zone, at) if agency is not None else at.astimezone(UTC).date()
