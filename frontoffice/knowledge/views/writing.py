"""Writing an article, or the next version of one: a draft that somebody publishes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.models import Unit
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions.publishing import propose
from frontoffice.knowledge.forms import VersionForm
from frontoffice.knowledge.models import Article, ArticleVersion, Audience, Form, Kind
from frontoffice.knowledge.permissions import PROPOSE
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.views.frame import UNREADABLE, article_of, page


@needs(PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    """Write a new article."""
    return _written(request, None)


@needs(PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def next_version(request: ActingRequest, slug: str) -> HttpResponse:
    """Write the next version; the form begins with what the latest says."""
    return _written(request, article_of(request, slug))


def _written(request: ActingRequest, article: Article | None) -> HttpResponse:
    if request.method != "POST":
        return _page(request, article, _form(initial=_begun(request, article)))
    sent = request.POST.copy()
    if article is not None:
        sent["slug"], sent["kind"] = article.slug, article.kind
    form = _form(sent)
    if not form.is_valid():
        return _page(request, article, form, status=UNREADABLE)
    given = dict(form.cleaned_data)
    key = given.pop("idempotency_key")
    given |= {"kind": Kind(given["kind"]), "audience": Audience(given["audience"])}
    if article is not None:
        given["topic"] = article.topic
    act = propose.once(key) if key else propose
    try:
        version = act(**given, by=request.actor, at=request.at)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
        return _page(request, article, form, status=refusal.status)
    messages.success(request, _("Kept as a draft. Nobody is answered from it until it is published."))
    address = reverse("knowledge:article", args=[version.article.slug])
    return redirect(f"{address}?version={version.number}&language={version.language}")


def _form(sent: Any = None, initial: dict[str, Any] | None = None) -> VersionForm:
    form = VersionForm(sent, initial=initial)
    units = Unit.objects.filter(active=True).values_list("code", "name")
    form.fields["owner"].choices = [("", _("Nobody yet")), *units]  # type: ignore[attr-defined]
    return form


def _begun(request: ActingRequest, article: Article | None) -> dict[str, Any]:
    """What the form begins with: today, and the words of the latest version that was written in Markdown."""
    begun: dict[str, Any] = {"effective_from": office_day(request.at).isoformat()}
    if article is None:
        return begun
    begun |= {
        "slug": article.slug,
        "kind": article.kind,
        "owner": article.owner.code if article.owner else "",
    }
    latest = ArticleVersion.objects.filter(article=article).order_by("-effective_from", "-number").first()
    if latest is None:
        return begun
    for name in ("title", "words", "citation", "audience", "language"):
        begun[name] = getattr(latest, name)
    return begun | {"body": latest.body if latest.form == Form.MARKDOWN else ""}


def _page(
    request: ActingRequest, article: Article | None, form: VersionForm, *, status: int = 200
) -> HttpResponse:
    trail = [(_("Knowledge"), reverse("knowledge:articles"))]
    return page(request, "write", {"article": article, "form": form, "trail": trail}, status=status)
