"""What became of a draft, from what happens to its message; inside the caller's transaction, and told twice in vain."""

from datetime import datetime

from frontoffice.correspondence.models import Message
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Event
from frontoffice.representative.events import DraftDecided
from frontoffice.representative.models import Attempt, Decision, RejectReason


def undecided(message_id: int) -> Attempt | None:
    """The attempt whose draft this message is, locked, while nobody has decided."""
    rows = Attempt.objects.select_for_update(of=("self",)).select_related(
        "case", "message", "post__staff_member__actor"
    )
    return rows.filter(message=message_id, decision="").first()


def decided(
    attempt: Attempt,
    decision: Decision,
    *,
    who: Actor | None,
    reason: str = "",
    comment: str = "",
    edited: Message | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Write down what became of the draft and who said so (nobody, where it went out without review)."""
    attempt.decision, attempt.decided_by, attempt.decided_at = decision, who, at
    attempt.reason, attempt.comment, attempt.edited_message = reason, comment[:1000], edited
    attempt.save(
        update_fields=["decision", "decided_by", "decided_at", "reason", "comment", "edited_message"]
    )
    fact = DraftDecided(
        attempt_id=attempt.pk, case_id=attempt.case_id, decision=decision.value, reason=reason
    )
    announce(fact, about=[attempt.case, attempt], by=by, at=at)


def went_out(message_id: int, *, released: Event, by: Actor, at: datetime) -> None:
    """The draft was released: by who approved it, by its own grants, or by a colleague who had put it right."""
    attempt = undecided(message_id)
    if attempt is None or attempt.message is None:
        return
    own = released.by_id == attempt.post.staff_member.actor_id
    who = released.authorized_by or (None if own else released.by)
    if attempt.message.version > 1:
        decided(attempt, Decision.EDITED, who=who, edited=attempt.message, by=by, at=at)
    else:
        decided(attempt, Decision.RELEASED, who=who, by=by, at=at)


def came_back(
    message_id: int, *, declined: bool, who: Actor | None, comment: str, by: Actor, at: datetime
) -> None:
    """It was declined on another page than that of the drafts, or withdrawn, or its time ran out."""
    attempt = undecided(message_id)
    if attempt is None:
        return
    if declined:
        reason = RejectReason.OTHER
        decided(attempt, Decision.REJECTED, who=who, reason=reason, comment=comment, by=by, at=at)
    else:
        decided(attempt, Decision.WITHDRAWN, who=who, by=by, at=at)
