"""What goes back of an automated representative's post and of what it did with an inquiry."""

from datetime import date, datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.foundation.models import Actor
from frontoffice.representative.models import Attempt, AutomatedPost


class PostOut(BaseModel):
    """`topics`, `units` and `languages` are codes; empty means all."""

    reference: str
    staff_member: str
    name: str
    on: bool
    switched_by: str
    switched_at: datetime | None
    topics: list[str]
    units: list[str]
    languages: list[str]
    daily_ceiling: int


class AttemptOut(BaseModel):
    """`message` is the draft, `edited_message` what a person sent instead; both are references."""

    reference: str
    case: str
    outcome: str
    why: str
    refusal: str
    language: str
    on: date
    at: datetime
    message: str | None
    decision: str
    decided_by: str
    decided_at: datetime | None
    reason: str
    comment: str
    edited_message: str | None


@shown(AutomatedPost)
def post_out(post: AutomatedPost, by: Actor) -> PostOut:
    return PostOut(
        reference=post.reference,
        staff_member=post.staff_member.reference,
        name=post.staff_member.actor.name,
        on=post.on,
        switched_by=post.switched_by.name if post.switched_by is not None else "",
        switched_at=post.switched_at,
        topics=list(post.topics.order_by("code").values_list("code", flat=True)),
        units=list(post.units.order_by("code").values_list("code", flat=True)),
        languages=post.languages,
        daily_ceiling=post.daily_ceiling,
    )


@shown(Attempt)
def attempt_out(attempt: Attempt, by: Actor) -> AttemptOut:
    return AttemptOut(
        reference=attempt.reference,
        case=attempt.case.reference,
        outcome=attempt.outcome,
        why=attempt.why,
        refusal=attempt.refusal,
        language=attempt.language,
        on=attempt.on,
        at=attempt.at,
        message=attempt.message.reference if attempt.message is not None else None,
        decision=attempt.decision,
        decided_by=attempt.decided_by.name if attempt.decided_by is not None else "",
        decided_at=attempt.decided_at,
        reason=attempt.reason,
        comment=attempt.comment,
        edited_message=attempt.edited_message.reference if attempt.edited_message is not None else None,
    )
