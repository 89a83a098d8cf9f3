"""What stands beside a case: the asker's other cases, and who could have it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from frontoffice.authority.models import StaffMember
from frontoffice.authority.queries import who_may
from frontoffice.cases.models import Case
from frontoffice.cases.queries.seen import cases_of_units
from frontoffice.customers.models import Party
from frontoffice.customers.queries.together import going_on, whole
from frontoffice.foundation.models import ActorKind
from frontoffice.foundation.statements import Statement

MOST_OTHERS = 8


SHOWN = ("reference", "number", "subject", "status", "resolved_at", "received_on")


def other_cases(case: Case, *, units: Collection[int] | None) -> Sequence[Case]:
    """The newest other cases of the same customer or the same e-mail address, among those of the units (ids).

    In all units where None. With what of them is `SHOWN`, in one query.
    """
    asked: dict[str, Any] = {}
    if case.customer is not None:
        asked["customer"] = going_on(case.customer)
    if case.reply_to:
        asked["address"] = case.reply_to
    if not asked:
        return []
    if units is not None:
        asked["units"] = list(units)
    return _others(frozenset(asked)).rows(case=case.pk, **asked)


@cache
def _others(asked: frozenset[str]) -> Statement[Case]:
    kinds: dict[str, type] = {"customer": int, "address": str, "units": list}
    return Statement(_written, case=int, **{name: kinds[name] for name in asked})


def _written(
    *, case: int, customer: int | None = None, address: str = "", units: Collection[int] | None = None
) -> QuerySet[Case]:
    every = Case.objects.values("pk")
    same = []
    if customer is not None:
        same.append(every.filter(customer__in=whole(Party(pk=customer))))
    if address:
        same.append(every.filter(reply_to=address))
    # Each is found by its own index; in one condition with OR neither would be.
    ids = same[0].union(*same[1:]) if len(same) > 1 else same[0]
    others = cases_of_units(units).filter(pk__in=ids).exclude(pk=case)
    return others.only(*SHOWN).order_by("-pk")[:MOST_OTHERS]


def colleagues(*, at: datetime) -> QuerySet[StaffMember]:
    """Those who could work on a case: people who may reply, and whose post has not ended."""
    working = who_may("cases.reply", at=at).filter(Q(until__isnull=True) | Q(until__gt=at))
    return working.exclude(actor__kind=ActorKind.AUTOMATED)
