"""What an actor holds at an instant: grants in force, and the names of what they are for."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When, Window
from django.db.models.functions import DenseRank

from frontoffice.authority import lookups
from frontoffice.authority.measuring import forbids
from frontoffice.authority.models import Certification, Effect, Grant
from frontoffice.authority.standing_in import held_by_the_absent
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.statements import Statement


def _in_force(at: dt.datetime) -> Q:
    """Dated rows of a post that goes on; what is held by standing in, as long as its like is held there (STF-3)."""
    return _dated(at) & held_by_the_absent(_dated(at))


def _dated(at: dt.datetime) -> Q:
    post_ends = "actor__staff_member__until"
    return (
        Q(from_at__lte=at)
        & (Q(until__isnull=True) | Q(until__gt=at))
        & (Q(revoked_at__isnull=True) | Q(revoked_at__gt=at))
        & (Q(**{f"{post_ends}__isnull": True}) | Q(**{f"{post_ends}__gt": at}))
    )


def _certified(at: dt.datetime) -> Q:
    held = Certification.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at),
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at),
        actor=OuterRef("actor"),
        kind__code=OuterRef("certification"),
        from_at__lte=at,
    )
    return Q(Exists(held))


def live_grants(
    *, actor: Actor | None = None, action: str | None = None, at: dt.datetime
) -> "QuerySet[Grant]":
    """Grants in force at the instant; an expired or revoked one, one of a post that ended, or one whose
    certification has lapsed, is as none (STF-2, STF-6).

    Restrictions are not among them, and are not counted in: `decide` does.
    """
    grants = Grant.objects.filter(_in_force(at), effect=Effect.GIVES)
    grants = grants.filter(Q(certification="") | _certified(at))
    if actor is not None:
        grants = grants.filter(actor=actor)
    return grants.filter(action=action) if action is not None else grants


def rows_of(action: str, *, by: Actor, at: dt.datetime) -> list[Grant]:
    """All rows of the actor about the action, also those that narrow or lack their certification (`certified`)."""
    return lookups.rows_of(action, actor_id=by.pk, at=at) if by.pk is not None else []


def rows_of_each(actions: Iterable[str], *, of: Iterable[int], at: dt.datetime) -> list[Grant]:
    """The same of several actors (by id) and several actions. One query."""
    rows = Grant.objects.filter(_in_force(at), actor__in=list(of), action__in=list(actions))
    return list(rows.select_related("acting_for").annotate(certified=_certified(at)).order_by("pk"))


def rows_of_person(actor: Actor, *, at: dt.datetime) -> list[Grant]:
    """All rows in force of one person, about any action (`certified` as above). One query."""
    rows = Grant.objects.filter(_in_force(at), actor=actor).select_related("acting_for", "granted_by")
    return list(rows.annotate(certified=_certified(at)).order_by("action", "pk"))


def holders(
    actions: Iterable[str], *, near: int | None, but: int | None, most: int, at: dt.datetime
) -> list[tuple[str, int]]:
    """Action and actor id of people who hold one of these outright: at most `most` for each, those of the unit `near`
    first, then by name. One query.
    """
    rows = live_grants(at=at).filter(
        action__in=list(actions), needs_approval=False, actor__kind=ActorKind.STAFF
    )
    unit = "actor__staff_member__unit"
    order = [Case(When(**{unit: near}, then=0), default=1).asc(), F("actor__name").asc(), F("actor").asc()]
    ranked = rows.exclude(actor=but).annotate(
        rank=Window(DenseRank(), partition_by=[F("action")], order_by=order)
    )
    found = ranked.filter(rank__lte=most).order_by("action", "rank").values_list("action", "actor_id")
    return list(dict.fromkeys(found))


def powers(by: Actor, *, at: dt.datetime) -> frozenset[str]:
    """Names of all actions that the actor holds a live grant for: one query for a whole page."""
    if by.pk is None or not by.is_staff:
        return frozenset()
    given, taken = set(), set()
    for action, effect, unit, program, *limits in _HELD.rows(by=by.pk, at=at):
        if effect == Effect.GIVES:
            given.add(action)
        elif unit is None and not program and forbids(Grant(**dict(zip(_LIMITS, limits, strict=True)))):
            taken.add(action)
    return frozenset(given - taken)


_LIMITS = (
    "needs_approval",
    "amount_limit",
    "confidentiality_limit",
    "complexity_limit",
    "review_share",
)


def _held(*, by: int, at: dt.datetime) -> QuerySet[Grant]:
    return Grant.objects.filter(_in_force(at), actor=by).filter(Q(certification="") | _certified(at))


def _held_in_short(*, by: int, at: dt.datetime) -> QuerySet[Grant, Any]:
    return _held(by=by, at=at).values_list("action", "effect", "unit_id", "program", *_LIMITS)


_HELD = Statement(_held_in_short, by=int, at=dt.datetime)


def units_where(actions: Iterable[str], *, by: Actor, at: dt.datetime) -> frozenset[int | None]:
    """Ids of the units for which the actor holds any of these; None where one is for all units. One query."""
    if by.pk is None:
        return frozenset()
    wanted = set(actions)
    return frozenset(unit for action, unit in _WHERE.rows(by=by.pk, at=at) if action in wanted)


def _where(*, by: int, at: dt.datetime) -> QuerySet[Grant, Any]:
    return live_grants(actor=Actor(pk=by), at=at).order_by().values_list("action", "unit_id").distinct()


_WHERE = Statement(_where, by=int, at=dt.datetime)


def is_forbidden(action: str, *, by: Actor, at: dt.datetime) -> bool:
    """Whether any restriction lies on this power now: who is restricted gives nothing on."""
    return Grant.objects.filter(_in_force(at), actor=by, action=action, effect=Effect.NARROWS).exists()


def may(by: Actor, action_name: str, *, at: dt.datetime) -> bool:
    """Whether to show the control at all. Not a permission: the action decides with its object and amount."""
    from frontoffice.authority import registry

    action = registry.get(action_name)
    return by.kind in action.open_to or action_name in powers(by, at=at)


def is_enough(grant: Grant, amount: Decimal | None) -> bool:
    """Whether the grant alone lets its holder do this amount, whatever else there is to the act."""
    if grant.needs_approval or (grant.review_share is not None and grant.review_share >= 1):
        return False
    return amount is None or grant.amount_limit is None or amount <= grant.amount_limit
