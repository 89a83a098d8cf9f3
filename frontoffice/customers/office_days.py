"""Which day it is at the agency: received and effective are dates there, not instants (X1)."""

from datetime import UTC, date, datetime

from frontoffice.foundation.clock import today_in
from frontoffice.foundation.models import Agency
from frontoffice.foundation.statements import Statement

_AGENCY: Statement[Agency] = Statement(lambda: Agency.objects.order_by("pk")[:1])


def office_day(at: datetime) -> date:
    """The agency's date at an instant. One query."""
    agency = _AGENCY.first()
    return today_in(agency.zone, at) if agency is not None else at.astimezone(UTC).date()
