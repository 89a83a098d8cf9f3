"""Finding customers: by name, by e-mail address or telephone number, or going through the list."""

from collections.abc import Sequence
from functools import cache

from django.http import HttpResponse
from django.shortcuts import render
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from frontoffice.authority.auditing import pages
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.customers.account_numbers import WrongAccountNumber, is_wrong
from frontoffice.customers.models import PartyKind
from frontoffice.customers.queries import Found, page_of
from frontoffice.customers.queries import found as find_customers
from frontoffice.customers.queries.finding import REASONS
from frontoffice.foundation.ui.parts import is_part
from frontoffice.foundation.ui.stencils import Stencil
from frontoffice.foundation.ui.templatetags import ui

POWERS = ("customers.register", "customers.add_contact_point", "customers.end_contact_point")
LONGEST_SEARCH = 200
LONGEST_KEY = 300
_ROW = Stencil("customers/parts/found_row.html")
_HERE = "REFERENCE"


@needs(*POWERS)
@require_safe
def every(request: ActingRequest) -> HttpResponse:
    """The list by name, or what was searched for; for the script what was found alone."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    after = request.GET.get("after", "")[:LONGEST_KEY]
    if text:
        found, more = find_customers(text, by=request.actor, at=request.at), ""
        pages.searched(request, text, found=len(found))
    else:
        parties, more = page_of(after, by=request.actor, at=request.at)
        found = [Found(party, "") for party in parties]
    context = {
        "rows": _drawn(request, found),
        "number": len(found),
        "text": text,
        "wrong_number": WrongAccountNumber.message if is_wrong(text) else "",
        "more": more,
        "begun": bool(after),
    }
    if is_part(request):
        return render(request, "customers/part_found.html", context)
    return render(request, "customers/list.html", {**context, "search_url": reverse("cases:desk")})


def _drawn(request: ActingRequest, rows: Sequence[Found]) -> SafeString:
    """The rows as HTML; what they have in common is worked out once. Empty where there are none."""
    before, after = reverse("customers:customer", args=[_HERE]).split(_HERE)
    context = Context({"request": request, "at": request.at, "staff_member": request.staff_member})
    kinds = {str(kind): str(label) for kind, label in PartyKind.choices}
    language, day = cache(ui.language), cache(lambda on: ui.day(context, on))
    return SafeString(
        "".join(
            _ROW.filled(
                {
                    "address": f"{before}{one.party.reference}{after}",
                    "name": one.party.name,
                    "why": str(REASONS.get(one.by, "")),
                    "kind": kinds[one.party.kind],
                    "language": language(one.party.language),
                    "since": day(one.party.since),
                }
            )
            for one in rows
        )
    )
