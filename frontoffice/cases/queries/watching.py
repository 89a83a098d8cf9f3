"""Who watches a case, and what a colleague watches."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import visible
from frontoffice.cases.models import Case, Watch
from frontoffice.cases.queries.tasks import topics_above
from frontoffice.foundation.models import Actor
from frontoffice.foundation.statements import Statement

MOST_SHOWN = 200


@visible(Watch)
def watches_visible_to(*, by: Actor, at: datetime) -> QuerySet[Watch]:
    """One's own."""
    rows = Watch.objects.filter(until__isnull=True).select_related("case", "topic", "member")
    return rows.filter(member__actor=by) if by.is_staff else rows.none()


def _live(*, case: int, topics: Sequence[int]) -> QuerySet[Watch]:
    rows = Watch.objects.filter(Q(case=case) | Q(topic__pk__any_of=topics), until__isnull=True)
    return rows.select_related("member__actor").order_by("pk")


_LIVE: Statement[Watch] = Statement(_live, case=int, topics=list)


def watchers_of(case: Case) -> Sequence[Watch]:
    """Live watches of the case and of its topic (and those above it), with the colleague. Each colleague once."""
    once: dict[int, Watch] = {}
    for row in _LIVE.rows(case=case.pk, topics=topics_above(case.topic)):
        if row.member_id not in once or row.case_id is not None:
            once[row.member_id] = row
    return list(once.values())


def watched_by(member: StaffMember) -> Sequence[Watch]:
    """What the colleague watches, topics first, the newest cases first."""
    rows = Watch.objects.filter(member=member, until__isnull=True).select_related("case", "topic")
    return sorted(rows.order_by("-pk")[:MOST_SHOWN], key=lambda row: row.topic_id is None)
