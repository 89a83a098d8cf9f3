"""What stands beside a case: the asker's other cases, and who could have it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.models import StaffMember
from frontoffice.authority.queries import who_may
from frontoffice.cases.models import Case
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.models import ActorKind

MOST_OTHERS = 8


def other_cases(case: Case, *, seen: QuerySet[Case]) -> Sequence[Case]:
    """The newest other cases of the same customer or the same e-mail address, among those the viewer sees."""
    every = Case.objects.values("pk")
    same = []
    if case.customer is not None:
        same.append(every.filter(customer__in=whole(case.customer)))
    if case.reply_to:
        same.append(every.filter(reply_to=case.reply_to))
    if not same:
        return []
    # Each is found by its own index; in one condition with OR neither would be.
    ids = same[0].union(*same[1:]) if len(same) > 1 else same[0]
    return list(seen.filter(pk__in=ids).exclude(pk=case.pk).order_by("-pk")[:MOST_OTHERS])


def colleagues(*, at: datetime) -> QuerySet[StaffMember]:
    """Those who could work on a case: people who may reply, and whose post has not ended."""
    working = who_may("cases.reply", at=at).filter(Q(until__isnull=True) | Q(until__gt=at))
    return working.exclude(actor__kind=ActorKind.AUTOMATED)
