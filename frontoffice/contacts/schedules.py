"""What the worker looks after in contacts: call-backs whose time has passed, customers whom nobody takes."""

from contextlib import suppress
from datetime import datetime, timedelta

from frontoffice.contacts.actions.escalating import escalate_call_back
from frontoffice.contacts.actions.missing_transfers import escalate_transfer, patience
from frontoffice.contacts.models import CallBack, Transfer
from frontoffice.contacts.models.call_backs import OPEN
from frontoffice.contacts.models.during import WAITING
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.schedules import every

AT_ONCE = 500


@every(timedelta(minutes=1))
def escalate_missed_call_backs(*, by: Actor, at: datetime) -> None:
    """Each in its own transaction; what somebody called in this very moment is left alone."""
    missed = CallBack.objects.filter(OPEN, missed_at__isnull=True, due_at__lte=at)
    for call_back in missed.order_by("due_at", "pk")[:AT_ONCE]:
        with suppress(Refused):
            escalate_call_back(call_back=call_back, by=by, at=at)


@every(timedelta(minutes=1))
def escalate_missed_transfers(*, by: Actor, at: datetime) -> None:
    """Each in its own transaction; what somebody took in this very moment is left alone."""
    late = Transfer.objects.filter(WAITING, missed_at__isnull=True, at__lte=at - patience())
    for transfer in late.order_by("at", "pk")[:AT_ONCE]:
        with suppress(Refused):
            escalate_transfer(transfer=transfer, by=by, at=at)
