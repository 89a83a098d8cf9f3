"""What was said of one's own work: read it, and say where it is wrong (STF-7)."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import Refused
from frontoffice.supervision import shares
from frontoffice.supervision.actions import disputing, reviewing
from frontoffice.supervision.forms import ReasonForm
from frontoffice.supervision.models import Kind, Review
from frontoffice.supervision.queries.figures import NONE, figures_of
from frontoffice.supervision.queries.reviewed import work_of
from frontoffice.supervision.queries.reviews import mine
from frontoffice.supervision.queries.seen import reviews_visible_to
from frontoffice.supervision.shipped import RULE, newest_rule
from frontoffice.supervision.views.frame import key, once, wrong
from frontoffice.supervision.views.showing import look, percent

SEE, DISPUTE = "supervision.see", "supervision.dispute"


@needs(SEE, DISPUTE)
def listed(request: ActingRequest) -> HttpResponse:
    """One's reviews, newest first, how much is looked at, and how often something was wrong."""
    before = request.GET.get("before", "")
    rows, older = mine(by=request.actor, before=key(before))
    context = {
        "looks": [look(review) for review in rows],
        "older": f"?before={older}" if older else "",
        "kinds": _kinds(request) if request.staff_member else [],
    }
    return render(request, "supervision/mine.html", context)


def _kinds(request: ActingRequest) -> list[dict[str, object]]:
    member = request.staff_member
    if member is None:
        return []
    made = []
    for kind in Kind:
        rule = newest_rule(kind)
        days = rule.days if rule is not None else RULE["days"]
        since = request.at - timedelta(days=days)
        figures = figures_of(kind, since=since, until=request.at).get(member.pk, NONE)
        share = shares.share_of(member, kind, at=request.at)
        made.append({"label": kind.label, "share": percent(share), "figures": figures, "days": days})
    return made


@needs(SEE, DISPUTE)
def one(request: ActingRequest, reference: str) -> HttpResponse:
    """One review of one's own work, and the form for disputing it."""
    review, form, status = _own(request, reference), ReasonForm(request.POST or None), 422
    if request.method == "POST" and form.is_valid():
        try:
            once(disputing.dispute, form)(
                review=review, reason=form.cleaned_data["reason"], by=request.actor, at=request.at
            )
        except Refused as refusal:
            status = wrong(form, refusal)
        else:
            messages.success(request, _("Disputed. A third colleague decides it."))
            return redirect("supervision:my_review", reference=review.reference)
    context = {
        "look": look(review),
        "work": work_of(review, by=request.actor, at=request.at),
        "form": form,
        "may_dispute": bool(review.errors) and review.disputed_at is None and DISPUTE in request.powers,
    }
    return render(request, "supervision/my_review.html", context, status=status if form.errors else 200)


@needs(SEE)
@require_POST
def seen(request: ActingRequest, reference: str) -> HttpResponse:
    """The person has read it."""
    review = _own(request, reference)
    reviewing.see(review=review, by=request.actor, at=request.at)
    messages.success(request, _("Noted that you have read it."))
    return redirect("supervision:mine")


def _own(request: ActingRequest, reference: str) -> Review:
    """A review of the viewer's own work; anybody else's is as absent here."""
    rows = reviews_visible_to(by=request.actor, at=request.at).filter(
        staff_member__actor=request.actor, reviewed_at__isnull=False
    )
    review: Review | None = rows.filter(reference=normalize(reference) or "").first()
    if review is None:
        raise Http404
    return review
