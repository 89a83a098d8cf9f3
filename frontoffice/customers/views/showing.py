"""The page of a customer: what is on file, what rooms above add, and what was changed by whom."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from frontoffice.authority.auditing import pages
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.customers import flag_kinds
from frontoffice.customers.forms import PointForm
from frontoffice.customers.identifier_kinds import masked, name_of
from frontoffice.customers.models import Address, AddressRole, Party
from frontoffice.customers.office_days import office_day
from frontoffice.customers.panels import panels
from frontoffice.customers.queries import earlier_points, points
from frontoffice.customers.queries.history import changes_of
from frontoffice.customers.queries.likenesses import likenesses_of
from frontoffice.customers.queries.reading import (
    addresses_visible_to,
    covers,
    flags_on,
    household_of,
    identifiers_of,
    names_of,
    particulars_of,
    preferences_of,
)
from frontoffice.customers.queries.together import merges_of, whole
from frontoffice.foundation.refusals import Refused


def party_of(request: ActingRequest, reference: str) -> Party:
    """The customer that the viewer may open. Raises Http404, ReasonNeeded (REC-6)."""
    try:
        party: Party = find(Party, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    pages.allow(request, party)
    return party


def page(
    request: ActingRequest,
    party: Party,
    form: PointForm | None = None,
    *,
    status: int = 200,
    uncovered: dict[int, str] | None = None,
) -> HttpResponse:
    """The page, with what was typed where something was wrong, and the number that is shown whole this once."""
    today = office_day(request.at)
    context = {
        "party": party,
        "merges": merges_of(party),
        "twice": likenesses_of(party),
        "today": today,
        "points": points(party),
        "earlier": earlier_points(party),
        "form": form or PointForm(),
        "panels": panels(request, party),
        "names": names_of(party),
        "preferences": preferences_of(party),
        "particulars": particulars_of(party),
        "flags": _flags(request, party, today),
        "households": household_of(party, today),
        "numbers": [
            (one, name_of(one.kind), (uncovered or {}).get(one.pk, ""), masked(one))
            for one in identifiers_of(party)
        ],
        "changes": changes_of(party),
        "trail": [(_("Customers"), reverse("customers:customers"))],
        "search_url": reverse("cases:desk"),
    }
    return render(request, "customers/one.html", context | _addresses(request, party, today), status=status)


def _flags(request: ActingRequest, party: Party, today: Any) -> list[tuple[Any, Any]]:
    kinds = flag_kinds.kinds()
    rows = flags_on(party, today, by=request.actor, at=request.at)
    return [(kinds.get(row.kind) or flag_kinds.unknown(row.kind), row) for row in rows]


def _addresses(request: ActingRequest, party: Party, today: Any) -> dict[str, Any]:
    """Those that count today by role, those to come, and those that counted. One query besides authority."""
    seen = addresses_visible_to(by=request.actor, at=request.at).filter(party__in=whole(party))
    rows = list(seen.select_related("party", "recorded_by").order_by("effective_on", "pk"))
    counting = [row for row in rows if row.set_aside_in_id is None]
    now: dict[str, Address] = {row.role: row for row in counting if covers(row, today)}
    in_force = {row.pk for row in now.values()}
    coming = [row for row in counting if row.effective_on > today and row.ended_on is None]
    past = [row for row in reversed(rows) if row.pk not in in_force and row not in coming]
    ordered = [now[role] for role in AddressRole.values if role in now]
    return {"addresses": ordered, "coming": coming, "past": past}
