"""What goes back of knowledge gaps and their groups."""

from datetime import datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.models import GapGroup, KnowledgeGap


class GapOut(BaseModel):
    reference: str
    contact: str
    words: str
    language: str
    status: str
    recorded_at: datetime
    article: str | None
    reason: str


class GapGroupOut(BaseModel):
    """`asked` gaps ask for the same; `waiting` of them are open. `draft` is the version being written."""

    reference: str
    words: str
    language: str
    asked: int
    waiting: int
    last_asked_at: datetime
    taken_by: str | None
    draft: str | None


@shown(KnowledgeGap)
def gap_out(gap: KnowledgeGap, by: Actor) -> GapOut:
    return GapOut(
        reference=gap.reference,
        contact=gap.contact.reference,
        words=gap.words,
        language=gap.language,
        status=gap.status,
        recorded_at=gap.recorded_at,
        article=gap.article.slug if gap.article is not None else None,
        reason=gap.reason,
    )


@shown(GapGroup)
def gap_group_out(group: GapGroup, by: Actor) -> GapGroupOut:
    return GapGroupOut(
        reference=group.reference,
        words=group.words,
        language=group.language,
        asked=group.asked,
        waiting=group.waiting,
        last_asked_at=group.last_asked_at,
        taken_by=group.taken_by.name if group.taken_by is not None else None,
        draft=group.draft.reference if group.draft is not None else None,
    )
