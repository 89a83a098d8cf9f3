"""What counted on a given day: versions and passages in force, and what to be warned of before using one (INQ-5)."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from frontoffice.knowledge.models import Article, ArticleVersion, Audience, Passage, Status

REVIEW_SOON = timedelta(days=30)


class Concern(TextChoices):
    """Why a version should not be used without a second look."""

    DRAFT = "draft", _("This is a draft. It is not published.")
    WITHDRAWN = "withdrawn", _("This version was withdrawn.")
    NOT_YET = "not_yet", _("This version is not in force yet.")
    EXPIRED = "expired", _("This version is no longer in force.")
    REVIEW_OVERDUE = "review_overdue", _("The review date has passed. Check the content before you use it.")
    NO_OWNER = "no_owner", _("No unit owns this article.")


# These stop an insertion into what goes out unless a reason is given.
STOPPING = frozenset(
    {Concern.DRAFT, Concern.WITHDRAWN, Concern.NOT_YET, Concern.EXPIRED, Concern.REVIEW_OVERDUE}
)


def audiences(audience: str) -> list[str]:
    """Whose texts a reader of this audience gets: staff read the public ones too."""
    return [Audience.PUBLIC] if audience == Audience.PUBLIC else list(Audience.values)


def _on(day: date, audience: str) -> Q:
    """What was taken back is shown to staff alone, for the days on which it counted."""
    lasts = Q(effective_to__isnull=True) | Q(effective_to__gte=day)
    stands = Q(status=Status.PUBLISHED)
    if audience != Audience.PUBLIC:
        stands |= Q(status=Status.WITHDRAWN, withdrawn_on__gt=day)
    return Q(effective_from__lte=day, audience__in=audiences(audience)) & lasts & stands


def versions_in_force(*, on: date, audience: str, language: str | None = None) -> QuerySet[ArticleVersion]:
    """The versions that counted on the day, for readers of the audience; in one language or in all."""
    versions = ArticleVersion.objects.filter(_on(on, audience))
    return versions.filter(language=language) if language is not None else versions


def passages_in_force(*, on: date, audience: str, language: str) -> QuerySet[Passage]:
    """The passages of those versions.

    Asked of each passage, not joined: of a few passages SQLite would else begin with all versions in force.
    """
    versions = versions_in_force(on=on, audience=audience, language=language)
    return Passage.objects.filter(Exists(versions.filter(pk=OuterRef("version_id"))))


def version_in_force(
    article: Article, *, on: date, audience: str, language: str | None = None
) -> ArticleVersion | None:
    """The one version of an article that counted on the day; in the language if there is one, else in another."""
    versions = versions_in_force(on=on, audience=audience).filter(article=article).order_by("pk")
    by_language = {version.language: version for version in versions}
    return by_language.get(language or "") or next(iter(by_language.values()), None)


def concerns(version: ArticleVersion, *, on: date) -> list[Concern]:
    """What speaks against using the version on the day, the gravest first; empty when nothing does (INQ-5)."""
    withdrawn = version.status == Status.WITHDRAWN and version.withdrawn_on is not None
    found = {
        Concern.DRAFT: version.status == Status.DRAFT,
        Concern.WITHDRAWN: withdrawn and version.withdrawn_on is not None and version.withdrawn_on <= on,
        Concern.NOT_YET: version.effective_from > on,
        Concern.EXPIRED: version.effective_to is not None and version.effective_to < on,
        Concern.REVIEW_OVERDUE: version.review_by is not None and version.review_by < on,
        Concern.NO_OWNER: version.article.owner_id is None,
    }
    return [concern for concern, holds in found.items() if holds]
