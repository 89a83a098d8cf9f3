"""How much of somebody's work is looked at: set, with a reason, by a person who supervises them (STF-5)."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput
from frontoffice.supervision import shares
from frontoffice.supervision.actions.materializing import materialize
from frontoffice.supervision.events import ShareSet
from frontoffice.supervision.models import Kind, ProposalStatus, ReviewShare, ShareProposal
from frontoffice.supervision.permissions import check_supervises, unit_of_member

Reason = Annotated[str, Field(min_length=1, max_length=1000)]


class ReasonNeeded(BadInput):
    message = _("Give a reason: the share is part of how a colleague is supervised.")
    field = "reason"


class NotAShare(BadInput):
    message = _("A share is between 0 (none) and 1 (each).")
    field = "share"


@action("supervision.set_share", title=_("Set how much of somebody's work is reviewed"), unit=unit_of_member)
def set_share(
    *,
    staff_member: StaffMember,
    kind: Kind,
    share: Annotated[Decimal, Field(ge=0, le=1, decimal_places=4)],
    reason: Reason,
    by: Actor,
    at: datetime,
) -> ReviewShare:
    """From now on this share of the person's messages is held, or of their contacts reviewed afterward.

    Raises NotYourOwn, NotSupervised, NotAShare, ReasonNeeded.
    """
    check_supervises(by=by, of=staff_member)
    return set_now(staff_member, kind, share, reason, by=by, at=at)


def set_now(
    member: StaffMember, kind: Kind, share: Decimal, reason: str, *, by: Actor, at: datetime
) -> ReviewShare:
    """Write the share down, and, for messages, into the grant by which the member sends; inside the caller's action."""
    if not 0 <= share <= 1:
        raise NotAShare
    if not reason.strip():
        raise ReasonNeeded
    member = (
        StaffMember.objects.select_for_update(of=("self",))
        .select_related("actor", "level", "office__calendar")
        .get(pk=member.pk)
    )
    made = ReviewShare.objects.create(
        staff_member=member,
        kind=kind,
        share=share,
        before=shares.share_of(member, kind, at=at),
        reason=reason.strip(),
        from_at=at,
        set_by=by,
    )
    if kind == Kind.MESSAGES:
        materialize(member, share, reason.strip(), by=by, at=at)
    _overtake(member, kind, by=by, at=at)
    told = ShareSet(review_share_id=made.pk, staff_member_id=member.pk, kind=kind.value, share=share)
    announce(told, about=[made, member], by=by, at=at)
    return made


def _overtake(member: StaffMember, kind: Kind, *, by: Actor, at: datetime) -> None:
    """What was proposed about the earlier share is no longer to be decided."""
    waiting = ShareProposal.objects.filter(staff_member=member, kind=kind, status=ProposalStatus.OPEN)
    waiting.update(status=ProposalStatus.OUTDATED, decided_by=by, decided_at=at)
