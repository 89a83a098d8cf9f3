"""How certifications stand at an instant: live, ending soon, lapsed or withdrawn, in words and days (STF-6)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from frontoffice.authority.findings import is_live
from frontoffice.authority.models import Certification, StaffMember

SOON = timedelta(days=60)


@dataclass(frozen=True)
class Held:
    """A certification with how long it still counts: `days` left; None where it has no end."""

    certification: Certification
    live: bool
    days: int | None
    tone: str
    words: str


def held(certification: Certification, at: datetime) -> Held:
    """How it stands at the instant."""
    if certification.withdrawn_at is not None and certification.withdrawn_at <= at:
        return Held(certification, False, None, "urgent", _("withdrawn"))
    if certification.until is None:
        return Held(certification, True, None, "done", _("until withdrawn"))
    days = (certification.until - at).days
    if not is_live(certification, at):
        return Held(certification, False, days, "urgent", _("lapsed"))
    words = _("ends today") if days == 0 else _("%(days)d days left") % {"days": days}
    return Held(certification, True, days, "warning" if days <= SOON.days else "done", words)


def held_by(member: StaffMember, *, at: datetime) -> list[Held]:
    """The latest award of each kind to this person."""
    rows = Certification.objects.filter(actor=member.actor_id, from_at__lte=at).select_related(
        "kind", "awarded_by"
    )
    return [held(row, at) for row in _latest(rows.order_by("kind__name", "-pk"))]


def _latest(rows: Any) -> list[Certification]:
    """One of each kind for each person: what counts is the newest."""
    found: dict[tuple[int, int], Certification] = {}
    for row in rows:
        found.setdefault((row.actor_id, row.kind_id), row)
    return list(found.values())
