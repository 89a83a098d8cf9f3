"""What people asked, what they found and what did not help, week by week and by article; counted, never guessed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils.translation import get_language

from frontoffice.contacts.models import Channel
from frontoffice.foundation.clock import first_instant
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.models import (
    AnswerGiven,
    ArticleVersion,
    GapGroup,
    KnowledgeGap,
    Outcome,
    Question,
    Usefulness,
)

WEEK = timedelta(days=7)
MOST_ARTICLES, MOST_GAPS, MOST_WORDS = 20, 10, 25


@dataclass
class Figures:
    """Counts of a stretch of time. `helped` and `not_helped` are what people said of answers then."""

    asked: int = 0
    answered: int = 0
    gaps: int = 0
    asked_back: int = 0
    helped: int = 0
    not_helped: int = 0

    @property
    def answered_share(self) -> int | None:
        """Percent of the questions that were answered at once; None where none were asked."""
        return round(100 * self.answered / self.asked) if self.asked else None

    @property
    def helped_share(self) -> int | None:
        """Percent of what people said of answers that was yes; None where nobody said anything."""
        said = self.helped + self.not_helped
        return round(100 * self.helped / said) if said else None

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(**{name: getattr(self, name) + getattr(other, name) for name in vars(self)})


@dataclass(frozen=True)
class Period:
    """Whole weeks from Monday `first` on, the current one included, as the agency's calendar has them."""

    first: date
    weeks: int
    zone: ZoneInfo

    @property
    def before(self) -> "Period":
        return Period(self.first - self.weeks * WEEK, self.weeks, self.zone)

    @property
    def mondays(self) -> list[date]:
        return [self.first + number * WEEK for number in range(self.weeks)]

    @property
    def start(self) -> datetime:
        return first_instant(self.first, time(0), self.zone)

    @property
    def end(self) -> datetime:
        return first_instant(self.first + self.weeks * WEEK, time(0), self.zone)


@dataclass(frozen=True)
class ArticleLine:
    """An article with how often it was the first answer, and what people said of that."""

    version: ArticleVersion
    times: int
    helped: int
    not_helped: int


@dataclass(frozen=True)
class GapLine:
    """A group of gaps with how many of them came in the period."""

    group: GapGroup
    times: int


@dataclass(frozen=True)
class Insights:
    """A period beside the one before it. `parts` are (what, figures) by language and by channel."""

    period: Period
    weeks: list[tuple[date, Figures]]
    whole: Figures
    before: Figures
    articles: list[ArticleLine]
    gaps: list[GapLine]
    unhelpful: Sequence[Usefulness]
    by_language: list[tuple[str, Figures]] = field(default_factory=list)
    by_channel: list[tuple[str, Figures]] = field(default_factory=list)


def period_of(weeks: int, *, today: date, zone: ZoneInfo) -> Period:
    """The last `weeks` weeks, this one included."""
    monday = today - timedelta(days=today.weekday())
    return Period(monday - (weeks - 1) * WEEK, weeks, zone)


def insights(period: Period) -> Insights:
    """All figures of the period; the number of queries is fixed."""
    weeks = _weeks(period)
    lines = [(monday, weeks.get(monday, Figures())) for monday in period.mondays]
    return Insights(
        period=period,
        weeks=lines,
        whole=_sum(figures for _monday, figures in lines),
        before=_sum(weeks.get(monday, Figures()) for monday in period.before.mondays),
        articles=_articles(period),
        gaps=_gaps(period),
        unhelpful=list(
            _said(period.start, period.end)
            .filter(useful=False)
            .select_related("question__contact")
            .prefetch_related("question__answers__version__article")
            .order_by("-pk")[:MOST_WORDS]
        ),
        by_language=_parted(period, "language"),
        by_channel=[
            (str(Channel(value).label), figures) for value, figures in _parted(period, "contact__channel")
        ],
    )


