"""What time does to an ask: it is shown to the next supervisor up the line, and in the end it runs out."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority import deadlines, deciders
from frontoffice.authority.actions.approving import about, locked, note, settle
from frontoffice.authority.events import ApprovalEscalated
from frontoffice.authority.models import Approval, ApprovalStatus, NoteKind, StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.refusals import Refused


class NotYet(Refused):
    message = _("Its time has not come yet.")


@action("authority.expire", title=_("Let an ask run out"), open_to=["service"])
def expire(*, approval: Approval, by: Actor, at: datetime) -> Approval:
    """Close what nobody decided in time; its asker finds it among what came back. Raises AlreadyDecided, NotYet."""
    approval = locked(approval)
    if approval.expires_at > at:
        raise NotYet
    return settle(approval, ApprovalStatus.EXPIRED, "", by=by, at=at)


@action("authority.escalate", title=_("Show an ask that waits too long higher up"), open_to=["service"])
def escalate(*, approval: Approval, by: Actor, at: datetime) -> Approval:
    """Mark it and show it also to the next supervisor up the asker's line, who gains no authority by that.

    Where nobody is further up it is only marked. Raises AlreadyDecided, NotYet (also while a question is open).
    """
    approval = locked(approval)
    due = approval.escalates_at is not None and approval.escalates_at <= at
    if not due or approval.status != ApprovalStatus.WAITING:
        raise NotYet
    line = _working(deciders.line_of(approval.asked_by), at=at)
    shown = set(approval.notes.filter(kind=NoteKind.ESCALATED).values_list("to_id", flat=True))
    further = [member for member in line if member.actor_id not in shown]
    to = further[0].actor if further else None
    hours = deadlines.hours_of(approval.unit)
    approval.escalated_at = at
    approval.escalates_at = deadlines.escalates_at(hours, at=at) if len(further) > 1 else None
    approval.save(update_fields=["escalated_at", "escalates_at"])
    note(approval, NoteKind.ESCALATED, by=by, to=to, at=at)
    told = ApprovalEscalated(
        approval_id=approval.pk, action=approval.action, to_id=to.pk if to is not None else None
    )
    announce(told, about=about(approval), by=by, at=at)
    return approval


def _working(line: list[int], *, at: datetime) -> list[StaffMember]:
    """The people of the line who are still at their posts, in its order."""
    rows = StaffMember.objects.filter(actor__in=line, actor__kind=ActorKind.STAFF).select_related("actor")
    found = {member.actor_id: member for member in rows if member.until is None or member.until > at}
    return [found[pk] for pk in line if pk in found]
