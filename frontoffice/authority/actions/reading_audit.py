"""Reading the audit trail, and every screen, without changing anything: itself on record (REC-5)."""

from datetime import date, datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.auditing import looking, trail
from frontoffice.authority.auditing.trail import AuditEntry, Source, Wanted
from frontoffice.authority.events import AuditExported
from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor

MOST_EXPORTED = 10_000
Word = Annotated[str, Field(max_length=100)]
# What an auditor's post carries: reading, and nothing that changes anything.
READING: dict[str, bool] = {
    "authority.read_audit": True,
    "authority.export_audit": True,
    "authority.read_screen": True,
}


@action("authority.read_audit", title=_("Read the audit trail"))
def read_audit(
    *,
    source: Source = Source.LOOKS,
    person: StaffMember | None = None,
    action: Word = "",
    kind: Word = "",
    reference: Word = "",
    day: date | None = None,
    before: int | None = None,
    by: Actor,
    at: datetime,
) -> list[AuditEntry]:
    """Up to fifty lines, the newest first; `before` goes on from an id. Raises NoSuchObject."""
    wanted = Wanted(source, person, action, kind, reference, day, before)
    found = trail.entries(wanted)
    looking.searched(_words(wanted), found=len(found), by=by, at=at)
    return found


@action("authority.export_audit", title=_("Take the audit trail out as a file"))
def export_audit(
    *,
    source: Source = Source.LOOKS,
    person: StaffMember | None = None,
    action: Word = "",
    kind: Word = "",
    reference: Word = "",
    day: date | None = None,
    by: Actor,
    at: datetime,
) -> list[AuditEntry]:
    """All lines that were asked for, up to ten thousand; that they were taken out is recorded. Raises NoSuchObject."""
    wanted = Wanted(source, person, action, kind, reference, day)
    found = trail.entries(wanted, limit=MOST_EXPORTED)
    looking.exported(_words(wanted), found=len(found), by=by, at=at)
    about = [person] if person is not None else []
    announce(AuditExported(source=source.value, rows=len(found)), about=about, by=by, at=at)
    return found


@action("authority.read_screen", title=_("Read every screen, and change nothing"))
def read_screen(*, screen: Word, by: Actor, at: datetime) -> bool:
    """An auditor opened a screen that is made for others' work; it is recorded."""
    looking.opened_screen(screen, by=by, at=at)
    return True


def _words(wanted: Wanted) -> str:
    person = wanted.person.reference if wanted.person is not None else ""
    parts = (wanted.source, person, wanted.action, wanted.kind, wanted.reference, wanted.day or "")
    return " ".join(["audit", *(str(part) for part in parts if part)])
