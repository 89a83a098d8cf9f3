"""What goes back of the keeping and reading of texts: reviews, circulation, acknowledgments, reminders."""

from datetime import date, datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.models import Acknowledgment, Circulation, Reminder, Review


class ReviewOut(BaseModel):
    """`verdict` is right or change; `review_by` the next date, `was_due` the one that this look answered."""

    reference: str
    version: str
    verdict: str
    note: str
    was_due: date | None
    review_by: date | None
    by: str
    at: datetime


class CirculationOut(BaseModel):
    """`unit` is its code; null where everybody works by the article."""

    reference: str
    article: str
    unit: str | None
    days: int
    from_at: datetime
    ended_at: datetime | None


class AcknowledgmentOut(BaseModel):
    reference: str
    version: str
    staff_member: str
    at: datetime


class ReminderOut(BaseModel):
    """`purpose` is review or read."""

    version: str
    staff_member: str
    purpose: str
    due_on: date
    at: datetime


@shown(Review)
def review_out(one: Review, by: Actor) -> ReviewOut:
    return ReviewOut(
        reference=one.reference,
        version=one.version.reference,
        verdict=one.verdict,
        note=one.note,
        was_due=one.was_due,
        review_by=one.review_by,
        by=one.by.name,
        at=one.at,
    )


@shown(Circulation)
def circulation_out(one: Circulation, by: Actor) -> CirculationOut:
    return CirculationOut(
        reference=one.reference,
        article=one.article.slug,
        unit=one.unit.code if one.unit is not None else None,
        days=one.days,
        from_at=one.from_at,
        ended_at=one.ended_at,
    )


@shown(Acknowledgment)
def acknowledgment_out(one: Acknowledgment, by: Actor) -> AcknowledgmentOut:
    return AcknowledgmentOut(
        reference=one.reference,
        version=one.version.reference,
        staff_member=one.staff_member.reference,
        at=one.at,
    )


@shown(Reminder)
def reminder_out(one: Reminder, by: Actor) -> ReminderOut:
    return ReminderOut(
        version=one.version.reference,
        staff_member=one.staff_member.reference,
        purpose=one.purpose,
        due_on=one.due_on,
        at=one.at,
    )
