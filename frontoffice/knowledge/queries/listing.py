"""Lists of articles and gaps for staff: a page at a time, the number of queries the same for any length."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import QuerySet

from frontoffice.knowledge.models import ArticleVersion, Audience, GapGroup, KnowledgeGap, Status
from frontoffice.knowledge.queries.in_force import REVIEW_SOON, Concern, concerns, versions_in_force

Show = Literal["in_force", "review", "drafts"]
ON_A_PAGE = 100


@dataclass(frozen=True)
class Row:
    """A version in a list, with what speaks against using it."""

    version: ArticleVersion
    concerns: list[Concern]


@dataclass(frozen=True)
class Listed:
    """A page of the list; `after` goes on from where there is more, else it is empty."""

    rows: list[Row]
    after: str


def listed(show: Show, *, on: date, after: str = "") -> Listed:
    """Versions by the name of their article: those in force on the day, those to be reviewed, or the drafts."""
    versions = (
        chosen(show, on=on).select_related("article__owner").defer("body").order_by("article__slug", "pk")
    )
    slug, _comma, number = after.rpartition(",")
    if slug and number.isdecimal():
        versions = versions.filter(article__slug__gte=slug).exclude(
            article__slug=slug, pk__lte=int(number[:18])
        )
    found = list(versions[: ON_A_PAGE + 1])
    page = found[:ON_A_PAGE]
    more = f"{page[-1].article.slug},{page[-1].pk}" if len(found) > ON_A_PAGE else ""
    return Listed([Row(version, concerns(version, on=on)) for version in page], more)


def chosen(show: Show, *, on: date) -> QuerySet[ArticleVersion]:
    """The versions of one of the lists."""
    if show == "drafts":
        return ArticleVersion.objects.filter(status=Status.DRAFT)
    versions = versions_in_force(on=on, audience=Audience.INTERNAL)
    return versions.filter(review_by__lte=on + REVIEW_SOON) if show == "review" else versions


def languages(*, on: date) -> list[str]:
    """The languages that anything is in force in on the day."""
    found = (
        versions_in_force(on=on, audience=Audience.INTERNAL)
        .order_by("language")
        .values_list("language", flat=True)
    )
    return list(found.distinct())


def gaps(status: str, *, before: KnowledgeGap | None) -> tuple[Sequence[KnowledgeGap], bool]:
    """Gaps of a status, newest first, from `before` on; and whether there are older ones."""
    rows = KnowledgeGap.objects.filter(status=status).select_related("contact", "article", "decided_by")
    if before is not None:
        rows = rows.filter(pk__lt=before.pk)
    found = list(rows.order_by("-pk")[: ON_A_PAGE + 1])
    return found[:ON_A_PAGE], len(found) > ON_A_PAGE


def open_gaps() -> int:
    """How many things people asked for wait for a decision."""
    return GapGroup.objects.filter(waiting__gt=0).count()
