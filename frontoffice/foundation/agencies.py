"""Whose front office this is: one row of an installation, asked for by most pages and letters."""

from frontoffice.foundation.models import Agency
from frontoffice.foundation.statements import Statement

_AGENCY: Statement[Agency] = Statement(lambda: Agency.objects.order_by("pk")[:1])


def the_agency() -> Agency | None:
    """None before an installation is founded. One query."""
    return _AGENCY.first()
