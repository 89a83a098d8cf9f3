"""Two versions of an article beside each other, or in one: what changed, word by word."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.knowledge.models import Article, ArticleVersion, Status
from frontoffice.knowledge.permissions import ASK
from frontoffice.knowledge.queries.differences import before_of, compared, counts, facts
from frontoffice.knowledge.views.frame import article_of, page


@needs(ASK)
@require_safe
def comparison(request: ActingRequest, slug: str) -> HttpResponse:
    """`to` (language.number; the latest without it) compared with `from` (else the one before), `view` side or one."""
    article = article_of(request, slug)
    versions = list(
        ArticleVersion.objects.filter(article=article)
        .exclude(status=Status.DISCARDED)
        .select_related("author")
        .order_by("language", "-effective_from", "-number")
    )
    after = _named(versions, request.GET.get("to", ""))
    if after is None and versions:
        after = versions[0]
    if after is None:
        raise Http404
    before = _named(versions, request.GET.get("from", "")) or before_of(after, versions)
    view = "one" if request.GET.get("view") == "one" else "side"
    made = compared(before, after) if before is not None else None
    shown = {
        "article": article,
        "before": before,
        "after": after,
        "facts": facts(before, after) if before is not None else [],
        "made": made,
        "counts": counts(made) if made is not None else "",
        "view": view,
        "whole": request.GET.get("all") == "1",
        "choices": [(_key(one), _called(one)) for one in versions],
        "from_key": _key(before) if before is not None else "",
        "to_key": _key(after),
        "trail": _trail(article, after),
    }
    return page(request, "compare", shown)


def _named(versions: list[ArticleVersion], key: str) -> ArticleVersion | None:
    return next((one for one in versions if _key(one) == key), None)


def _key(version: ArticleVersion) -> str:
    return f"{version.language}.{version.number}"


def _called(version: ArticleVersion) -> str:
    told = {"number": version.number, "language": version.language, "state": version.get_status_display()}
    return _("Version %(number)s, %(language)s, %(state)s") % told


def _trail(article: Article, after: ArticleVersion) -> list[tuple[str, str]]:
    own = reverse("knowledge:article", args=[article.slug])
    return [
        (_("Knowledge"), reverse("knowledge:articles")),
        (after.title, f"{own}?version={after.number}&language={after.language}"),
    ]
