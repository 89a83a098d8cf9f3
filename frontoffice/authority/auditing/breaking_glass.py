"""Opening what is specially protected: done when it has to be, and told at once."""

from datetime import datetime

from django.db import models

from frontoffice.authority.auditing.patterns import Found, note
from frontoffice.authority.events import GlassBroken
from frontoffice.authority.models import AccessRecord, Pattern
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor


def tell(record: AccessRecord, thing: models.Model, *, by: Actor, at: datetime) -> None:
    """Put it before the supervisor, and into the history of the thing. Runs in the transaction of the record."""
    found = Found(Pattern.BREAK_GLASS, record, record.object_kind, record.object_id or 0)
    finding = note(found, actor=by, at=at)
    about = [thing] if finding is None else [thing, finding]
    announce(GlassBroken(access_id=record.pk, reason=record.reason_code), about=about, by=by, at=at)
