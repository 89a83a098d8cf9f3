"""What triggers do when something happened to a case, or when a date has come: each once, as itself, within bounds."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import Approval
from frontoffice.cases.actions.attempting import attempt
from frontoffice.cases.actions.recording import locked
from frontoffice.cases.events_triggers import TriggerFired
from frontoffice.cases.many import act_of
from frontoffice.cases.models import Case, Firing, FiringState, TriggerVersion
from frontoffice.cases.queries.triggers import MOST_DEEP, WITH, behind, counting_now, holds_of
from frontoffice.foundation import events
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Event
from frontoffice.foundation.refusals import Refused

LOOPED = _("Triggers had set each other off; this one stays out of it.")


class ActIsGone(Refused):
    message = _("This can no longer be done.")


class TakesMore(Refused):
    """A trigger asks nobody: what it may not do outright it does not do."""

    message = _("This takes more authority than the trigger was lent.")


def fire(on: str, case_id: int, event: Event, *, at: dt.datetime) -> None:
    """Let every trigger that waits for this act on the case, inside the caller's transaction.

    All look at the case as the event left it, then act in the order in which they were made: what one does to it is an
    event of its own to the others. What triggers set off among themselves ends after three of them, or where one would
    act a second time; that is on record.
    """
    versions = counting_now([on])
    if not versions:
        return
    chain = behind(event)
    case = Case.objects.select_related(*WITH).get(pk=case_id)
    for version in [version for version in versions if holds_of(version, case, at)]:
        looped = len(chain) >= MOST_DEEP or version.trigger_id in chain
        _fire(version, case, event=event, depth=len(chain), looped=looped, at=at)


def fire_on_day(version: TriggerVersion, case: Case, day: dt.date, *, at: dt.datetime) -> None:
    """The same for what looks at the calendar, once for each date, inside the caller's transaction."""
    locked(case)
    if not Firing.objects.filter(trigger=version.trigger_id, case=case, day=day).exists():
        _fire(version, case, day=day, at=at)


def _fire(
    version: TriggerVersion,
    case: Case,
    *,
    event: Event | None = None,
    day: dt.date | None = None,
    depth: int = 0,
    looped: bool = False,
    at: dt.datetime,
) -> None:
    state, why = (FiringState.LOOP, str(LOOPED)) if looped else _acted(version, case, at=at)
    firing = Firing.objects.create(
        trigger_id=version.trigger_id,
        version=version,
        case=case,
        event=event,
        day=day,
        depth=depth,
        state=state,
        why=why,
        at=at,
    )
    fired = TriggerFired(
        trigger_id=version.trigger_id, case_id=case.pk, firing_id=firing.pk, state=str(state)
    )
    announce(fired, about=version.trigger, by=version.trigger.actor, at=at)


def _acted(version: TriggerVersion, case: Case, *, at: dt.datetime) -> tuple[FiringState, str]:
    """All its acts by the trigger's own actor; where one is refused, none of them stays."""
    actor = version.trigger.actor

    def act_all() -> bool:
        for one in version.acts:
            act = act_of(one["act"])
            if act is None:
                raise ActIsGone
            fresh = Case.objects.select_related(*WITH).get(pk=case.pk)
            if isinstance(act.does(fresh, one["given"], by=actor, at=at), Approval):
                raise TakesMore
        return True

    with events.within(events.Acting(caused_by=events.acting.get().caused_by)):
        _made, why = attempt(act_all)
    return (FiringState.REFUSED, why) if why else (FiringState.DONE, "")
