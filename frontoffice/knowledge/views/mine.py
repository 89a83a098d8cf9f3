"""What waits for oneself: procedures to read, texts to review, drafts of one's own; and who of one's people is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import OPEN, Approval, StaffMember
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.models import ArticleVersion, Purpose, Reminder, Status
from frontoffice.knowledge.permissions import ASK
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.reading import late_readers, to_read
from frontoffice.knowledge.queries.reviewing import mine_to_review
from frontoffice.knowledge.views.frame import page

MOST = 100


@dataclass(frozen=True)
class Due:
    """A text that waits, until when, and how often one was reminded."""

    version: ArticleVersion
    due_on: date
    late: bool
    reminded: int


@needs(ASK)
@require_safe
def mine(request: ActingRequest) -> HttpResponse:
    """One page for what the viewer owes the texts."""
    today, member = office_day(request.at), request.staff_member
    reading: list[Due] = []
    reviewing: list[Due] = []
    if member is not None:
        reminded = _reminded(member)
        reading = [
            Due(one.version, one.due_on, one.due_on < today, reminded.get((one.version.pk, Purpose.READ), 0))
            for one in to_read(member, at=request.at)
        ]
        rows = mine_to_review(member, on=today).select_related("article__owner").defer("body")
        reviewing = [
            Due(one, day, day < today, reminded.get((one.pk, Purpose.REVIEW), 0))
            for one in rows.order_by("review_by", "pk")[:MOST]
            if (day := one.review_by) is not None
        ]
    shown = {
        "today": today,
        "reading": reading,
        "reviewing": reviewing,
        "drafts": _drafts(request.actor),
        "late": late_readers(member, at=request.at)[:MOST] if member is not None else [],
    }
    return page(request, "mine", shown, tab="mine")


def _reminded(member: StaffMember) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for version, purpose in Reminder.objects.filter(staff_member=member).values_list("version_id", "purpose"):
        found[version, purpose] = found.get((version, purpose), 0) + 1
    return found


def _drafts(by: Actor) -> list[tuple[ArticleVersion, bool]]:
    """One's own drafts, and whether each waits for approval."""
    rows = ArticleVersion.objects.filter(author=by, status=Status.DRAFT).select_related("article")
    drafts = cast("Sequence[ArticleVersion]", rows.defer("body").order_by("-pk")[:MOST])
    waiting = waiting_approvals(drafts)
    return [(draft, draft.pk in waiting) for draft in drafts]


def waiting_approvals(drafts: Sequence[ArticleVersion]) -> dict[int, Approval]:
    """The asks to publish that wait, by the id of their draft. One query."""
    asks = Approval.objects.filter(
        action="knowledge.publish",
        status__in=OPEN,
        subject_kind=ArticleVersion._meta.label_lower,
        subject_id__in=[draft.pk for draft in drafts],
    )
    return {ask.subject_id: ask for ask in asks.select_related("asked_by") if ask.subject_id is not None}
