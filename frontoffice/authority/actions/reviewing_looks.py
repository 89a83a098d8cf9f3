"""Judging looks that stood out, never one's own; and the agency's own list of reasons (REC-6)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.events import AccessReasonDefined, FindingReviewed
from frontoffice.authority.models import AccessReason, FindingOutcome, PatternFinding
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Comment = Annotated[str, Field(max_length=1000)]
Code = Annotated[str, Field(pattern="^[a-z][a-z_]{1,19}$")]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class AlreadyReviewed(Refused):
    message = _("This was reviewed before.")


class CommentNeeded(BadInput):
    message = _("Say what you found.")
    field = "comment"


@action(
    "authority.review_finding",
    title=_("Review looks that stood out"),
    conflict=lambda call: call.finding.actor_id == call.by.pk,
)
def review_finding(
    *, finding: PatternFinding, outcome: FindingOutcome, comment: Comment = "", by: Actor, at: datetime
) -> PatternFinding:
    """Record what came of it. Raises AlreadyReviewed; CommentNeeded unless it is in order."""
    finding = PatternFinding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if finding.reviewed_at is not None:
        raise AlreadyReviewed
    if outcome is not FindingOutcome.IN_ORDER and not comment.strip():
        raise CommentNeeded
    finding.reviewed_at, finding.reviewed_by = at, by
    finding.outcome, finding.comment = outcome, comment.strip()
    finding.save(update_fields=["reviewed_at", "reviewed_by", "outcome", "comment"])
    fact = FindingReviewed(finding_id=finding.pk, pattern=finding.pattern, outcome=outcome.value)
    announce(fact, about=finding, by=by, at=at)
    return finding


@action("authority.define_access_reason", title=_("Define a reason for opening what is not on one's work"))
def define_access_reason(
    *, code: Code, name: Name, needs_text: bool = False, active: bool = True, by: Actor, at: datetime
) -> bool:
    """Put a reason on the agency's own list, or change it; from the first one on that list replaces the shipped one."""
    order = AccessReason.objects.count()
    reason, created = AccessReason.objects.get_or_create(
        code=code,
        defaults={"name": name, "needs_text": needs_text, "active": active, "order": order},
    )
    if not created:
        reason.name, reason.needs_text, reason.active = name, needs_text, active
        reason.save()
    announce(AccessReasonDefined(code=code, active=active), about=[], by=by, at=at)
    return created
