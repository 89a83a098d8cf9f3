"""May this actor do this now? Decided once, in the action (X3); views ask only to show or hide."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import Grant
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.money import Money, agency_currency
from frontoffice.foundation.refusals import BadInput, Refused

if TYPE_CHECKING:
    from frontoffice.authority.registry import ActionFunction


class NotAuthorized(Refused):
    """No live grant for this action."""

    message = _("You don't have the authority to do this.")
    status = 403
    part = "grant"


class InConflict(Refused):
    """The actor has an interest in this very object (STF-4)."""

    message = _("You can't do this because you are personally involved. A colleague has to.")
    status = 403
    part = "conflict"


class OtherCurrency(BadInput):
    """Limits are in the agency's currency; an amount in another one compares with none of them."""

    message = _("Amounts are in the agency's currency.")


@dataclass(frozen=True)
class Decision:
    """`outright` when the body may run at once; otherwise somebody who holds enough must agree first."""

    outright: bool
    amount: Decimal | None


def live_grants(
    *, actor: Actor | None = None, action: str | None = None, at: dt.datetime
) -> "QuerySet[Grant]":
    """Grants in force at the instant; an expired or revoked one, or one of a post that ended, is as none (STF-2)."""
    grants = Grant.objects.filter(from_at__lte=at).filter(Q(until__isnull=True) | Q(until__gt=at))
    grants = grants.filter(Q(revoked_at__isnull=True) | Q(revoked_at__gt=at))
    post_ends = "actor__staff_member__until"
    grants = grants.filter(Q(**{f"{post_ends}__isnull": True}) | Q(**{f"{post_ends}__gt": at}))
    if actor is not None:
        grants = grants.filter(actor=actor)
    return grants.filter(action=action) if action is not None else grants


def decide(
    action: "ActionFunction[Any, Any]", arguments: dict[str, Any], *, by: Actor, at: dt.datetime
) -> Decision:
    """Whether `by` may do this outright or has to ask. Raises NotAuthorized or InConflict."""
    call = SimpleNamespace(**arguments, by=by, at=at)
    if action.conflict is not None and action.conflict(call):
        raise InConflict
    amount = _amount(action, call)
    if by.kind in action.open_to:
        return Decision(outright=True, amount=amount)
    if by.kind not in {ActorKind.STAFF, ActorKind.AUTOMATED} or by.pk is None:
        raise NotAuthorized
    grants = [g for g in live_grants(actor=by, action=action.name, at=at) if _covers_unit(action, g, call)]
    if not grants:
        raise NotAuthorized
    return Decision(outright=any(is_enough(g, amount) for g in grants), amount=amount)


def holds_enough(
    action: "ActionFunction[Any, Any]",
    arguments: dict[str, Any],
    *,
    by: Actor,
    amount: Decimal | None,
    at: dt.datetime,
) -> bool:
    """Whether `by` could have done this outright: what an approver must hold."""
    call = SimpleNamespace(**arguments, by=by, at=at)
    if action.conflict is not None and action.conflict(call):
        return False
    grants = live_grants(actor=by, action=action.name, at=at)
    return any(_covers_unit(action, g, call) and is_enough(g, amount) for g in grants)


def may(by: Actor, action_name: str, *, at: dt.datetime) -> bool:
    """Whether to show the control at all. Not a permission: the action decides with its object and amount."""
    from frontoffice.authority import registry

    action = registry.get(action_name)
    if by.kind in action.open_to:
        return True
    return by.pk is not None and live_grants(actor=by, action=action_name, at=at).exists()


def powers(by: Actor, *, at: dt.datetime) -> frozenset[str]:
    """Names of all actions that the actor holds a live grant for: one query for a whole page."""
    if by.pk is None or not by.is_staff:
        return frozenset()
    return frozenset(live_grants(actor=by, at=at).values_list("action", flat=True))


def _amount(action: "ActionFunction[Any, Any]", call: SimpleNamespace) -> Decimal | None:
    if action.limit is None:
        return None
    amount = action.limit(call)
    if isinstance(amount, Money):
        return in_agency_currency(amount)
    return None if amount is None else Decimal(str(amount))


def in_agency_currency(money: Money) -> Decimal:
    """The bare amount, to compare with limits. Raises OtherCurrency."""
    if money.currency.code != agency_currency():
        raise OtherCurrency
    return money.amount


def _covers_unit(action: "ActionFunction[Any, Any]", grant: Grant, call: SimpleNamespace) -> bool:
    if grant.unit_id is None:
        return True
    return action.unit is not None and action.unit(call) == grant.unit_id


def is_enough(grant: Grant, amount: Decimal | None) -> bool:
    """Whether the grant alone lets its holder do this amount."""
    if grant.needs_approval:
        return False
    return amount is None or grant.amount_limit is None or amount <= grant.amount_limit
