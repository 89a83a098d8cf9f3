"""Stepping aside for a person who works on the case: the draft waits no longer and is theirs to use."""

from datetime import datetime

from frontoffice.authority.actions.approving import withdraw
from frontoffice.cases.actions.making_way import step_aside
from frontoffice.cases.models import Case
from frontoffice.cases.queries.looked_up import has
from frontoffice.correspondence.actions.holding import give_back
from frontoffice.correspondence.models import Status
from frontoffice.correspondence.queries import approval_that_waits
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.representative.actions.following import decided, undecided
from frontoffice.representative.models import Attempt, Decision


@step_aside
def withdraw_draft(case: Case, /, *, by: Actor, at: datetime) -> None:
    """The representative takes its ask back, as itself; the message stays as a draft that the person may use.

    Where it may not, or somebody has just decided, nothing changes.
    """
    if not has(case, "attempt"):
        return
    waiting = Attempt.objects.filter(case=case, decision="", message__status=Status.HELD)
    message_id = waiting.values_list("message_id", flat=True).first()
    attempt = undecided(message_id) if message_id is not None else None
    approval = approval_that_waits(attempt.message) if attempt is not None and attempt.message else None
    if attempt is None or attempt.message is None or approval is None:
        return
    try:
        approval = withdraw(approval=approval, by=attempt.post.staff_member.actor, at=at)
    except Refused:
        return
    give_back(attempt.message.pk, approval, by=by, at=at)
    decided(attempt, Decision.WITHDRAWN, who=by, by=by, at=at)
