"""What goes back of cautions, incidents and calls for back-up: to colleagues alone."""

from datetime import date, datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.customers.models import BackupCall, Caution, Incident, Likeness, Merge
from frontoffice.foundation.models import Actor


class CautionOut(BaseModel):
    reference: str
    customer: str
    kind: str
    text: str
    viewers: str
    from_at: datetime
    review_by: date
    until: datetime
    ended_at: datetime | None


class IncidentOut(BaseModel):
    reference: str
    customer: str | None
    happened_at: datetime
    place: str
    what: str
    injured: bool


class BackupCallOut(BaseModel):
    reference: str
    place: str
    called_by: str
    called_at: datetime
    coming: list[str]
    ended_at: datetime | None


class MergeOut(BaseModel):
    """`survivor` is the customer that goes on, `other` the one whose file goes on there."""

    reference: str
    survivor: str
    other: str
    reason: str
    choices: dict[str, str]
    merged_at: datetime
    undone_at: datetime | None


@shown(Merge)
def merge_out(merge: Merge, by: Actor) -> MergeOut:
    return MergeOut(
        reference=merge.reference,
        survivor=merge.survivor.reference,
        other=merge.other.reference,
        reason=merge.reason,
        choices=merge.choices,
        merged_at=merge.merged_at,
        undone_at=merge.undone_at,
    )


class LikenessOut(BaseModel):
    """Two customers who may be one, and by trait how they agree."""

    reference: str
    one: str
    other: str
    points: float
    agrees: dict[str, str]
    dismissed_because: str


@shown(Likeness)
def likeness_out(likeness: Likeness, by: Actor) -> LikenessOut:
    return LikenessOut(
        reference=likeness.reference,
        one=likeness.one.reference,
        other=likeness.other.reference,
        points=likeness.points,
        agrees=likeness.agrees,
        dismissed_because=likeness.dismissed_because,
    )


@shown(Caution)
def caution_out(caution: Caution, by: Actor) -> CautionOut:
    return CautionOut(
        reference=caution.reference,
        customer=caution.party.reference,
        kind=caution.kind,
        text=caution.text,
        viewers=caution.viewers,
        from_at=caution.from_at,
        review_by=caution.review_by,
        until=caution.until,
        ended_at=caution.ended_at,
    )


@shown(Incident)
def incident_out(incident: Incident, by: Actor) -> IncidentOut:
    return IncidentOut(
        reference=incident.reference,
        customer=incident.party.reference if incident.party is not None else None,
        happened_at=incident.happened_at,
        place=incident.place,
        what=incident.what,
        injured=incident.injured,
    )


@shown(BackupCall)
def backup_call_out(call: BackupCall, by: Actor) -> BackupCallOut:
    return BackupCallOut(
        reference=call.reference,
        place=call.place,
        called_by=call.called_by.name,
        called_at=call.called_at,
        coming=[answer.by.name for answer in call.answers.select_related("by").order_by("pk")],
        ended_at=call.ended_at,
    )
