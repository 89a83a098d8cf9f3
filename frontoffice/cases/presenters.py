"""What goes back of first contacts, of help that is asked for, and of advice."""

from datetime import datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.cases.models import Advice, FirstContact, HelpRequest
from frontoffice.foundation.models import Actor


class FirstContactOut(BaseModel):
    """Who is asked first: for a topic (code) or a unit (code)."""

    reference: str
    topic: str | None
    unit: str | None
    name: str
    post: str
    deputy: str
    public: bool


class HelpRequestOut(BaseModel):
    reference: str
    case: str
    question: str
    asked_by: str
    whom: str | None
    at: datetime
    closed_at: datetime | None


class AdviceOut(BaseModel):
    """`kind` is advice or draft."""

    reference: str
    case: str
    kind: str
    text: str
    by: str
    at: datetime


@shown(FirstContact)
def first_contact_out(one: FirstContact, by: Actor) -> FirstContactOut:
    return FirstContactOut(
        reference=one.reference,
        topic=one.topic.code if one.topic is not None else None,
        unit=one.unit.code if one.unit is not None else None,
        name=one.person.actor.name,
        post=one.person.post,
        deputy=one.deputy.actor.name if one.deputy is not None and by.is_staff else "",
        public=one.public,
    )


@shown(HelpRequest)
def help_request_out(asked: HelpRequest, by: Actor) -> HelpRequestOut:
    return HelpRequestOut(
        reference=asked.reference,
        case=asked.case.reference,
        question=asked.note.text,
        asked_by=asked.asked_by.name,
        whom=asked.whom.actor.name if asked.whom is not None else None,
        at=asked.at,
        closed_at=asked.closed_at,
    )


@shown(Advice)
def advice_out(given: Advice, by: Actor) -> AdviceOut:
    return AdviceOut(
        reference=given.reference,
        case=given.case.reference,
        kind=given.kind,
        text=given.note.text,
        by=given.by.name,
        at=given.at,
    )
