"""Writing an article: a new one, the next version of one, a correction, a translation; a draft that is gone on with."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions.drafting import discard as discard_draft
from frontoffice.knowledge.actions.drafting import propose, revise
from frontoffice.knowledge.forms import LONGEST_BODY, VersionForm
from frontoffice.knowledge.models import Article, ArticleVersion, Change, Form, Kind, Status
from frontoffice.knowledge.permissions import DISCARD, PROPOSE, REVISE
from frontoffice.knowledge.splitting import pieces
from frontoffice.knowledge.views.beginning import (
    begun_anew,
    begun_with,
    form_for,
    fulfilled,
    named,
    shown_beside,
)
from frontoffice.knowledge.views.frame import UNREADABLE, article_of, page, version_named, version_url

OF_THE_ARTICLE = ("slug", "kind", "owner", "language")


@needs(PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    """Write a new article."""
    if request.method != "POST":
        return _page(request, None, form_for(initial=begun_anew(request)))
    return _propose(request, None)


@needs(PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def next_version(request: ActingRequest, slug: str) -> HttpResponse:
    """Write the next version: from the latest, from the one that was wrong (`correct`), or into another language
    (`into`). The form begins with what that one says.
    """
    article = article_of(request, slug)
    if request.method != "POST":
        return _page(request, article, form_for(initial=begun_with(request, article)))
    return _propose(request, article)


@needs(REVISE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActingRequest, slug: str) -> HttpResponse:
    """Go on with the draft that `version` and `language` name."""
    draft = version_named(request, article_of(request, slug))
    if draft.status != Status.DRAFT:
        messages.error(request, _("This version is published already."))
        return redirect(version_url(draft))
    if request.method != "POST":
        return _page(request, draft.article, form_for(initial=named(draft)), draft=draft)
    sent = request.POST.copy()
    for name in OF_THE_ARTICLE:
        sent[name] = named(draft)[name]
    form = form_for(sent)
    if not form.is_valid():
        return _page(request, draft.article, form, draft=draft, status=UNREADABLE)
    given = fulfilled(form)
    given = {name: value for name, value in given.items() if name not in {*OF_THE_ARTICLE, "idempotency_key"}}
    for name in ("corrects", "source"):
        given.pop(name)
    given["expected_version"] = given["expected_version"] or 0
    try:
        kept = revise(version=draft, **given, by=request.actor, at=request.at)
    except Refused as refusal:
        return _refused(request, draft.article, form, refusal, draft=draft)
    messages.success(request, _("Kept. An approval that was asked for before has to be asked for again."))
    return redirect(version_url(kept))


@needs(DISCARD)
@require_POST
def discard(request: ActingRequest, slug: str) -> HttpResponse:
    """Give up a draft."""
    draft = version_named(request, article_of(request, slug))
    try:
        discard_draft(version=draft, by=request.actor, at=request.at)
        messages.success(request, _("Given up. What it said stays on record."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect(version_url(draft))


@needs(PROPOSE)
@require_POST
def preview(request: ActingRequest) -> HttpResponse:
    """The part of the page that shows what is being written as readers will see it."""
    body = request.POST.get("body", "").replace("\x00", "")[:LONGEST_BODY]
    shown = {
        "title": request.POST.get("title", "")[:300],
        "parts": pieces(body, Form.MARKDOWN) if body.strip() else [],
        "language": request.POST.get("language", "")[:3],
    }
    return render(request, "knowledge/parts/preview.html", shown)


def _propose(request: ActingRequest, article: Article | None) -> HttpResponse:
    sent = request.POST.copy()
    if article is not None:
        sent["slug"], sent["kind"] = article.slug, article.kind
        sent["owner"] = article.owner.code if article.owner is not None else ""
    form = form_for(sent)
    if not form.is_valid():
        return _page(request, article, form, status=UNREADABLE)
    try:
        given = _given(request, form, article)
        key = given.pop("idempotency_key")
        act = propose.once(key) if key else propose
        version = act(**given, by=request.actor, at=request.at)
    except Refused as refusal:
        return _refused(request, article, form, refusal)
    messages.success(request, _("Kept as a draft. Nobody is answered from it until it is published."))
    return redirect(version_url(version))


def _given(request: ActingRequest, form: VersionForm, article: Article | None) -> dict[str, Any]:
    """What the action takes. Raises NotFound where a version that is named is not there."""
    given = fulfilled(form)
    given.pop("expected_version")
    given["kind"] = Kind(given["kind"])
    if article is not None:
        given["topic"] = article.topic
    given["source"] = _version(request, given["source"], "source")
    corrected = _version(request, given["corrects"], "corrects")
    if given["change"] != Change.CORRECTION:
        corrected = None
    elif corrected is None and article is not None:
        counted = ArticleVersion.objects.filter(
            article=article,
            language=given["language"],
            status=Status.PUBLISHED,
            effective_from__lte=given["effective_from"],
        )
        corrected = counted.order_by("-effective_from").first()
    return given | {"corrects": corrected}


def _version(request: ActingRequest, reference: str, field: str) -> ArticleVersion | None:
    if not reference:
        return None
    found: ArticleVersion = find(ArticleVersion, reference, by=request.actor, at=request.at, field=field)
    return found


def _refused(
    request: ActingRequest,
    article: Article | None,
    form: VersionForm,
    refusal: Refused,
    *,
    draft: ArticleVersion | None = None,
) -> HttpResponse:
    field = "form_list" if refusal.field == "forms" else refusal.field
    form.add_error(field if field in form.fields else None, in_full(refusal))
    return _page(request, article, form, draft=draft, status=refusal.status)


def _page(
    request: ActingRequest,
    article: Article | None,
    form: VersionForm,
    *,
    draft: ArticleVersion | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = shown_beside(request, article, form, draft)
    return page(request, "write", {"article": article, "form": form, "draft": draft} | shown, status=status)
