"""Reviews as pages show them: outcome, findings, and what an editor changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from frontoffice.supervision.differences import Piece, pieces
from frontoffice.supervision.models import Finding, Outcome, Review

TONES: dict[str, str] = {
    Outcome.OPEN: "open",
    Outcome.RELEASED: "done",
    Outcome.RETURNED: "warning",
    Outcome.EDITED: "warning",
    Outcome.REVIEWED: "done",
}


@dataclass(frozen=True)
class Look:
    """One review, with what it found and changed."""

    review: Review
    findings: Sequence[Finding]
    tone: str
    subject: Sequence[Piece]
    body: Sequence[Piece]

    @property
    def was_edited(self) -> bool:
        return bool(self.body)


def looks_of(reviews: QuerySet[Review]) -> list[Look]:
    """The reviews that are done, the oldest first. Two queries."""
    rows = reviews.filter(reviewed_at__isnull=False).select_related(
        "reviewer__actor", "staff_member__actor", "settled_by__actor", "edit", "scorecard"
    )
    return [look(review) for review in rows.prefetch_related("findings__item").order_by("pk")]


def look(review: Review) -> Look:
    edit = getattr(review, "edit", None)
    return Look(
        review=review,
        findings=list(review.findings.all()),
        tone="urgent" if review.critical_errors else TONES[review.outcome],
        subject=pieces(edit.subject_before, edit.subject_after) if edit is not None else (),
        body=pieces(edit.body_before, edit.body_after) if edit is not None else (),
    )


def percent(share: Decimal) -> str:
    """A share as people say it: 20 %, 2.5 %."""
    return f"{(share * 100).normalize():f} %"
