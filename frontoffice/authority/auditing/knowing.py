"""Need to know: what is not on one's work is opened for a reason, and what is protected not unseen (REC-6).

What no room declares (`watching`) is open to whoever sees it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.auditing.breaking_glass import tell
from frontoffice.authority.auditing.looking import looked
from frontoffice.authority.auditing.reasoning import reasons
from frontoffice.authority.auditing.watching import REASONS, WATCHED, Known, is_protected
from frontoffice.authority.models import AccessKind, AccessRecord
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

REMEMBERED = timedelta(hours=12)  # as long as a sign-in lasts at most
LONGEST = 300


@dataclass(frozen=True)
class Purpose:
    """A reason as it was given: a code that is on the list, and words."""

    code: str
    text: str = ""


class ReasonNeeded(Refused):
    """Say why; the API takes it in the headers Access-Purpose and Access-Purpose-Text."""

    message = _("This is not on your work. Say why you open it.")
    status = 403
    part = "purpose"

    def __init__(self, thing: models.Model, *, protected: bool) -> None:
        super().__init__()
        self.thing = thing
        self.protected = protected


class NoSuchReason(BadInput):
    message = _("Choose one of the reasons on the list.")
    field = "code"


class WordsNeeded(BadInput):
    message = _("Say in a few words why.")
    field = "text"


def known(thing: models.Model, *, by: Actor, at: datetime, purpose: Purpose | None = None) -> Known:
    """Why `by` may open the thing. Raises ReasonNeeded; NoSuchReason and WordsNeeded for a purpose that is none."""
    if type(thing) not in WATCHED or not by.is_staff:
        return Known()
    for function in REASONS[type(thing)]:
        work = function(thing, by=by, at=at)
        if work is not None:
            return Known(work=work)
    if purpose is not None:
        return said(thing, purpose, by=by, at=at)
    earlier = _remembered(thing, by=by, at=at)
    if earlier is None:
        raise ReasonNeeded(thing, protected=is_protected(thing))
    return Known(reason_code=earlier.reason_code, reason=earlier.reason, break_glass=earlier.break_glass)


def said(thing: models.Model, purpose: Purpose, *, by: Actor, at: datetime) -> Known:
    """Record the reason; for what is protected the supervisor is told in the same transaction."""
    protected = is_protected(thing)
    purpose = _checked(purpose, protected=protected)
    given = Known(reason_code=purpose.code, reason=purpose.text, break_glass=protected)
    with transaction.atomic():
        record = looked(thing, by=by, at=at, kind=AccessKind.REASON, known=given)
        if protected and record is not None:
            tell(record, thing, by=by, at=at)
    return given


def _checked(purpose: Purpose, *, protected: bool) -> Purpose:
    text = " ".join(purpose.text.replace("\x00", "").split())[:LONGEST]
    reason = next((one for one in reasons() if one.code == purpose.code), None)
    if reason is None:
        raise NoSuchReason
    if (reason.needs_text or protected) and not text:
        raise WordsNeeded
    return Purpose(purpose.code, text)


def _remembered(thing: models.Model, *, by: Actor, at: datetime) -> AccessRecord | None:
    return (
        AccessRecord.objects.filter(
            object_kind=thing._meta.label_lower,
            object_id=thing.pk,
            actor=by,
            kind=AccessKind.REASON,
            at__gt=at - REMEMBERED,
        )
        .order_by("-pk")
        .first()
    )
