"""Flags: circumstances with their own handling and their own viewers (ACC-15)."""

import datetime as dt
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.customers.events import FlagEnded, FlagKindDefined, FlagPlaced
from frontoffice.customers.flag_kinds import kinds
from frontoffice.customers.keeping import locked
from frontoffice.customers.models import Flag, FlagKind, Party, Viewers
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries.together import counting
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput, Refused

Code = Annotated[str, Field(max_length=40, pattern="^[a-z][a-z0-9_]*$")]
_WIDEST_FIRST = (Viewers.STAFF, Viewers.UNIT, Viewers.REVIEWERS)


class UnknownKind(BadInput):
    message = _("There is no such kind of flag.")
    field = "kind"


class TooManyViewers(BadInput):
    message = _("A flag of this kind is for fewer eyes.")
    field = "viewers"


class FlaggedAlready(Refused):
    message = _("This flag stands already.")


class FlagEndedAlready(Refused):
    message = _("This flag is over.")


class EndOutOfBounds(BadInput):
    message = _("It ends on the day it began or later.")
    field = "until_on"


class ReasonNeeded(BadInput):
    message = _("Give the reason.")
    field = "reason"


@action("customers.place_flag", title=_("Place a flag"), subject="party")
def place_flag(
    *,
    party: Party,
    kind: Code,
    note: Annotated[str, Field(max_length=500)] = "",
    concerns: Party | None = None,
    viewers: Viewers | None = None,
    evidence: Annotated[str, Field(max_length=200)] = "",
    received_on: dt.date | None = None,
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
    by: Actor,
    at: datetime,
) -> Party:
    """Note a circumstance; the kind's viewers see it, or fewer. Raises UnknownKind, TooManyViewers, FlaggedAlready."""
    seen_by = _viewers(kind, viewers)
    party = locked(party)
    today = office_day(at)
    if until_on is not None and until_on < (from_on or today):
        raise EndOutOfBounds
    if counting(Flag, party).filter(kind=kind, concerns=concerns, until_on__isnull=True).exists():
        raise FlaggedAlready
    made = Flag.objects.create(
        party=party,
        kind=kind,
        note=note.strip(),
        concerns=concerns,
        viewers=seen_by,
        unit=_unit(by) if seen_by is Viewers.UNIT else None,
        evidence=evidence.strip(),
        received_on=received_on or today,
        from_on=from_on or today,
        until_on=until_on,
        recorded_at=at,
        recorded_by=by,
    )
    # The event doesn't say which kind: whoever reads the customer's history need not be among its viewers.
    announce(FlagPlaced(party_id=party.pk, flag_id=made.pk), about=made, by=by, at=at)
    return party


@action("customers.end_flag", title=_("End a flag"), subject="flag")
def end_flag(
    *,
    flag: Flag,
    reason: Annotated[str, Field(min_length=1, max_length=300)],
    until_on: dt.date | None = None,
    by: Actor,
    at: datetime,
) -> Party:
    """It counts no more from a day on, and stays in the history.

    Raises FlagEndedAlready, ReasonNeeded, EndOutOfBounds.
    """
    flag = Flag.objects.select_for_update(of=("self",)).select_related("party").get(pk=flag.pk)
    if flag.ended_at is not None:
        raise FlagEndedAlready
    if not reason.strip():
        raise ReasonNeeded
    last = until_on or max(office_day(at), flag.from_on)
    if last < flag.from_on:
        raise EndOutOfBounds
    flag.until_on, flag.ended_at, flag.ended_by, flag.ended_because = last, at, by, reason.strip()
    flag.save(update_fields=["until_on", "ended_at", "ended_by", "ended_because"])
    announce(FlagEnded(party_id=flag.party_id, flag_id=flag.pk), about=flag, by=by, at=at)
    return flag.party


@action("customers.define_flag_kind", title=_("Define a kind of flag"))
def define_flag_kind(
    *,
    code: Code,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    handling: Annotated[str, Field(min_length=1, max_length=300)],
    viewers: Viewers = Viewers.STAFF,
    active: bool = True,
    by: Actor,
    at: datetime,
) -> FlagKind:
    """Add a kind with what colleagues do and who sees it, change one, or offer it no more."""
    given = {"name": name, "handling": handling, "viewers": viewers, "active": active}
    made, _created = FlagKind.objects.update_or_create(code=code, defaults=given)
    announce(FlagKindDefined(flag_kind_id=made.pk, active=active), about=made, by=by, at=at)
    return made


def _viewers(kind: str, wanted: Viewers | None) -> Viewers:
    known = kinds().get(kind)
    if known is None:
        raise UnknownKind
    seen_by = wanted or known.viewers
    if _WIDEST_FIRST.index(seen_by) < _WIDEST_FIRST.index(known.viewers):
        raise TooManyViewers
    return seen_by


def _unit(by: Actor) -> Unit | None:
    member = StaffMember.objects.filter(actor=by).select_related("unit").first()
    return member.unit if member is not None else None
