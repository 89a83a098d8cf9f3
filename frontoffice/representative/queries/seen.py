"""Who sees the posts and what they did."""

from datetime import datetime

from django.db.models import QuerySet

from frontoffice.authority.registry import visible
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.foundation.models import Actor
from frontoffice.representative.models import Attempt, AutomatedPost


@visible(AutomatedPost)
def posts_visible_to(*, by: Actor, at: datetime) -> QuerySet[AutomatedPost]:
    """That there are automated colleagues is no secret among staff."""
    posts = AutomatedPost.objects.select_related("staff_member__actor", "switched_by").order_by("pk")
    return posts if by.is_staff else posts.none()


@visible(Attempt)
def attempts_visible_to(*, by: Actor, at: datetime) -> QuerySet[Attempt]:
    """Those on the cases that the viewer sees."""
    attempts = Attempt.objects.select_related(
        "case", "topic", "message", "post__staff_member__actor", "decided_by"
    )
    if not by.is_staff:
        return attempts.none()
    return attempts.filter(case__in=cases_visible_to(by=by, at=at))
