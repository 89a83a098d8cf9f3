"""Need to know and its record for programs: the same as on pages, with the purpose given beforehand (REC-5, REC-6)."""

from datetime import datetime
from typing import Any

from django.db import models

from frontoffice.authority.auditing import knowing, looking
from frontoffice.authority.auditing.knowing import Purpose, ReasonNeeded
from frontoffice.authority.auditing.watching import WATCHED, of_whom
from frontoffice.authority.models import Refusal
from frontoffice.foundation.models import Actor

READING = "read"


def purpose(code: str | None, text: str | None) -> Purpose | None:
    """What the caller gave as the reason, if anything."""
    return Purpose(code, text or "") if code else None


def opened(thing: models.Model, *, given: Purpose | None, by: Actor, at: datetime) -> None:
    """Record that a program read a thing. Raises ReasonNeeded, on record too, where it has to say why first."""
    if type(thing) not in WATCHED:
        return
    try:
        known = knowing.known(thing, by=by, at=at, purpose=given)
    except ReasonNeeded as refusal:
        Refusal.objects.create(
            action=f"{READING}.{thing._meta.label_lower}"[:100],
            by=by,
            code=refusal.code,
            part=refusal.part,
            subject_kind=thing._meta.label_lower,
            subject_id=thing.pk,
            at=at,
        )
        raise
    looking.looked(thing, by=by, at=at, known=known)


def listed(model: type[models.Model], rows: list[Any], *, by: Actor, at: datetime) -> None:
    """Record that a program went through a list: how many rows, not which."""
    if model in WATCHED:
        looking.searched("", found=len(rows), by=by, at=at)


def may_see(result: Any, *, given: Purpose | None, by: Actor, at: datetime) -> bool:
    """Whether the answer to an act may show what it was done to: others learn only that it is done."""
    if not isinstance(result, models.Model) or of_whom(result) is None:
        return True
    try:
        looking.looked(result, by=by, at=at, known=knowing.known(result, by=by, at=at, purpose=given))
    except ReasonNeeded:
        return False
    return True
