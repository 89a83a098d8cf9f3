"""The work list of customers who may be on file twice: compare them, or say that they are two."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.customers.actions.comparing import dismiss_likeness
from frontoffice.customers.models import Likeness
from frontoffice.customers.part_forms import EndWithReasonForm
from frontoffice.customers.queries.likenesses import open_likenesses
from frontoffice.foundation.refusals import Refused

LONGEST_KEY = 60


@needs("customers.merge", "customers.dismiss_likeness")
@require_safe
def every(request: ActingRequest) -> HttpResponse:
    """Those for whom most speaks first."""
    after = request.GET.get("after", "")[:LONGEST_KEY]
    rows, more = open_likenesses(after, by=request.actor, at=request.at)
    context = {
        "rows": rows,
        "more": more,
        "begun": bool(after),
        "trail": [(_("Customers"), reverse("customers:customers"))],
        "search_url": reverse("cases:desk"),
    }
    return render(request, "customers/duplicates.html", context)


@needs("customers.dismiss_likeness")
@require_POST
def dismiss(request: ActingRequest, reference: str) -> HttpResponse:
    """They are two: not shown again."""
    try:
        likeness: Likeness = find(Likeness, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    form = EndWithReasonForm(request.POST)
    form.is_valid()
    key = form.cleaned_data.get("idempotency_key", "")
    act = dismiss_likeness.once(key) if key else dismiss_likeness
    try:
        act(
            likeness=likeness,
            reason=form.cleaned_data.get("reason", ""),
            by=request.actor,
            at=request.at,
        )
        messages.success(request, _("They are two, and are not shown here again."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("customers:duplicates")
