"""Questions that nothing answers, made of such that something does: the articles of their gold passages are hidden."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from frontoffice.foundation.actors import service
from frontoffice.knowledge.models import ArticleVersion, Status


@contextmanager
def hidden(gold: Collection[str], *, on: date) -> Iterator[None]:
    """Meanwhile the articles that hold these passages are withdrawn; all is as before when it ends."""
    holding = ArticleVersion.objects.filter(passages__external_id__in=gold).values("article")
    with transaction.atomic():
        ArticleVersion.objects.filter(article__in=holding, status=Status.PUBLISHED).update(
            status=Status.WITHDRAWN,
            withdrawn_on=on,
            withdrawn_by=service("portal"),
            withdrawal_reason="hidden for a measurement",
        )
        yield
        transaction.set_rollback(True)
