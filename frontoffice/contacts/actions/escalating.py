"""A call-back that nobody made in time goes to whoever leads the unit, once (INQ-10)."""

from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.contacts import owed
from frontoffice.contacts.events import CallBackMissed
from frontoffice.contacts.models import CallBack, CallBackState
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import Refused


class NotMissed(Refused):
    message = _("This call-back is not late, or its lateness was told already.")


@action("contacts.escalate_call_back", title=_("Escalate a missed call-back"), open_to=["service"])
def escalate_call_back(*, call_back: CallBack, by: Actor, at: datetime) -> CallBack:
    """Its time has passed: whoever leads the unit has it on their work. Raises NotMissed if told again."""
    call_back = CallBack.objects.select_for_update(of=("self",)).get(pk=call_back.pk)
    if call_back.state != CallBackState.DUE or call_back.missed_at is not None or call_back.due_at > at:
        raise NotMissed
    call_back.missed_at = at
    call_back.escalated_to = lead_of(call_back.unit, at=at)
    call_back.save(update_fields=["missed_at", "escalated_to"])
    missed = CallBackMissed(call_back_id=call_back.pk, staff_member_id=call_back.escalated_to_id)
    announce(missed, about=[call_back, call_back.contact], by=by, at=at)
    owed.missed(call_back, by=by, at=at)
    return call_back


def lead_of(unit: Unit, *, at: datetime) -> StaffMember | None:
    """Who supervises most of the unit now; of the unit above where nobody does. None where nobody leads."""
    serving = Q(until__isnull=True) | Q(until__gt=at)
    theirs = Q(supervises__unit=unit) & (Q(supervises__until__isnull=True) | Q(supervises__until__gt=at))
    found = (
        StaffMember.objects.filter(serving, theirs)
        .annotate(people=Count("supervises"))
        .order_by("-people", "pk")
        .first()
    )
    if found is None and unit.parent is not None:
        return lead_of(unit.parent, at=at)
    return found
