"""Who may see and work on cases. Powers are the names of the actions."""

from datetime import datetime
from types import SimpleNamespace

from frontoffice.authority.deciding import live_grants
from frontoffice.foundation.models import Actor

# Any of these opens the desk: whoever can do something about cases can see them.
WORKING = (
    "cases.take",
    "cases.reply",
    "cases.note",
    "cases.attach",
    "cases.assign",
    "cases.resolve",
    "cases.change_topic",
    "cases.open_case",
)


def units_seen(*, by: Actor, at: datetime) -> frozenset[int] | None:
    """Ids of the units whose cases the staff member sees; None for all, empty for none. One query."""
    granted = set(
        live_grants(actor=by, at=at).filter(action__in=WORKING).values_list("unit_id", flat=True).distinct()
    )
    return None if None in granted else frozenset(granted)


def unit_of_case(call: SimpleNamespace) -> int:
    """For grants that hold for one unit: the unit of the case at hand."""
    unit_id: int = call.case.unit_id
    return unit_id
