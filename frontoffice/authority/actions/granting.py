"""Giving and taking away powers, never to oneself and never more than one holds (STF-2)."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import reach, registry
from frontoffice.authority.deciding import in_agency_currency, live_grants
from frontoffice.authority.events import GrantGiven, GrantRevoked
from frontoffice.authority.holding import is_forbidden
from frontoffice.authority.models import CertificationKind, Effect, Grant, Source, StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.money import Money
from frontoffice.foundation.refusals import BadInput, Refused

ActionName = Annotated[str, Field(max_length=100)]
Reason = Annotated[str, Field(max_length=500)]
Confidentiality = Annotated[int, Field(ge=0, le=3)]
Complexity = Annotated[int, Field(ge=1, le=3)]
Share = Annotated[Decimal, Field(ge=0, le=1, max_digits=5, decimal_places=4)]
Code = Annotated[str, Field(max_length=40)]


class UnknownAction(BadInput):
    message = _("There is no action of that name.")
    field = "action"


class UnknownUnit(BadInput):
    message = _("There is no unit with this code.")
    field = "unit"


class UnknownCertification(BadInput):
    message = _("There is no certification with this code.")
    field = "certification"


class NeverWaits(BadInput):
    message = _("This can't wait for approval: it is done at once or not at all.")
    field = "needs_approval"


class MoreThanYouHold(Refused):
    message = _("You can't grant more than you hold yourself.")
    status = 403
    part = "limit"


class GrantAlreadyRevoked(Refused):
    message = _("This grant was revoked before.")


def _to_oneself(call: Any) -> bool:
    return bool(call.staff_member.actor_id == call.by.pk)


@action(
    "authority.grant",
    title=_("Grant a power"),
    conflict=_to_oneself,
    limit=lambda _call: None,  # where the giver may only ask, a second person has to agree (X4)
)
def grant(
    *,
    staff_member: StaffMember,
    action: ActionName,
    limit: Money | None = None,
    confidentiality: Confidentiality | None = None,
    complexity: Complexity | None = None,
    unit: Code = "",
    program: Code = "",
    needs_approval: bool = False,
    certification: Code = "",
    until: datetime | None = None,
    reason: Reason = "",
    by: Actor,
    at: datetime,
) -> Grant:
    """Give a staff member a dated power beside those of the level (STF-2).

    Raises UnknownAction, UnknownUnit, UnknownCertification, NeverWaits, OtherCurrency, MoreThanYouHold.
    """
    wanted = _reach(action, limit, confidentiality, complexity, unit, program, until, at)
    if needs_approval and not registry.get(action).can_wait:
        raise NeverWaits
    if certification and not CertificationKind.objects.filter(code=certification).exists():
        raise UnknownCertification
    _check_held(action, wanted, by=by, at=at)
    given = _written(
        staff_member,
        action,
        wanted,
        reason,
        by,
        at,
        needs_approval=needs_approval,
        certification=certification,
    )
    announce(GrantGiven(grant_id=given.pk, action=action), about=[given, staff_member], by=by, at=at)
    return given


def _reach(
    action: str,
    limit: Money | None,
    confidentiality: int | None,
    complexity: int | None,
    unit: str,
    program: str,
    until: datetime | None,
    at: datetime,
) -> reach.Reach:
    """The bounds that were given, checked for sense."""
    if action not in registry.ACTIONS:
        raise UnknownAction
    amount = None if limit is None else in_agency_currency(limit)
    if amount is not None and amount < 0:
        raise BadInput(_("A limit is not less than nothing."), field="limit")
    if until is not None and until <= at:
        raise BadInput(_("The end has to be later than now."), field="until")
    of = Unit.objects.filter(code=unit).first() if unit else None
    if unit and of is None:
        raise UnknownUnit
    return reach.Reach(amount, confidentiality, complexity, of.pk if of is not None else None, program, until)


def _written(
    staff_member: StaffMember,
    action: str,
    wanted: reach.Reach,
    reason: str,
    by: Actor,
    at: datetime,
    **more: Any,
) -> Grant:
    return Grant.objects.create(
        actor=staff_member.actor,
        action=action,
        amount_limit=wanted.amount,
        confidentiality_limit=wanted.confidentiality,
        complexity_limit=wanted.complexity,
        unit_id=wanted.unit,
        program=wanted.program,
        reason=reason.strip(),
        from_at=at,
        until=wanted.until,
        granted_by=by,
        **more,
    )


def _check_held(action: str, wanted: reach.Reach, *, by: Actor, at: datetime) -> None:
    own = live_grants(actor=by, action=action, at=at)
    if is_forbidden(action, by=by, at=at) or not any(reach.covers(grant, wanted) for grant in own):
        raise MoreThanYouHold


@action("authority.restrict", title=_("Restrict a power"), conflict=_to_oneself)
def restrict(
    *,
    staff_member: StaffMember,
    action: ActionName,
    reason: Annotated[str, Field(min_length=1, max_length=500)],
    limit: Money | None = None,
    confidentiality: Confidentiality | None = None,
    complexity: Complexity | None = None,
    unit: Code = "",
    program: Code = "",
    needs_approval: bool = False,
    until: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Grant:
    """Narrow a power until a day or until revoked: to the limits given, or to nothing where none is.

    Raises UnknownAction, UnknownUnit, NeverWaits, OtherCurrency.
    """
    wanted = _reach(action, limit, confidentiality, complexity, unit, program, until, at)
    if needs_approval and not registry.get(action).can_wait:
        raise NeverWaits
    narrowing = _written(
        staff_member, action, wanted, reason, by, at, needs_approval=needs_approval, effect=Effect.NARROWS
    )
    announce(GrantGiven(grant_id=narrowing.pk, action=action), about=[narrowing, staff_member], by=by, at=at)
    return narrowing


def _own_grant(call: Any) -> bool:
    return bool(call.grant.actor_id == call.by.pk)


@action("authority.revoke", title=_("Revoke a power"), conflict=_own_grant)
def revoke(*, grant: Grant, by: Actor, at: datetime) -> Grant:
    """End a power, or a restriction, now. Raises GrantAlreadyRevoked, MoreThanYouHold.

    Who lifts a restriction gives back a power, and so has to hold it.
    """
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    if grant.revoked_at is not None:
        raise GrantAlreadyRevoked
    if grant.effect == Effect.NARROWS:
        _check_held(grant.action, reach.Reach(unit=grant.unit_id, program=grant.program), by=by, at=at)
    grant.revoked_at, grant.revoked_by = at, by
    grant.save(update_fields=["revoked_at", "revoked_by"])
    announce(GrantRevoked(grant_id=grant.pk, action=grant.action), about=grant, by=by, at=at)
    return grant


@action("authority.set_review_share", title=_("Set the share that is held for review"), conflict=_to_oneself)
def set_review_share(
    *,
    staff_member: StaffMember,
    action: ActionName,
    share: Share,
    reason: Annotated[str, Field(min_length=1, max_length=500)],
    by: Actor,
    at: datetime,
) -> list[Grant]:
    """From now on this share of the acts is read by a colleague first (STF-5): the live grants end, others begin.

    Raises UnknownAction, NeverWaits (of an action that can't be held), MoreThanYouHold (a lower share is more power).
    """
    if action not in registry.ACTIONS:
        raise UnknownAction
    if not registry.get(action).can_wait:
        raise NeverWaits(field="action")
    _check_held(action, reach.Reach(), by=by, at=at)
    live = live_grants(actor=staff_member.actor, action=action, at=at).exclude(source=Source.ACTING)
    made = [_with_share(old, share, reason, by=by, at=at) for old in live.select_for_update(of=("self",))]
    for grant in made:
        announce(GrantGiven(grant_id=grant.pk, action=action), about=[grant, staff_member], by=by, at=at)
    return made


_CARRIED_ON = (
    "actor",
    "action",
    "source",
    "unit",
    "program",
    "amount_limit",
    "confidentiality_limit",
    "complexity_limit",
    "certification",
    "until",
)


def _with_share(old: Grant, share: Decimal, reason: str, *, by: Actor, at: datetime) -> Grant:
    """The same grant with another share: a new row, the old one ends (X2). The share takes the place of asking."""
    Grant.objects.filter(pk=old.pk).update(revoked_at=at, revoked_by=by)
    carried_on = {name: getattr(old, name) for name in _CARRIED_ON}
    return Grant.objects.create(
        **carried_on, review_share=share, reason=reason.strip(), from_at=at, granted_by=by
    )
