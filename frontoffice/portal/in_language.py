"""In which language a reader gets a page: their own where there is a text in it, else the agency's own, else any."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from frontoffice.knowledge.models import Article, ArticleVersion, Audience
from frontoffice.knowledge.queries import versions_in_force
from frontoffice.knowledge.queries.days import own_language


def public_texts(*, on: date) -> QuerySet[ArticleVersion]:
    """What the public could read on the day, in all languages."""
    return versions_in_force(on=on, audience=Audience.PUBLIC).select_related("article").defer("body")


def one_each(versions: Iterable[ArticleVersion], *, language: str) -> dict[int, ArticleVersion]:
    """By the article's id the text that a reader of the language gets. One query."""
    own = own_language()
    found: dict[int, ArticleVersion] = {}
    for version in sorted(versions, key=lambda one: (_distance(one, language, own), one.pk)):
        found.setdefault(version.article_id, version)
    return found


def others_of(version: ArticleVersion, *, on: date) -> list[ArticleVersion]:
    """The same page in other languages on the day, by language."""
    texts = public_texts(on=on).filter(article=version.article_id).exclude(language=version.language)
    return list(texts.order_by("language"))


def articles_with(versions: QuerySet[ArticleVersion]) -> QuerySet[Article]:
    """The articles that these are texts of."""
    return Article.objects.filter(pk__in=versions.order_by().values("article"))


def _distance(version: ArticleVersion, language: str, own: str) -> int:
    return 0 if version.language == language else 1 if version.language == own else 2
