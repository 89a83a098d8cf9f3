"""The agency's own date."""

from datetime import UTC, date, datetime

from frontoffice.foundation.clock import today_in
from frontoffice.foundation.models import Agency


def office_day(at: datetime) -> date:
    """The date at the agency at this instant; in UTC while no agency is set up. One query."""
    agency = Agency.objects.first()
    return today_in(agency.zone, at) if agency is not None else at.astimezone(UTC).date()
