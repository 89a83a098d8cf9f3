"""Knowledge gaps: what customers asked that nothing answered, and what is decided about it (INQ-7)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find as find_one
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions.closing_gaps import close_gap
from frontoffice.knowledge.forms import GapForm
from frontoffice.knowledge.models import Audience, GapStatus, KnowledgeGap
from frontoffice.knowledge.permissions import ASK, CLOSE_GAP
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.finding import find
from frontoffice.knowledge.queries.found import FoundPassage
from frontoffice.knowledge.queries.listing import gaps as gaps_of
from frontoffice.knowledge.queries.seen import articles_visible_to
from frontoffice.knowledge.views.frame import UNREADABLE, page

NEAREST = 5


@needs(ASK)
@require_safe
def gaps(request: ActingRequest) -> HttpResponse:
    """Gaps that are open, or were closed one way or the other, newest first."""
    status = request.GET.get("status", GapStatus.OPEN)
    status = status if status in GapStatus.values else GapStatus.OPEN
    last = request.GET.get("before", "")
    rows, more = gaps_of(status, before=_gap(request, last) if last else None)
    shown = {
        "gaps": rows,
        "status": status,
        "statuses": [(value, label, value == status) for value, label in GapStatus.choices],
        "older": f"?status={status}&before={rows[-1].reference}" if more else "",
        "newer": f"?status={status}" if last else "",
    }
    return page(request, "gaps", shown, tab="gaps")


@needs(ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def gap(request: ActingRequest, reference: str) -> HttpResponse:
    """One gap with the nearest articles; a post decides on it."""
    found = _gap(request, reference)
    near = _nearest(request, found)
    if request.method != "POST":
        return _page(request, found, near, _form(near))
    form = _form(near, request)
    if not form.is_valid():
        return _page(request, found, near, form, status=UNREADABLE)
    given = form.cleaned_data
    slug = given["slug"] or given["article"]
    article = articles_visible_to(by=request.actor, at=request.at).filter(slug=slug).first() if slug else None
    act = close_gap.once(given["idempotency_key"]) if given["idempotency_key"] else close_gap
    try:
        act(
            gap=found,
            decision=given["decision"],
            article=article if given["decision"] == GapStatus.ARTICLE else None,
            reason=given["reason"],
            by=request.actor,
            at=request.at,
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
        return _page(request, found, near, form, status=refusal.status)
    messages.success(request, _("Decided. The gap is closed."))
    return redirect("knowledge:gaps")


def _gap(request: ActingRequest, reference: str) -> KnowledgeGap:
    try:
        found: KnowledgeGap = find_one(KnowledgeGap, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    return found


def _nearest(request: ActingRequest, found: KnowledgeGap) -> list[FoundPassage]:
    """The best passage of each of the nearest articles, as they are today."""
    told = find(found.words, on=office_day(request.at), audience=Audience.INTERNAL, language=found.language)
    best: dict[int, FoundPassage] = {}
    for one in told.passages:
        best.setdefault(one.passage.version.article_id, one)
    return list(best.values())[:NEAREST]


def _form(near: list[FoundPassage], request: ActingRequest | None = None) -> GapForm:
    form = GapForm(request.POST if request is not None else None)
    form.fields["article"].choices = [  # type: ignore[attr-defined]
        (one.passage.version.article.slug, one.passage.version.title) for one in near
    ]
    return form


def _page(
    request: ActingRequest, found: KnowledgeGap, near: list[FoundPassage], form: GapForm, *, status: int = 200
) -> HttpResponse:
    shown = {
        "gap": found,
        "near": near,
        "form": form,
        "is_open": found.status == GapStatus.OPEN,
        "may_decide": CLOSE_GAP in request.powers,
        "trail": [(_("Knowledge gaps"), reverse("knowledge:gaps"))],
    }
    return page(request, "gap", shown, status=status)
