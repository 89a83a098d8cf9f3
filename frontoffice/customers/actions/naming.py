"""Names: a new one beside or instead of another, each from a day on; what somebody was called stays (X2)."""

import datetime as dt
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.events import NameAdded, NameEnded
from frontoffice.customers.indexing import index
from frontoffice.customers.keeping import follow, locked
from frontoffice.customers.models import NameKind, Party, PartyKind, PartyName
from frontoffice.customers.naming import NONE, parts_of
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries.together import all_of, counting, merge_that_holds, standing_merges, whole
from frontoffice.foundation.events import announce
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Name = Annotated[str, Field(min_length=1, max_length=200)]
Evidence = Annotated[str, Field(max_length=200)]
ONE_AT_A_TIME = (NameKind.LEGAL, NameKind.PREFERRED)


class NoName(BadInput):
    message = _("Write the name.")
    field = "name"


class NotYet(BadInput):
    message = _("A name counts from today or from an earlier day.")
    field = "from_on"


class BeforeTheLast(BadInput):
    message = _("The name on file counts from a later day. Choose that day or a later one.")
    field = "from_on"


class NameEndedAlready(Refused):
    message = _("This name is not used any more.")


class LegalNameStays(Refused):
    message = _("Nobody is without a legal name. Add the new one: it takes the place of this one.")


@action("customers.add_name", title=_("Add or change a name"), subject="party")
def add_name(
    *,
    party: Party,
    name: Name,
    kind: NameKind,
    from_on: dt.date | None = None,
    evidence: Evidence = "",
    by: Actor,
    at: datetime,
) -> Party:
    """From a day on the party has this name too. A new legal or preferred name takes the place of the one before.

    Raises NoName, NotYet, BeforeTheLast.
    """
    party = locked(party)
    today = office_day(at)
    from_on = from_on or today
    if from_on > today:
        raise NotYet
    if kind in ONE_AT_A_TIME:
        _make_room(party, kind, from_on, by=by, at=at)
    new_name(party, name, kind, from_on=from_on, evidence=evidence, by=by, at=at)
    call_by_names(party)
    return party


@action("customers.end_name", title=_("End a name"), subject="name")
def end_name(*, name: PartyName, until_on: dt.date | None = None, by: Actor, at: datetime) -> Party:
    """The party is not called so any more; the name stays in the history. Raises NameEndedAlready, LegalNameStays."""
    party = locked(name.party)
    name = PartyName.objects.select_for_update(of=("self",)).get(pk=name.pk)
    if name.until_on is not None:
        raise NameEndedAlready
    if name.kind == NameKind.LEGAL:
        raise LegalNameStays
    today = office_day(at)
    end(name, max(name.from_on, min(until_on or today, today)), by=by, at=at)
    call_by_names(party)
    return party


def _make_room(party: Party, kind: NameKind, from_on: dt.date, *, by: Actor, at: datetime) -> None:
    """End the party's own name of the kind. One of a file that was merged into it only counts no more (ACC-8)."""
    in_use = all_of(PartyName, party).filter(kind=kind, until_on__isnull=True).select_related("party")
    shown = [row for row in in_use if row.set_aside_in_id is None]
    if any(from_on < row.from_on for row in shown):
        raise BeforeTheLast
    for row in in_use:
        if row.party_id == party.pk:
            end(row, max(from_on, row.from_on), by=by, at=at)
    theirs = [row for row in shown if row.party_id != party.pk]
    merges = standing_merges(list(whole(party))) if theirs else []
    for row in theirs:
        row.set_aside_in = merge_that_holds(row.party, merges)
        row.save(update_fields=["set_aside_in"])


def new_name(
    party: Party, name: str, kind: NameKind, *, from_on: dt.date, evidence: str, by: Actor, at: datetime
) -> PartyName:
    """The row and fact of a name, inside the caller's action. Raises NoName."""
    said = " ".join(name.replace("\x00", "").split())
    if not said:
        raise NoName
    over = kind is NameKind.FORMER  # when it began is not known, only that it is over
    made = insert(
        PartyName(
            party=party,
            kind=kind,
            as_given=said,
            **(parts_of(said) if party.kind == PartyKind.PERSON else NONE),
            evidence=evidence.strip(),
            from_on=from_on,
            until_on=from_on if over else None,
            recorded_at=at,
            recorded_by=by,
            ended_at=at if over else None,
            ended_by=by if over else None,
        )
    )
    announce(NameAdded(party_id=party.pk, name_id=made.pk, kind=kind.value), about=party, by=by, at=at)
    return made


def end(name: PartyName, until_on: dt.date, *, by: Actor, at: datetime) -> None:
    """End a name inside the caller's action."""
    name.until_on, name.ended_at, name.ended_by = until_on, at, by
    name.save(update_fields=["until_on", "ended_at", "ended_by"])
    announce(
        NameEnded(party_id=name.party_id, name_id=name.pk, kind=name.kind), about=name.party, by=by, at=at
    )


def call_by_names(party: Party) -> None:
    """Call the party by its preferred name, else by its legal one, and find it by all; inside the caller's action."""
    rows = counting(PartyName, party).filter(until_on__isnull=True).order_by("pk")
    in_use = {row.kind: row.as_given for row in rows}
    called = in_use.get(NameKind.PREFERRED) or in_use.get(NameKind.LEGAL) or party.name
    if called != party.name:
        party.name = called
        party.save(update_fields=["name"])
        follow(party)
    index(party)
