"""Cautions about customers: placed with an end, reviewed by somebody else, and what happened put on record."""

import datetime as dt
from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.customers.caution_kinds import kinds
from frontoffice.customers.events import (
    CautionKindDefined,
    CautionPlaced,
    CautionReviewed,
    IncidentRecorded,
)
from frontoffice.customers.models import (
    Caution,
    CautionKind,
    CautionReview,
    Incident,
    Party,
    ReviewDecision,
    Viewers,
)
from frontoffice.customers.office_days import office_day
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

LONGEST = dt.timedelta(days=366)
LONGEST_AGO = dt.timedelta(days=366)
Text = Annotated[str, Field(min_length=1, max_length=1000)]
Code = Annotated[str, Field(max_length=40, pattern="^[a-z][a-z0-9_]*$")]


class UnknownKind(BadInput):
    message = _("There is no such kind of caution.")
    field = "kind"


class SaysNothing(BadInput):
    message = _("Say what colleagues have to know, without judging the person.")
    field = "text"


class NoEnd(BadInput):
    message = _("A caution ends within a year, and is reviewed before it ends.")
    field = "until"


class OverAlready(Refused):
    message = _("This caution is over.")


class ReasonNeeded(BadInput):
    message = _("Give the reason.")
    field = "reason"


class NotYetHappened(BadInput):
    message = _("Say when it happened: not in the future, and within the last year.")
    field = "happened_at"


class WhoWasHurt(BadInput):
    message = _("Say who was hurt, and how.")
    field = "injuries"


@action("customers.place_caution", title=_("Place a caution"), subject="party")
def place_caution(
    *,
    party: Party,
    kind: Code,
    text: Text,
    review_by: dt.date,
    until: datetime,
    viewers: Viewers = Viewers.STAFF,
    told: Annotated[str, Field(max_length=500)] = "",
    by: Actor,
    at: datetime,
) -> Caution:
    """Let colleagues know before they meet somebody. It ends by itself. Raises UnknownKind, SaysNothing, NoEnd."""
    if kind not in kinds():
        raise UnknownKind
    if not text.strip():
        raise SaysNothing
    _check_end(review_by, until, at)
    member = StaffMember.objects.filter(actor=by).first()
    placed = Caution.objects.create(
        party=party,
        kind=kind,
        text=text.strip(),
        viewers=viewers,
        unit=member.unit if member is not None and viewers == Viewers.UNIT else None,
        from_at=at,
        review_by=review_by,
        until=until,
        told=told.strip(),
        placed_by=by,
    )
    announce(
        CautionPlaced(party_id=party.pk, caution_id=placed.pk, kind=kind), about=[party, placed], by=by, at=at
    )
    return placed


def _placed_by_oneself(call: Any) -> bool:
    return bool(call.caution.placed_by_id == call.by.pk)


@action("customers.review_caution", title=_("Review a caution"), conflict=_placed_by_oneself)
def review_caution(
    *,
    caution: Caution,
    decision: ReviewDecision,
    reason: Text,
    review_by: dt.date | None = None,
    until: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Caution:
    """Somebody else than who placed it keeps it or ends it. Raises OverAlready, ReasonNeeded, NoEnd."""
    found = Caution.objects.select_for_update(of=("self",)).select_related("party").get(pk=caution.pk)
    if found.ended_at is not None or found.until <= at:
        raise OverAlready
    if not reason.strip():
        raise ReasonNeeded
    if decision == ReviewDecision.END:
        found.ended_at, found.ended_by = at, by
    else:
        found.review_by, found.until = review_by or found.review_by, until or found.until
        _check_end(found.review_by, found.until, at)
    found.save(update_fields=["review_by", "until", "ended_at", "ended_by"])
    CautionReview.objects.create(caution=found, decision=decision, reason=reason.strip(), by=by, at=at)
    reviewed = CautionReviewed(party_id=found.party_id, caution_id=found.pk, decision=decision.value)
    announce(reviewed, about=[found.party, found], by=by, at=at)
    return found


@action("customers.define_caution_kind", title=_("Define a kind of caution"))
def define_caution_kind(
    *,
    code: Code,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    active: bool = True,
    by: Actor,
    at: datetime,
) -> CautionKind:
    """Add a kind, rename one, or offer it no more."""
    made, _created = CautionKind.objects.update_or_create(
        code=code, defaults={"name": name, "active": active}
    )
    announce(CautionKindDefined(caution_kind_id=made.pk, active=active), about=made, by=by, at=at)
    return made


@action("customers.record_incident", title=_("Record what happened"), subject="party")
def record_incident(
    *,
    happened_at: datetime,
    place: Annotated[str, Field(min_length=1, max_length=200)],
    what: Annotated[str, Field(min_length=1, max_length=10_000)],
    party: Party | None = None,
    present: Annotated[str, Field(max_length=1000)] = "",
    injured: bool = False,
    injuries: Annotated[str, Field(max_length=1000)] = "",
    measures: Annotated[str, Field(max_length=10_000)] = "",
    by: Actor,
    at: datetime,
) -> Incident:
    """Put on record what happened, where, who was there and what was done; it is never edited.

    Raises NotYetHappened, WhoWasHurt, SaysNothing.
    """
    if not at - LONGEST_AGO <= happened_at <= at:
        raise NotYetHappened
    if not what.strip() or not place.strip():
        raise SaysNothing(field="place" if what.strip() else "what")
    if injured and not injuries.strip():
        raise WhoWasHurt
    member = StaffMember.objects.filter(actor=by).first()
    made = Incident.objects.create(
        party=party,
        office=member.office if member is not None else None,
        place=place.strip(),
        happened_at=happened_at,
        what=what.strip(),
        present=present.strip(),
        injured=injured,
        injuries=injuries.strip(),
        measures=measures.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    event = IncidentRecorded(incident_id=made.pk, party_id=party.pk if party else None, injured=injured)
    announce(event, about=[made, party] if party is not None else made, by=by, at=at)
    return made


def _check_end(review_by: dt.date, until: datetime, at: datetime) -> None:
    if not at < until <= at + LONGEST or not office_day(at) <= review_by <= office_day(until):
        raise NoEnd
