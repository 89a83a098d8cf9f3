"""Powers that a program acts with: a person's own, lent by whoever answers for it, and never more than they hold.

A lent grant says whom the program acts for, as that of a deputy does (authority.standing_in): it counts only as long
as that person holds its like, so that whatever is taken from them is taken from the program at that moment.
"""

import datetime as dt
from collections.abc import Iterable

from frontoffice.authority.actions.acting_for import HANDED_ON
from frontoffice.authority.holding import live_grants
from frontoffice.authority.models import Grant, Source
from frontoffice.foundation.models import Actor, ActorKind


def program(name: str) -> Actor:
    """A new automated actor, which holds nothing yet."""
    return Actor.objects.create(kind=ActorKind.AUTOMATED, name=name[:200])


def lend(actions: Iterable[str], *, to: Actor, of: Actor, by: Actor, at: dt.datetime) -> list[Grant]:
    """Let a program act for `of` by these actions, inside the caller's transaction; what it held before ends.

    What `of` holds by standing in for somebody is not handed on. The grants that were made; for an action of which
    `of` holds nothing there is none.
    """
    take_back(to, by=by, at=at)
    own = live_grants(actor=of, at=at).filter(action__in=set(actions), acting_for__isnull=True)
    return Grant.objects.bulk_create(
        Grant(
            **{name: getattr(one, name) for name in HANDED_ON},
            actor=to,
            source=Source.ACTING,
            acting_for=of,
            from_at=at,
            until=one.until,
            granted_by=by,
        )
        for one in own
    )


def take_back(program: Actor, *, by: Actor, at: dt.datetime) -> None:
    """What a program holds ends now."""
    Grant.objects.filter(actor=program, revoked_at__isnull=True).update(revoked_at=at, revoked_by=by)
