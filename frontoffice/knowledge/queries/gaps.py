"""What people asked in vain, by what they asked for: the groups that wait, and one group with all its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from frontoffice.knowledge.models import (
    ArticleVersion,
    Audience,
    GapGroup,
    GapStatus,
    KnowledgeGap,
    Status,
)
from frontoffice.knowledge.queries.finding import find
from frontoffice.knowledge.queries.found import FoundPassage
from frontoffice.knowledge.queries.likeness import Alike, groups_like

ON_A_PAGE = 50
LATELY = timedelta(days=28)
MOST_ASKED_AGAIN = 5
MOST_WORDS = 200
MOST_NEAR = 3


@dataclass(frozen=True)
class Row:
    """A group in the list. `lately` counts its gaps of the last four weeks; `decided` is the last decision, if any."""

    group: GapGroup
    lately: int
    decided: KnowledgeGap | None


@dataclass(frozen=True)
class AskedAgain:
    """The words of a gap, asked today: the best passage, and whether it is sure to answer."""

    words: str
    best: FoundPassage | None
    sure: bool


@dataclass(frozen=True)
class Whole:
    """A group with its gaps, the newest first, what their words find today, and other groups near it."""

    group: GapGroup
    gaps: Sequence[KnowledgeGap]
    again: Sequence[AskedAgain]
    near: Sequence[Alike]
    published: bool

    @property
    def may_begin(self) -> bool:
        """Whether no text is being written for it, and none was."""
        return self.group.draft is None or self.group.draft.status == Status.DISCARDED


def waiting_groups(*, at: datetime, after: str = "") -> tuple[list[Row], str]:
    """Groups with open gaps, those asked for most first, and where to go on. Three queries.

    `after` is "waiting,id" of the last one seen; what is none begins anew.
    """
    rows = GapGroup.objects.filter(waiting__gt=0).select_related("taken_by", "draft__article")
    most, _comma, last = after.partition(",")
    if most.isdecimal() and last.isdecimal():
        rows = rows.filter(Q(waiting__lt=int(most[:9])) | Q(waiting=int(most[:9]), pk__lt=int(last[:18])))
    found = list(rows.order_by("-waiting", "-pk")[: ON_A_PAGE + 1])
    page = found[:ON_A_PAGE]
    more = f"{page[-1].waiting},{page[-1].pk}" if len(found) > ON_A_PAGE else ""
    return _rows(page, at), more


def _rows(groups: Sequence[GapGroup], at: datetime) -> list[Row]:
    lately = dict(
        KnowledgeGap.objects.filter(group__in=groups, recorded_at__gte=at - LATELY)
        .values_list("group")
        .annotate(Count("pk"))
        .order_by()
    )
    decided: dict[int, KnowledgeGap] = {}
    closed = KnowledgeGap.objects.filter(group__in=groups).exclude(status=GapStatus.OPEN)
    for gap in closed.select_related("article", "decided_by").order_by("decided_at", "pk"):
        decided[gap.group_id] = gap
    return [Row(group, lately.get(group.pk, 0), decided.get(group.pk)) for group in groups]


def whole(group: GapGroup, *, on: date) -> Whole:
    """Everything about one group. The queries grow with the wordings asked again, five at most."""
    gaps = KnowledgeGap.objects.filter(group=group).select_related("contact", "article", "decided_by")
    rows = list(gaps.order_by("-pk")[:MOST_WORDS])
    words = list(dict.fromkeys(gap.words for gap in rows))[:MOST_ASKED_AGAIN]
    return Whole(
        group=group,
        gaps=rows,
        again=[_again(one, on=on, language=group.language) for one in words],
        near=groups_like(group.words, language=group.language, without=group)[:MOST_NEAR],
        published=group.draft is not None and group.draft.status == Status.PUBLISHED,
    )


def _again(words: str, *, on: date, language: str) -> AskedAgain:
    told = find(words, on=on, audience=Audience.PUBLIC, language=language)
    return AskedAgain(words, told.passages[0] if told.passages else None, told.answerable)


def texts_near(again: Sequence[AskedAgain]) -> list[ArticleVersion]:
    """The texts that these words find, each article once, the most often found first."""
    found: dict[int, list[ArticleVersion]] = {}
    for one in again:
        if one.best is not None:
            version = one.best.passage.version
            found.setdefault(version.article_id, []).append(version)
    return [versions[0] for versions in sorted(found.values(), key=len, reverse=True)]
