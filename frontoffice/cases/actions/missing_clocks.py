"""Finding clocks that were missed: recorded once, and told to whoever has the case."""

from datetime import datetime

from django.utils.translation import gettext as _

from frontoffice.authority import notices
from frontoffice.cases import clocks
from frontoffice.cases.actions.recording import locked
from frontoffice.cases.clock_kinds import label_of
from frontoffice.cases.events import ClockMissed
from frontoffice.cases.models import Clock
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor

MISSED = "cases.clock_missed"


def miss(clock: Clock, *, by: Actor, at: datetime) -> bool:
    """Record that its last day has passed, inside the caller's transaction; whether it had, as it stands now."""
    case = locked(clock.case)
    clock = Clock.objects.select_for_update().get(pk=clock.pk)
    still = clock.stops.filter(until_at__isnull=True).exists()
    if clock.done_at or clock.missed_at or still or clocks.today(case.unit, at) <= clock.due_on:
        return False
    clock.missed_at = at
    clock.save(update_fields=["missed_at"])
    announce(ClockMissed(case_id=case.pk, clock_id=clock.pk, kind=clock.kind), about=case, by=by, at=at)
    if case.assignee is not None:
        said = _("%(number)s: %(clock)s was due and is late.") % {
            "number": case.number,
            "clock": label_of(clock.kind),
        }
        notices.tell(case.assignee, kind=MISSED, about=case, text=said, by=by, at=at)
    return True
