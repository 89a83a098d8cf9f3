"""What the agency tells the public: the list of its pages, those often asked about, and one page as of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from frontoffice.cases.models import Topic
from frontoffice.knowledge.models import AnswerGiven, Article, ArticleVersion, Audience, Passage, Status
from frontoffice.knowledge.queries import version_in_force, versions_in_force

LATELY = timedelta(days=60)
OFTEN = 6
ON_A_PAGE = 150


@dataclass(frozen=True)
class Link:
    """A page of help."""

    slug: str
    title: str
    language: str


@dataclass(frozen=True)
class Group:
    """Pages under one topic; the heading is empty where they have none."""

    heading: str
    links: list[Link]


@dataclass(frozen=True)
class Listing:
    """The groups of one page of the list; `after` is the slug to go on from where there are more."""

    groups: list[Group]
    after: str


@dataclass(frozen=True)
class Part:
    """A passage on its page, with the headings that begin with it (level 2 is the highest)."""

    anchor: str
    headings: list[tuple[int, str]]
    html: str


@dataclass(frozen=True)
class Page:
    """An article on a day. `others` are its other versions, the newest first."""

    version: ArticleVersion
    parts: list[Part]
    others: list[ArticleVersion]


def often_asked(*, on: date, language: str, at: datetime) -> list[Link]:
    """The pages that answered most questions lately; where there are few, the newest pages."""
    answered = AnswerGiven.objects.filter(at__gte=at - LATELY, rank=1).values("version__article")
    most = [
        row["version__article"]
        for row in answered.annotate(times=Count("pk")).order_by("-times")[: OFTEN * 2]
    ]
    versions = versions_in_force(on=on, audience=Audience.PUBLIC, language=language).select_related("article")
    asked = {version.article_id: version for version in versions.filter(article__in=most)}
    found = [asked[article] for article in most if article in asked][:OFTEN]
    if len(found) < OFTEN:
        newest = versions.exclude(article__in=asked).order_by("-effective_from", "title")
        found += newest[: OFTEN - len(found)]
    return [Link(version.article.slug, version.title, version.language) for version in found]


def listing(*, on: date, language: str, after: str = "") -> Listing:
    """All public pages in force, under their topics; long lists go on from page to page."""
    versions = versions_in_force(on=on, audience=Audience.PUBLIC, language=language).select_related("article")
    versions = versions.order_by("article__topic", "article__slug")
    begin = Article.objects.filter(slug=after).first() if after else None
    if begin is not None:
        versions = versions.filter(
            Q(article__topic__gt=begin.topic) | Q(article__topic=begin.topic, article__slug__gt=begin.slug)
        )
    rows = list(versions[: ON_A_PAGE + 1])
    more = rows[ON_A_PAGE - 1].article.slug if len(rows) > ON_A_PAGE else ""
    return Listing(_grouped(rows[:ON_A_PAGE]), more)


def _grouped(versions: Sequence[ArticleVersion]) -> list[Group]:
    """By the name of the topic, or of the one above it; what has no topic comes last."""
    names = {}
    for topic in Topic.objects.select_related("parent"):
        names[topic.code] = topic.parent.name if topic.parent is not None else topic.name
    groups: dict[str, list[Link]] = {}
    for version in sorted(versions, key=lambda one: one.title):
        groups.setdefault(names.get(version.article.topic, ""), []).append(
            Link(version.article.slug, version.title, version.language)
        )
    return [Group(name, groups[name]) for name in sorted(groups, key=lambda name: (not name, name))]


def public_article(slug: str) -> Article | None:
    """The article, if it has or had a public text."""
    public = ArticleVersion.objects.filter(audience=Audience.PUBLIC).exclude(status=Status.DRAFT)
    return Article.objects.filter(slug=slug, pk__in=public.values("article")).first()


def page_on(article: Article, *, on: date, language: str) -> Page | None:
    """What the public page said on the day; None where there was none."""
    version = version_in_force(article, on=on, audience=Audience.PUBLIC, language=language)
    if version is None:
        return None
    return Page(
        version, _parts(version), [one for one in versions_of(article, language) if one.pk != version.pk]
    )


def versions_of(article: Article, language: str) -> list[ArticleVersion]:
    """The public versions of the article that count or counted, the newest first; those in the language if any."""
    rows = ArticleVersion.objects.filter(article=article, audience=Audience.PUBLIC, status=Status.PUBLISHED)
    versions = list(rows.select_related("article").order_by("-effective_from"))
    return [version for version in versions if version.language == language] or versions


def _parts(version: ArticleVersion) -> list[Part]:
    parts, before = [], [version.title]
    for passage in Passage.objects.filter(version=version).order_by("position"):
        path = [heading for heading in passage.heading.split(" › ") if heading]
        shared = 0
        while shared < min(len(path), len(before)) and path[shared] == before[shared]:
            shared += 1
        # The title stands above the page already.
        begun = [
            (depth, heading)
            for depth, heading in enumerate(path)
            if depth >= shared and heading != version.title
        ]
        parts.append(
            Part(passage.anchor, [(min(depth + 2, 4), heading) for depth, heading in begun], passage.html)
        )
        before = path
    return parts