def _weeks(period: Period) -> dict[date, Figures]:
    """By Monday, of the period and the one before it. Two queries."""
    start, end = period.before.start, period.end
    found: dict[date, Figures] = {}
    asked = Question.objects.filter(asked_at__gte=start, asked_at__lt=end).exclude(outcome=Outcome.NOTED)
    by_week = asked.annotate(week=TruncWeek("asked_at", tzinfo=period.zone)).order_by()
    for week, outcome, count in by_week.values_list("week", "outcome").annotate(Count("pk")):
        _count(found.setdefault(week.date(), Figures()), outcome, count)
    said = _said(start, end).annotate(week=TruncWeek("said_at", tzinfo=period.zone)).order_by()
    for week, useful, count in said.values_list("week", "useful").annotate(Count("pk")):
        figures = found.setdefault(week.date(), Figures())
        figures.helped, figures.not_helped = (
            (figures.helped + count, figures.not_helped)
            if useful
            else (figures.helped, figures.not_helped + count)
        )
    return found


def _count(figures: Figures, outcome: str, count: int) -> None:
    figures.asked += count
    if outcome == Outcome.ANSWERED:
        figures.answered += count
    elif outcome == Outcome.GAP:
        figures.gaps += count
    else:
        figures.asked_back += count


def _said(start: datetime, end: datetime) -> QuerySet[Usefulness]:
    return Usefulness.objects.filter(said_at__gte=start, said_at__lt=end)


def _parted(period: Period, name: str) -> list[tuple[str, Figures]]:
    asked = Question.objects.filter(asked_at__gte=period.start, asked_at__lt=period.end)
    rows = asked.exclude(outcome=Outcome.NOTED).order_by().values_list(name, "outcome").annotate(Count("pk"))
    found: dict[str, Figures] = {}
    for value, outcome, count in rows:
        _count(found.setdefault(value, Figures()), outcome, count)
    return sorted(found.items(), key=lambda pair: (-pair[1].asked, pair[0]))


def _articles(period: Period) -> list[ArticleLine]:
    """Those that answered first most often, by their titles in the reader's language. Three queries."""
    given = AnswerGiven.objects.filter(
        at__gte=period.start, at__lt=period.end, rank=1, question__isnull=False
    )
    counted = (
        given.values_list("version__article")
        .annotate(times=Count("pk"))
        .order_by("-times", "version__article")
    )
    times = dict(counted[:MOST_ARTICLES])
    latest: dict[int, ArticleVersion] = {}
    versions = ArticleVersion.objects.filter(article__in=times, published_at__isnull=False).defer("body")
    own = primary(get_language() or "en")
    dated = versions.select_related("article").order_by("effective_from", "pk")
    for version in sorted(dated, key=lambda version: version.language == own):
        latest[version.article_id] = version
    said = _said(period.start, period.end).filter(question__answers__rank=1)
    words = (
        said.order_by()
        .values_list("question__answers__version__article")
        .annotate(yes=Count("pk", filter=Q(useful=True)), no=Count("pk", filter=Q(useful=False)))
    )
    opinions = {article: (helped, not_helped) for article, helped, not_helped in words}
    return [
        ArticleLine(latest[article], count, *opinions.get(article, (0, 0)))
        for article, count in times.items()
        if article in latest
    ]


def _gaps(period: Period) -> list[GapLine]:
    """What was asked for in vain most often in the period. Two queries."""
    came = KnowledgeGap.objects.filter(recorded_at__gte=period.start, recorded_at__lt=period.end)
    counted = dict(
        came.values_list("group").annotate(times=Count("pk")).order_by("-times", "group")[:MOST_GAPS]
    )
    groups = GapGroup.objects.in_bulk(list(counted))
    return [GapLine(groups[pk], times) for pk, times in counted.items()]


def _sum(figures: Iterable[Figures]) -> Figures:
    return sum(figures, Figures())


def asked_and_found(article: int, period: Period) -> list[AnswerGiven]:
    """The newest questions of the period that the article answered first. Two queries."""
    given = AnswerGiven.objects.filter(
        at__gte=period.start, at__lt=period.end, rank=1, version__article=article, question__isnull=False
    )
    rows = given.select_related("question__contact", "passage").prefetch_related("question__usefulness")
    return list(rows.order_by("-pk")[: MOST_WORDS * 4])
