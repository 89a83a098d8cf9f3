"""Which automated representative works on a case."""

from django.db.models import Q

from frontoffice.cases.models import Case
from frontoffice.foundation.search.words import primary
from frontoffice.representative.models import AutomatedPost


def post_for(case: Case) -> AutomatedPost | None:
    """The first post that is switched on and covers the case's topic, unit and language. One query."""
    covers = Q(topics__isnull=True) | Q(topics=case.topic_id)
    covers &= Q(units__isnull=True) | Q(units=case.unit_id)
    posts = AutomatedPost.objects.filter(covers, on=True).order_by("pk").distinct()
    spoken = primary(case.language)
    return next((post for post in posts if not post.languages or spoken in post.languages), None)
