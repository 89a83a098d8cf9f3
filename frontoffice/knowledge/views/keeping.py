"""Keeping a text: who looks after it, and a look whether it is still right."""

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
from frontoffice.authority.models import StaffMember
from frontoffice.authority.signatures import find
from frontoffice.foundation.models import Unit
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions.reviewing_texts import entrust as entrust_article
from frontoffice.knowledge.actions.reviewing_texts import review_text
from frontoffice.knowledge.forms import EntrustForm, ReviewForm
from frontoffice.knowledge.models import Article, ArticleVersion, Review, Verdict
from frontoffice.knowledge.permissions import ENTRUST, REVIEW_TEXT
from frontoffice.knowledge.queries.days import months_after, office_day
from frontoffice.knowledge.queries.reading import working
from frontoffice.knowledge.views.frame import UNREADABLE, article_of, page, version_named, version_url

MOST_SHOWN = 20


@needs(ENTRUST)
@require_http_methods(["GET", "HEAD", "POST"])
def entrust(request: ActingRequest, slug: str) -> HttpResponse:
    """Say who looks after an article."""
    found = article_of(request, slug)
    if request.method != "POST":
        return _entrusting(request, found, _entrust_form(request, initial=_as_it_is(found)))
    form = _entrust_form(request, request.POST)
    if not form.is_valid():
        return _entrusting(request, found, form, status=UNREADABLE)
    given = dict(form.cleaned_data)
    key, keeper = given.pop("idempotency_key"), given.pop("keeper")
    act = entrust_article.once(key) if key else entrust_article
    try:
        member = find(StaffMember, keeper, by=request.actor, at=request.at) if keeper else None
        act(article=found, keeper=member, **given, by=request.actor, at=request.at)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
        return _entrusting(request, found, form, status=refusal.status)
    messages.success(request, _("Kept."))
    return redirect("knowledge:article", found.slug)


@needs(REVIEW_TEXT)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: ActingRequest, slug: str) -> HttpResponse:
    """Say of the version that the address names that it is still right, or what has to be changed."""
    version = version_named(request, article_of(request, slug))
    months = version.article.review_every
    again = months_after(office_day(request.at), months) if months else None
    if request.method != "POST":
        return _reviewing(request, version, ReviewForm(initial={"review_by": again}))
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _reviewing(request, version, form, status=UNREADABLE)
    given = dict(form.cleaned_data)
    key, verdict = given.pop("idempotency_key"), Verdict(given.pop("verdict"))
    act = review_text.once(key) if key else review_text
    try:
        act(version=version, verdict=verdict, **given, by=request.actor, at=request.at)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
        return _reviewing(request, version, form, status=refusal.status)
    if verdict == Verdict.CHANGE:
        messages.info(request, _("On record. Write what it should say; until then it stays due."))
        return redirect(f"{reverse('knowledge:next_version', args=[slug])}?language={version.language}")
    messages.success(request, _("On record: it is still right."))
    return redirect(version_url(version))


def _entrust_form(request: ActingRequest, sent: Any = None, initial: Any = None) -> EntrustForm:
    form = EntrustForm(sent, initial=initial)
    units = Unit.objects.filter(active=True).values_list("code", "name")
    form.fields["owner"].choices = [("", _("Nobody yet")), *units]  # type: ignore[attr-defined]
    people = working(at=request.at).order_by("actor__name", "pk")
    named = [(one.reference, f"{one.actor.name}, {one.unit.name}") for one in people]
    form.fields["keeper"].choices = [("", _("Nobody in particular")), *named]  # type: ignore[attr-defined]
    return form


def _as_it_is(found: Article) -> dict[str, Any]:
    return {
        "owner": found.owner.code if found.owner is not None else "",
        "keeper": found.keeper.reference if found.keeper is not None else "",
        "review_every": found.review_every,
        "topic": found.topic,
    }


def _entrusting(
    request: ActingRequest, found: Article, form: EntrustForm, *, status: int = 200
) -> HttpResponse:
    shown = {"article": found, "form": form, "trail": _trail(found, found.slug)}
    return page(request, "entrust", shown, status=status)


def _reviewing(
    request: ActingRequest, version: ArticleVersion, form: ReviewForm, *, status: int = 200
) -> HttpResponse:
    earlier = Review.objects.filter(version__article=version.article, version__language=version.language)
    shown = {
        "version": version,
        "form": form,
        "earlier": earlier.select_related("by", "version").order_by("-pk")[:MOST_SHOWN],
        "trail": _trail(version.article, version.title),
    }
    return page(request, "review", shown, status=status)


def _trail(found: Article, title: str) -> list[tuple[str, str]]:
    return [
        (_("Knowledge"), reverse("knowledge:articles")),
        (title, reverse("knowledge:article", args=[found.slug])),
    ]
