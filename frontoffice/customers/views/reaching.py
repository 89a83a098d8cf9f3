"""Buttons beside each way to reach a customer: tried first, reached there, nobody there, letters come back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.customers.actions import addressing, marking_undeliverable, reaching, registering
from frontoffice.customers.models import Address, Party, PointKind
from frontoffice.customers.office_days import office_day
from frontoffice.customers.views.parts import row_of
from frontoffice.customers.views.showing import party_of
from frontoffice.foundation.refusals import Refused

LONGEST_POINT = 520
Said = tuple[Any, dict[str, Any], str | Promise]
POINTS: dict[str, Callable[[ActingRequest], Said]] = {
    "first": lambda _request: (reaching.prefer_contact_point, {}, _("It is tried first from now on.")),
    "reached": lambda _request: (reaching.verify_contact_point, {}, _("Noted: they are reached there.")),
    "unreached": lambda _request: (
        reaching.unverify_contact_point,
        {},
        _("Taken back: it is not known whether they are reached there."),
    ),
    "gone": lambda _request: (
        marking_undeliverable.mark_undeliverable,
        {"reason": str(_("Tried from the desk."))},
        _("Noted: nothing arrives there. It is tried last."),
    ),
    "arrives": lambda _request: (
        marking_undeliverable.mark_deliverable,
        {},
        _("Taken back: they can be reached there."),
    ),
    "end": lambda _request: (
        registering.end_contact_point,
        {},
        _("No longer used. It stays in the history."),
    ),
}


@needs(
    "customers.prefer_contact_point",
    "customers.verify_contact_point",
    "customers.unverify_contact_point",
    "customers.mark_undeliverable",
    "customers.mark_deliverable",
    "customers.end_contact_point",
)
@require_POST
def point(request: ActingRequest, reference: str, how: str) -> HttpResponse:
    """Note something of one way to reach them: which one is in the form, so that no address of a page tells it."""
    if how not in POINTS:
        raise Http404
    party = party_of(request, reference)
    kind, _colon, value = request.POST.get("point", "")[:LONGEST_POINT].partition(":")
    if kind not in PointKind.values:
        raise Http404
    act, more, said = POINTS[how](request)
    return _done(request, party, act, {"party": party, "kind": PointKind(kind), "value": value, **more}, said)


@needs("customers.mark_deliverability")
@require_POST
def letters(request: ActingRequest, reference: str, thing: str, how: str) -> HttpResponse:
    """Note that letters to an address come back from today on, or arrive again (ACC-7)."""
    if how not in {"back", "arrive"}:
        raise Http404
    party = party_of(request, reference)
    address = row_of(request, Address, thing, party)
    since = office_day(request.at) if how == "back" else None
    given = {"address": address, "undeliverable_since": since}
    said = _("Noted: letters come back.") if since else _("Noted: letters arrive again.")
    return _done(request, party, addressing.mark_deliverability, given, said)


def _done(
    request: ActingRequest, party: Party, act: Any, given: dict[str, Any], said: str | Promise
) -> HttpResponse:
    try:
        act(**given, by=request.actor, at=request.at)
        messages.success(request, str(said))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("customers:customer", party.reference)
