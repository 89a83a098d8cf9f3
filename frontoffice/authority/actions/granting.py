"""Giving and taking away powers, never to oneself and never more than one holds (STF-2)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import registry
from frontoffice.authority.deciding import live_grants
from frontoffice.authority.events import GrantGiven, GrantRevoked
from frontoffice.authority.models import Grant, StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.money import Money
from frontoffice.foundation.refusals import BadInput, Refused

ActionName = Annotated[str, Field(max_length=100)]


class UnknownAction(BadInput):
    message = _("There is no action of that name.")
    field = "action"


class MoreThanYouHold(Refused):
    message = _("You can't grant more than you hold yourself.")
    status = 403
    part = "limit"


class GrantAlreadyRevoked(Refused):
    message = _("This grant was revoked before.")


@action(
    "authority.grant",
    title=_("Grant a power"),
    conflict=lambda call: call.staff_member.actor_id == call.by.pk,
)
def grant(
    *,
    staff_member: StaffMember,
    action: ActionName,
    limit: Money | None = None,
    needs_approval: bool = False,
    until: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Grant:
    """Give a staff member a dated power (STF-2). Raises UnknownAction, MoreThanYouHold."""
    if action not in registry.ACTIONS:
        raise UnknownAction
    own = [
        g for g in live_grants(actor=by, action=action, at=at) if g.unit_id is None and not g.needs_approval
    ]
    enough = any(
        g.amount_limit is None or (limit is not None and limit.amount <= g.amount_limit) for g in own
    )
    if not enough:
        raise MoreThanYouHold
    if until is not None and until <= at:
        raise BadInput(_("The end has to be later than now."), field="until")
    given = Grant.objects.create(
        actor=staff_member.actor,
        action=action,
        amount_limit=limit.amount if limit is not None else None,
        needs_approval=needs_approval,
        from_at=at,
        until=until,
        granted_by=by,
    )
    announce(GrantGiven(grant_id=given.pk, action=action), about=[given, staff_member], by=by, at=at)
    return given


@action(
    "authority.revoke", title=_("Revoke a power"), conflict=lambda call: call.grant.actor_id == call.by.pk
)
def revoke(*, grant: Grant, by: Actor, at: datetime) -> Grant:
    """End a power now. Raises GrantAlreadyRevoked."""
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    if grant.revoked_at is not None:
        raise GrantAlreadyRevoked
    grant.revoked_at, grant.revoked_by = at, by
    grant.save(update_fields=["revoked_at", "revoked_by"])
    announce(GrantRevoked(grant_id=grant.pk, action=grant.action), about=grant, by=by, at=at)
    return grant
