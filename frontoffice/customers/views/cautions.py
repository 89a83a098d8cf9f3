"""Cautions and incidents: placing, reviewing, recording; and the list of what has to be reviewed."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.authority.views.doing import sent
from frontoffice.customers.actions import cautioning
from frontoffice.customers.caution_kinds import kinds
from frontoffice.customers.forms import CautionForm, IncidentForm, ReviewCautionForm
from frontoffice.customers.models import Caution, Incident, Party, ReviewDecision, Viewers
from frontoffice.customers.safekeeping import REVIEW, due_for_review, incidents_visible_to
from frontoffice.customers.views.filling import once, wrong
from frontoffice.foundation.clock import first_instant, start_of, today_in
from frontoffice.foundation.refusals import Refused

MOST_SHOWN = 100
asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@needs(REVIEW)
@require_safe
def every(request: ActingRequest) -> HttpResponse:
    """All that go on, those due for review first; and the newest incidents."""
    today = _today(request)
    names = kinds()
    rows = due_for_review(on=today, at=request.at)[:MOST_SHOWN]
    incidents = incidents_visible_to(by=request.actor, at=request.at).order_by("-pk")[:MOST_SHOWN]
    context = {
        "rows": [(row, names.get(row.kind, row.kind), row.review_by <= today) for row in rows],
        "incidents": incidents,
    }
    return _shown(request, "cautions", context)


@needs("customers.place_caution")
@asked_or_sent
def place(request: ActingRequest, reference: str) -> HttpResponse:
    """Place a caution about a customer."""
    party, today = _party(request, reference), _today(request)
    begun = {"review_by": today + dt.timedelta(days=90), "last": today + dt.timedelta(days=180)}
    form = CautionForm(sent(request), kinds=list(kinds().items()), initial=begun)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            once(cautioning.place_caution, given)(
                party=party,
                kind=given["kind"],
                text=given["text"],
                viewers=Viewers(given["viewers"]),
                review_by=given["review_by"],
                until=_end_of(request, given["last"]),
                told=given["told"],
                by=request.actor,
                at=request.at,
            )
            messages.success(request, _("Colleagues see it. It ends by itself."))
            return redirect("customers:customer", party.reference)
        except Refused as refusal:
            wrong(form, refusal, until="last")
    heading = _("Place a caution")
    return _form_page(request, "place_caution", form, party, heading)


@needs(REVIEW, "customers.place_caution")
@asked_or_sent
def one(request: ActingRequest, reference: str) -> HttpResponse:
    """One caution with its reviews; who may reviews it here."""
    try:
        found: Caution = find(Caution, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    form = ReviewCautionForm(sent(request), initial={"decision": ReviewDecision.KEEP})
    if request.method == "POST":
        if REVIEW not in request.powers:
            raise Http404
        if form.is_valid():
            given = form.cleaned_data
            try:
                once(cautioning.review_caution, given)(
                    caution=found,
                    decision=ReviewDecision(given["decision"]),
                    reason=given["reason"],
                    review_by=given["review_by"],
                    by=request.actor,
                    at=request.at,
                )
                messages.success(request, _("Reviewed."))
                return redirect("customers:caution", found.reference)
            except Refused as refusal:
                wrong(form, refusal, until="review_by")
    goes_on = found.ended_at is None and found.until > request.at
    context = {
        "caution": found,
        "kind": kinds().get(found.kind, found.kind),
        "goes_on": goes_on,
        "reviews": found.reviews.select_related("by").order_by("pk"),
        "form": form if goes_on and REVIEW in request.powers else None,
        "trail": _trail(found.party),
    }
    return _shown(request, "caution", context, status=422 if form.errors else 200)


@needs("customers.record_incident")
@asked_or_sent
def record(request: ActingRequest, reference: str) -> HttpResponse:
    """Record what happened with a customer."""
    party = _party(request, reference)
    zone = _zone(request)
    now = request.at.astimezone(zone)
    begun = {"happened_on": now.date(), "happened_time": now.strftime("%H:%M")}
    form = IncidentForm(sent(request), initial=begun)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        key = given.pop("idempotency_key")
        day, time = given.pop("happened_on"), given.pop("happened_time")
        try:
            happened_at = first_instant(_sound(day), time, zone)
            made = once(cautioning.record_incident, {"idempotency_key": key})(
                party=party, happened_at=happened_at, **given, by=request.actor, at=request.at
            )
            messages.success(request, _("On record."))
            return redirect("customers:incident", made.reference)
        except Refused as refusal:
            wrong(form, refusal, happened_at="happened_on")
    return _form_page(request, "record_incident", form, party, _("Record what happened"))


@needs("customers.record_incident", REVIEW)
@require_safe
def incident(request: ActingRequest, reference: str) -> HttpResponse:
    """One incident, for who recorded it and supervisors."""
    try:
        found: Incident = find(Incident, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    trail = _trail(found.party) if found.party is not None else []
    return _shown(request, "incident", {"incident": found, "trail": trail})


def _form_page(request: ActingRequest, name: str, form: BaseForm, party: Party, heading: str) -> HttpResponse:
    context = {"form": form, "party": party, "heading": heading, "trail": _trail(party)}
    return _shown(request, name, context, status=422 if form.errors else 200)


def _shown(request: ActingRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    context["search_url"] = reverse("cases:desk")
    return render(request, f"customers/safety/{name}.html", context, status=status)


def _trail(party: Party) -> list[tuple[str, str]]:
    customers = (_("Customers"), reverse("customers:customers"))
    return [customers, (party.name, reverse("customers:customer", args=[party.reference]))]


def _party(request: ActingRequest, reference: str) -> Party:
    try:
        found: Party = find(Party, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    return found


def _zone(request: ActingRequest) -> Any:
    if not request.staff_member:
        raise Http404
    return request.staff_member.office.zone


def _today(request: ActingRequest) -> dt.date:
    return today_in(_zone(request), request.at)


def _sound(day: dt.date) -> dt.date:
    """No day so far off that reckoning from it fails."""
    if not 2000 <= day.year <= 2400:
        raise cautioning.NoEnd
    return day


def _end_of(request: ActingRequest, day: dt.date) -> dt.datetime:
    return start_of(_sound(day) + dt.timedelta(days=1), _zone(request))
