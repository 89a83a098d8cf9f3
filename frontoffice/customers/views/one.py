"""One customer: who it is, how to reach them, and what other rooms know of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontoffice.authority.auditing import pages
from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.customers.actions import registering
from frontoffice.customers.forms import PartyForm, PointForm
from frontoffice.customers.models import PointKind
from frontoffice.customers.queries.alike import Candidate, candidates, sent_before
from frontoffice.customers.views.listing import POWERS
from frontoffice.customers.views.showing import page, party_of
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import Refused

UNREADABLE = 422


@needs(*POWERS)
@require_safe
def customer(request: ActingRequest, reference: str) -> HttpResponse:
    """The page of a customer; of one that was merged, that of whom it goes on in."""
    party = party_of(request, reference)
    if (normalize(reference) or reference) != party.reference:
        return redirect("customers:customer", party.reference)  # an old reference leads on for ever (ACC-8)
    pages.looked(request, party)
    return page(request, party)


@needs("customers.add_contact_point")
@require_POST
def add_point(request: ActingRequest, reference: str) -> HttpResponse:
    """Add a way to reach them."""
    party, form = party_of(request, reference), PointForm(request.POST)
    if not form.is_valid():
        return page(request, party, form, status=UNREADABLE)
    given = form.cleaned_data
    try:
        registering.add_contact_point(
            party=party, kind=PointKind(given["kind"]), value=given["value"], by=request.actor, at=request.at
        )
    except Refused as refusal:
        form.add_error("value", in_full(refusal))
        return page(request, party, form, status=refusal.status)
    messages.success(request, _("Added."))
    return redirect("customers:customer", party.reference)


@needs("customers.register")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    """Put somebody on file; who may be on file already is shown first (ACC-9)."""
    sent = request.method == "POST"
    form, status = PartyForm(request.POST if sent else None), UNREADABLE
    alike: list[Candidate] = []
    if sent and form.is_valid():
        given = dict(form.cleaned_data)
        key, another = given.pop("idempotency_key"), given.pop("another")
        alike = [] if another or sent_before(key, by=request.actor) else _alike(request, given)
        if not alike:
            act = registering.register.once(key) if key else registering.register
            try:
                party = act(**given, by=request.actor, at=request.at)
                messages.success(request, _("%(name)s is on file.") % {"name": party.name})
                return redirect("customers:customer", party.reference)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
                status = refusal.status
    context = {"form": form, "alike": alike, "search_url": reverse("cases:desk")}
    return render(request, "customers/new.html", context, status=status if form.errors or alike else 200)


@needs("customers.register")
@require_POST
def alike(request: ActingRequest) -> HttpResponse:
    """Who may be on file already, while the form is being filled in. Sent as a form: no names in addresses of pages."""
    given = {name: request.POST.get(name, "")[:200] for name in ("name", "email", "phone")}
    return render(request, "customers/parts/alike.html", {"alike": _alike(request, given)})


def _alike(request: ActingRequest, given: dict[str, Any]) -> list[Candidate]:
    return candidates(
        name=given["name"], email=given["email"], phone=given["phone"], by=request.actor, at=request.at
    )
