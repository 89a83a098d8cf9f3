"""What goes back of imports and their texts."""

from datetime import datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.models import Import, ImportedText


class ImportedTextOut(BaseModel):
    """`difference` is new, changed, gone or same; `before` the version it was held against, `made` what came of it."""

    reference: str
    slug: str
    language: str
    title: str
    difference: str
    before: str | None
    made: str | None
    taken: bool | None


class ImportOut(BaseModel):
    """`state` is waiting, taken or dropped. Texts that are the same are not named."""

    reference: str
    source: str
    whole: bool
    state: str
    problems: list[str]
    begun_by: str
    begun_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str
    texts: list[ImportedTextOut]


@shown(ImportedText)
def imported_text_out(text: ImportedText, by: Actor) -> ImportedTextOut:
    return ImportedTextOut(
        reference=text.reference,
        slug=text.slug,
        language=text.language,
        title=text.title,
        difference=text.difference,
        before=text.before.reference if text.before is not None else None,
        made=text.made.reference if text.made is not None else None,
        taken=text.taken,
    )


@shown(Import)
def import_out(brought: Import, by: Actor) -> ImportOut:
    """With the texts that are new, changed or gone."""
    texts = brought.texts.exclude(difference="same").select_related("before", "made")
    return ImportOut(
        reference=brought.reference,
        source=brought.source,
        whole=brought.whole,
        state=brought.state,
        problems=brought.problems,
        begun_by=brought.begun_by.name,
        begun_at=brought.begun_at,
        decided_by=brought.decided_by.name if brought.decided_by is not None else None,
        decided_at=brought.decided_at,
        reason=brought.reason,
        texts=[imported_text_out(text, by) for text in texts],
    )
