"""What was drawn: look at it afterward, and decide disputes as a third person."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.navigation import NavItem
from frontoffice.supervision import shipped
from frontoffice.supervision.actions import disputing, reviewing
from frontoffice.supervision.forms import FoundForm, SettleForm
from frontoffice.supervision.models import Review
from frontoffice.supervision.permissions import DECIDE_DISPUTE, LOOKS_AFTER, REVIEW
from frontoffice.supervision.queries.reviewed import work_of
from frontoffice.supervision.queries.reviews import Show, reviews
from frontoffice.supervision.views.frame import once, tabs, thing, wrong
from frontoffice.supervision.views.showing import TONES, look


@needs(REVIEW)
def listed(request: ActingRequest) -> HttpResponse:
    """To be reviewed, disputed, done."""
    wanted = request.GET.get("show", "")
    show = Show(wanted) if wanted in Show.values else Show.OPEN
    page = reviews(show, by=request.actor, at=request.at, after=request.GET.get("after", ""))
    context = {
        "tabs": tabs(request, "reviews"),
        "shows": [
            NavItem(label=str(one.label), url=f"?show={one.value}", current=one == show) for one in Show
        ],
        "show": show,
        "rows": [{"review": review, "tone": TONES[review.outcome]} for review in page.rows],
        "next": f"?{urlencode({'show': show.value, 'after': page.after})}" if page.after else "",
    }
    return render(request, "supervision/reviews.html", context)


@needs(*LOOKS_AFTER)
def one(request: ActingRequest, reference: str) -> HttpResponse:
    """One review: the work that was drawn, and what was or is to be found in it."""
    review = thing(Review, request, reference)
    form = FoundForm(request.POST or None, items=shipped.items(review.kind))
    status = 422
    if request.method == "POST" and form.is_valid():
        given = {key: value for key, value in form.cleaned_data.items() if key != "idempotency_key"}
        try:
            once(reviewing.review, form)(review=review, **given, by=request.actor, at=request.at)
        except Refused as refusal:
            status = wrong(form, refusal)
        else:
            messages.success(request, _("Reviewed. Your colleague sees what you wrote."))
            return redirect("supervision:reviews")
    return _shown(request, review, form=form, status=status if form.errors else 200)


@needs(DECIDE_DISPUTE)
@require_POST
def decide(request: ActingRequest, reference: str) -> HttpResponse:
    """A third person says which findings hold."""
    review = thing(Review, request, reference)
    form = SettleForm(request.POST, findings=_findings(review))
    status = 422
    if form.is_valid():
        given = form.cleaned_data
        try:
            once(disputing.decide_dispute, form)(
                review=review,
                strike=given["strike"],
                reason=given["reason"],
                by=request.actor,
                at=request.at,
            )
        except Refused as refusal:
            status = wrong(form, refusal)
        else:
            messages.success(request, _("Decided. Both colleagues see your reason."))
            return redirect("supervision:review", reference=review.reference)
    return _shown(request, thing(Review, request, reference), settle=form, status=status)


def _findings(review: Review) -> list[tuple[str, str]]:
    rows = review.findings.select_related("item")
    return [(finding.item.code, finding.item.name) for finding in rows if finding.struck_at is None]


def _shown(
    request: ActingRequest,
    review: Review,
    *,
    form: FoundForm | None = None,
    settle: SettleForm | None = None,
    status: int = 200,
) -> HttpResponse:
    disputed = review.disputed_at is not None and review.settled_at is None
    context: dict[str, Any] = {
        "tabs": tabs(request, "reviews"),
        "look": look(review) if review.reviewed_at is not None else None,
        "review": review,
        "work": work_of(review, by=request.actor, at=request.at),
        "form": form or FoundForm(items=shipped.items(review.kind)),
        "settle": settle or SettleForm(findings=_findings(review)),
        "may_review": review.reviewed_at is None
        and REVIEW in request.powers
        and review.staff_member.actor_id != request.actor.pk,
        "may_settle": disputed
        and DECIDE_DISPUTE in request.powers
        and (review.reviewer is None or review.reviewer.actor_id != request.actor.pk)
        and review.staff_member.actor_id != request.actor.pk,
    }
    return render(request, "supervision/review.html", context, status=status)
