"""One article, version by version: its passages under their anchors, its dates, and what speaks against using it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions.holding_back import TestsFall
from frontoffice.knowledge.actions.publishing import publish as publish_version
from frontoffice.knowledge.actions.publishing import withdraw as withdraw_version
from frontoffice.knowledge.forms import WithdrawForm
from frontoffice.knowledge.models import Article, ArticleVersion, Audience, Passage, Status
from frontoffice.knowledge.permissions import ASK, PUBLISH, WITHDRAW
from frontoffice.knowledge.queries.addresses import page_address, version_address
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.in_force import concerns, version_in_force
from frontoffice.knowledge.queries.interpretations import MOST_FOUND, Reading, current, read
from frontoffice.knowledge.queries.policy import Asked
from frontoffice.knowledge.splitting import anchored, pieces
from frontoffice.knowledge.views.frame import (
    UNREADABLE,
    article_of,
    day_asked,
    named_in,
    page,
    version_named,
    version_url,
)
from frontoffice.knowledge.views.surroundings import around


@dataclass(frozen=True)
class Part:
    """A passage as the page shows it; a draft has parts that are not on record yet, and so no address."""

    anchor: str
    heading: str
    html: str
    address: str
    reference: str = ""


@needs(ASK)
@require_safe
def article(request: ActingRequest, slug: str) -> HttpResponse:
    """The version that `version` names by its number and `language`, or the one in force on `on`, or the latest."""
    return _page(request, article_of(request, slug), WithdrawForm())


@needs(PUBLISH)
@require_POST
def publish(request: ActingRequest, slug: str) -> HttpResponse:
    """Publish a draft, or ask for it; where policy tests would fall the page says which, and takes a reason."""
    found = article_of(request, slug)
    version, despite = version_named(request, found), request.POST.get("despite", "").strip()[:1000]
    try:
        done = publish_version(version=version, despite=despite, by=request.actor, at=request.at)
    except TestsFall as refusal:
        return _page(request, found, WithdrawForm(), fallen=refusal.fallen, status=refusal.status)
    except Refused as refusal:
        messages.error(request, in_full(refusal))
        return redirect(version_url(version))
    if isinstance(done, Approval):
        messages.info(
            request, _("Asked. A colleague who did not write it decides, and then it is published.")
        )
    else:
        messages.success(request, _("Published. It answers from its first day in force on."))
    return redirect(version_url(version))


@needs(WITHDRAW)
@require_POST
def withdraw(request: ActingRequest, slug: str) -> HttpResponse:
    """Take a published version back."""
    found = article_of(request, slug)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=UNREADABLE)
    version = version_named(request, found)
    try:
        withdraw_version(version=version, reason=form.cleaned_data["reason"], by=request.actor, at=request.at)
        messages.success(request, _("Withdrawn. From today on nobody is answered from it."))
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
        return _page(request, found, form, status=refusal.status)
    return redirect(version_url(version))


def _page(
    request: ActingRequest,
    found: Article,
    form: WithdrawForm,
    *,
    fallen: Sequence[Asked] = (),
    status: int = 200,
) -> HttpResponse:
    versions = _versions(found)
    if not versions:
        raise Http404
    today = office_day(request.at)
    on, unreadable = day_asked(request, today)
    version = _chosen(request, found, versions, on)
    shown = {
        "article": found,
        "version": version,
        "versions": versions,
        "parts": _parts(version),
        "concerns": concerns(version, on=today),
        "later": _later(version, versions, today),
        "on": on,
        "today": today,
        "unreadable": unreadable,
        "form": form,
        "fallen": fallen,
        "readings": _readings(request, found, today),
        "is_draft": version.status == Status.DRAFT,
        "is_published": version.status == Status.PUBLISHED,
        "is_public": version.audience == Audience.PUBLIC and version.status == Status.PUBLISHED,
        "public_address": version_address(version),
        **around(request, version, versions, today),
        "trail": [(_("Knowledge"), reverse("knowledge:articles"))],
    }
    return page(request, "article", shown, status=status)


def _versions(found: Article) -> list[ArticleVersion]:
    """All of its versions, the newest in force first."""
    rows = ArticleVersion.objects.filter(article=found).select_related(
        "article__owner",
        "article__keeper__actor",
        "author",
        "published_by",
        "approved_by",
        "withdrawn_by",
        "corrects",
        "source",
    )
    return list(rows.order_by("-effective_from", "-number"))


def _readings(request: ActingRequest, found: Article, today: date) -> list[Reading]:
    """How passages of any of its versions were read, as far as that stands."""
    rows = current(by=request.actor, at=request.at).filter(passage__version__article=found)
    return read(rows.order_by("-pk")[:MOST_FOUND], on=today)


def _chosen(
    request: ActingRequest, found: Article, versions: list[ArticleVersion], on: date
) -> ArticleVersion:
    number, language = named_in(request)
    if number:
        wanted = [v for v in versions if str(v.number) == number and language in {"", v.language}]
        if not wanted:
            raise Http404
        return wanted[0]
    counted = version_in_force(found, on=on, audience=Audience.INTERNAL, language=language or None)
    return next((v for v in versions if counted is not None and v.pk == counted.pk), versions[0])


def _parts(version: ArticleVersion) -> list[Part]:
    if version.status == Status.DRAFT:
        found = pieces(version.body, version.form)
        return [
            Part(anchor, one.heading, one.html, "")
            for anchor, one in zip(anchored(found, {}), found, strict=True)
        ]
    passages = Passage.objects.filter(version=version).order_by("position")
    return [
        Part(one.anchor, one.heading, one.html, _passage_address(one, version), one.reference)
        for one in passages
    ]


def _passage_address(passage: Passage, version: ArticleVersion) -> str:
    passage.version = version
    return page_address(passage)


def _later(version: ArticleVersion, versions: list[ArticleVersion], today: date) -> ArticleVersion | None:
    """The published version in the same language that is in force today, where it is another."""
    for other in versions:
        same = other.language == version.language and other.status == Status.PUBLISHED
        ended = other.effective_to is not None and other.effective_to < today
        if same and not ended and other.effective_from <= today:
            return other if other.pk != version.pk else None
    return None
