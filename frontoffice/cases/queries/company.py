"""What stands beside a case: the asker's other cases, and who could have it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.models import StaffMember
from frontoffice.authority.queries import who_may
from frontoffice.cases.models import Case
from frontoffice.foundation.models import ActorKind

MOST_OTHERS = 8


def other_cases(case: Case, *, seen: QuerySet[Case]) -> Sequence[Case]:
    """The newest other cases of the same customer or the same e-mail address, among those the viewer sees."""
    same = Q(customer=case.customer_id) if case.customer_id is not None else Q()
    if case.reply_to:
        same |= Q(reply_to=case.reply_to)
    if not same:
        return []
    return list(seen.filter(same).exclude(pk=case.pk).order_by("-pk")[:MOST_OTHERS])


def colleagues(*, at: datetime) -> QuerySet[StaffMember]:
    """Those who could work on a case: people who may reply, and whose post has not ended."""
    working = who_may("cases.reply", at=at).filter(Q(until__isnull=True) | Q(until__gt=at))
    return working.exclude(actor__kind=ActorKind.AUTOMATED)
