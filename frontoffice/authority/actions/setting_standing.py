"""Probation and training: begun, extended, ended before their time; each from now on, nothing backwards."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.actions.appointing import materialize, standing_at_first
from frontoffice.authority.events import StandingSet
from frontoffice.authority.models import Grant, Source, StaffMember, Standing
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused


class PostOver(Refused):
    message = _("This post has ended.")


def _ones_own(call: Any) -> bool:
    return bool(call.staff_member.actor_id == call.by.pk)


@action("authority.set_standing", title=_("Set probation or training"), conflict=_ones_own)
def set_standing(
    *,
    staff_member: StaffMember,
    status: Standing,
    reason: Annotated[str, Field(min_length=1, max_length=500)],
    status_until: datetime | None = None,
    by: Actor,
    at: datetime,
) -> StaffMember:
    """From now on the holder stands so, until then: what the former status narrowed ends, what this one does begins.

    Raises PostOver, BadInput where the date lies behind or a regular standing has one.
    """
    member = StaffMember.objects.select_for_update().select_related("level", "actor").get(pk=staff_member.pk)
    if member.until is not None and member.until <= at:
        raise PostOver
    member.status, member.status_until = standing_at_first(member.level, status, status_until, at=at)
    member.save(update_fields=["status", "status_until"])
    narrowing = Grant.objects.filter(actor=member.actor, source=Source.STATUS, revoked_at__isnull=True)
    narrowing.filter(Q(until__isnull=True) | Q(until__gt=at)).update(revoked_at=at, revoked_by=by)
    if member.status != Standing.REGULAR:
        materialize(member, [Standing(member.status)], granted_by=by, reason=reason.strip(), at=at)
    announce(StandingSet(staff_member_id=member.pk, status=member.status), about=member, by=by, at=at)
    return member
