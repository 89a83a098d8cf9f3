"""Giving and taking away powers, never to oneself and never more than one holds (STF-2)."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import registry
from frontoffice.authority.deciding import in_agency_currency, live_grants
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
    """Give a staff member a dated power (STF-2). Raises UnknownAction, OtherCurrency, MoreThanYouHold."""
    if action not in registry.ACTIONS:
        raise UnknownAction
    amount = None if limit is None else in_agency_currency(limit)
    if amount is not None and amount < 0:
        raise BadInput(_("A limit is not less than nothing."), field="limit")
    if not any(_reaches(own, amount, until) for own in live_grants(actor=by, action=action, at=at)):
        raise MoreThanYouHold
    if until is not None and until <= at:
        raise BadInput(_("The end has to be later than now."), field="until")
    given = Grant.objects.create(
        actor=staff_member.actor,
        action=action,
        amount_limit=amount,
        needs_approval=needs_approval,
        from_at=at,
        until=until,
        granted_by=by,
    )
    announce(GrantGiven(grant_id=given.pk, action=action), about=[given, staff_member], by=by, at=at)
    return given


def _reaches(own: Grant, amount: Decimal | None, until: datetime | None) -> bool:
    """Whether a grant held covers one that is to be given: as wide, as high, as long."""
    if own.unit_id is not None or own.needs_approval:
        return False
    if own.until is not None and (until is None or until > own.until):
        return False
    return own.amount_limit is None or (amount is not None and amount <= own.amount_limit)


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
