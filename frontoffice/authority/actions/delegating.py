"""Handing an ask to a colleague who could decide it; that widens nobody's authority."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import deciders
from frontoffice.authority.actions.approving import RanOut, about, asked_by_the_same_person, locked, note
from frontoffice.authority.events import ApprovalDelegated
from frontoffice.authority.models import Approval, ApprovalNote, NoteKind, StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput


class CanNotDecideIt(BadInput):
    message = _("This colleague can't decide it.")
    field = "to"


@action(
    "authority.delegate",
    title=_("Hand it to a colleague who could decide it"),
    conflict=asked_by_the_same_person,
    subject="approval",
    open_to=["staff"],
)
def delegate(
    *,
    approval: Approval,
    to: StaffMember,
    text: Annotated[str, Field(max_length=1000)] = "",
    by: Actor,
    at: datetime,
) -> Approval:
    """Put it on a colleague's list, who decides on their own authority; both names stay with it.

    Whoever could decide it may, and a supervisor whom it was shown because it waited too long. Raises AlreadyDecided,
    RanOut, CanNotDecideIt (with the reason), NotAuthorized, InConflict.
    """
    approval = locked(approval)
    if approval.expires_at <= at:
        raise RanOut
    if not was_escalated_to(approval, by):
        deciders.check(approval, by=by, at=at)
    if to.actor_id == by.pk:
        raise CanNotDecideIt(_("Choose a colleague, not yourself."))
    objection = deciders.why_not(approval, by=to.actor, at=at)
    if objection:
        words = _("%(name)s can't decide this: %(why)s")
        raise CanNotDecideIt(str(words) % {"name": to.actor.name, "why": objection})
    approval.delegated_to = to.actor
    approval.save(update_fields=["delegated_to"])
    note(approval, NoteKind.DELEGATED, text=text.strip(), by=by, to=to.actor, at=at)
    handed = ApprovalDelegated(approval_id=approval.pk, action=approval.action, to_id=to.actor_id)
    announce(handed, about=about(approval), by=by, at=at)
    return approval


def was_escalated_to(approval: Approval, by: Actor) -> bool:
    """Whether it was shown to this supervisor because it waited too long."""
    return ApprovalNote.objects.filter(approval=approval, kind=NoteKind.ESCALATED, to=by).exists()
