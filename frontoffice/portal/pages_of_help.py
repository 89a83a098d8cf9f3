"""What the agency tells the public: the list of its pages, those often asked about, and one page as of a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from frontoffice.cases.models import Topic
from frontoffice.cases.queries import names_of_topics
from frontoffice.knowledge.models import AnswerGiven, Article, ArticleVersion, Audience, Passage, Status
from frontoffice.portal import in_language

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
    """Pages under one topic; heading and code are empty where they have none."""

    heading: str
    code: str
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
    """An article on a day. `others` are its other versions, the newest first; `translations` the same in force."""

    version: ArticleVersion
    parts: list[Part]
    others: list[ArticleVersion]
    translations: list[ArticleVersion]


def often_asked(
    *, on: date, language: str, at: datetime, topics: Collection[str] | None = None
) -> list[Link]:
    """The pages that answered most questions lately; where there are few, the newest pages. Of `topics` if given."""
    answered = AnswerGiven.objects.filter(at__gte=at - LATELY, rank=1)
    texts = in_language.public_texts(on=on)
    if topics is not None:
        answered = answered.filter(version__article__topic__in=topics)
        texts = texts.filter(article__topic__in=topics)
    counted = answered.values("version__article").annotate(times=Count("pk")).order_by("-times")
    most = [row["version__article"] for row in counted[: OFTEN * 2]]
    newest = texts.order_by("-effective_from", "title").values_list("article", flat=True)
    wanted = [*most, *newest[: OFTEN * 3]]
    texts_of = in_language.one_each(texts.filter(article__in=wanted), language=language)
    found = [texts_of[article] for article in dict.fromkeys(wanted) if article in texts_of]
    return [link_to(version) for version in found[:OFTEN]]


def listing(*, on: date, language: str, after: str = "") -> Listing:
    """All public pages in force, under their topics; long lists go on from page to page."""
    texts = in_language.public_texts(on=on)
    articles = in_language.articles_with(texts).order_by("topic", "slug")
    begin = Article.objects.filter(slug=after).first() if after else None
    if begin is not None:
        articles = articles.filter(Q(topic__gt=begin.topic) | Q(topic=begin.topic, slug__gt=begin.slug))
    rows = list(articles[: ON_A_PAGE + 1])
    more = rows[ON_A_PAGE - 1].slug if len(rows) > ON_A_PAGE else ""
    shown = in_language.one_each(texts.filter(article__in=rows[:ON_A_PAGE]), language=language)
    return Listing(_grouped(list(shown.values()), language), more)


def link_to(version: ArticleVersion) -> Link:
    """How a list names the page. Its article is read."""
    return Link(version.article.slug, version.title, version.language)


def _grouped(versions: Sequence[ArticleVersion], language: str) -> list[Group]:
    """By the topic, or the one above it; what has no topic comes last."""
    names = names_of_topics(language)
    above = {
        topic.code: topic.parent if topic.parent is not None else topic
        for topic in Topic.objects.select_related("parent")
    }
    groups: dict[str, Group] = {}
    for version in sorted(versions, key=lambda one: one.title):
        topic = above.get(version.article.topic)
        heading, code = (names[topic.pk], topic.code) if topic is not None else ("", "")
        groups.setdefault(code, Group(heading, code, [])).links.append(link_to(version))
    return sorted(groups.values(), key=lambda group: (not group.heading, group.heading))


def public_article(slug: str) -> Article | None:
    """The article, if it has or had a public text."""
    public = ArticleVersion.objects.filter(audience=Audience.PUBLIC).exclude(status=Status.DRAFT)
    return Article.objects.filter(slug=slug, pk__in=public.values("article")).first()


def page_on(article: Article, *, on: date, language: str) -> Page | None:
    """What the public page said on the day; None where there was none."""
    texts = in_language.public_texts(on=on).filter(article=article)
    version = in_language.one_each(texts, language=language).get(article.pk)
    if version is None:
        return None
    others = [one for one in versions_of(article, version.language) if one.pk != version.pk]
    return Page(version, _parts(version), others, in_language.others_of(version, on=on))


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
