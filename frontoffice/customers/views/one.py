"""One customer: who it is, how to reach them, and what other rooms know of them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontoffice.authority.auditing import pages
from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.customers.actions import registering
from frontoffice.customers.forms import PartyForm, PointForm
from frontoffice.customers.models import Party, PartyKind, PointKind
from frontoffice.customers.panels import panels
from frontoffice.customers.queries import earlier_points, points
from frontoffice.customers.views.listing import POWERS
from frontoffice.foundation.refusals import Refused

UNREADABLE = 422


@needs(*POWERS)
@require_safe
def customer(request: ActingRequest, reference: str) -> HttpResponse:
    """The page of a customer."""
    party = _party(request, reference)
    pages.looked(request, party)
    return _page(request, party, PointForm())


@needs("customers.add_contact_point")
@require_POST
def add_point(request: ActingRequest, reference: str) -> HttpResponse:
    """Add a way to reach them."""
    party, form = _party(request, reference), PointForm(request.POST)
    if not form.is_valid():
        return _page(request, party, form, status=UNREADABLE)
    given = form.cleaned_data
    try:
        registering.add_contact_point(
            party=party, kind=PointKind(given["kind"]), value=given["value"], by=request.actor, at=request.at
        )
    except Refused as refusal:
        form.add_error("value", in_full(refusal))
        return _page(request, party, form, status=refusal.status)
    messages.success(request, _("Added."))
    return redirect("customers:customer", party.reference)


@needs("customers.end_contact_point")
@require_POST
def end_point(request: ActingRequest, reference: str) -> HttpResponse:
    """Stop using a way to reach them."""
    party, kind = _party(request, reference), request.POST.get("kind", "")
    if kind not in PointKind.values:
        raise Http404
    try:
        registering.end_contact_point(
            party=party,
            kind=PointKind(kind),
            value=request.POST.get("value", "")[:500],
            by=request.actor,
            at=request.at,
        )
        messages.success(request, _("No longer used. It stays in the history."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("customers:customer", party.reference)


@needs("customers.register")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    """Put somebody on file."""
    form, status = PartyForm(request.POST if request.method == "POST" else None), UNREADABLE
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        key = given.pop("idempotency_key")
        given["kind"] = PartyKind(given["kind"])
        act = registering.register.once(key) if key else registering.register
        try:
            party = act(**given, by=request.actor, at=request.at)
            messages.success(request, _("%(name)s is on file.") % {"name": party.name})
            return redirect("customers:customer", party.reference)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
            status = refusal.status
    context = {"form": form, "search_url": reverse("cases:desk")}
    return render(request, "customers/new.html", context, status=status if form.errors else 200)


def _party(request: ActingRequest, reference: str) -> Party:
    """The customer that the viewer may open. Raises Http404, ReasonNeeded (REC-6)."""
    try:
        party: Party = find(Party, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    pages.allow(request, party)
    return party


def _page(request: ActingRequest, party: Party, form: PointForm, *, status: int = 200) -> HttpResponse:
    context = {
        "party": party,
        "points": points(party),
        "earlier": earlier_points(party),
        "form": form,
        "panels": panels(request, party),
        "trail": [(_("Customers"), reverse("customers:customers"))],
        "search_url": reverse("cases:desk"),
    }
    return render(request, "customers/one.html", context, status=status)
