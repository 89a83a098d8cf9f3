"""Finding customers: by name, by e-mail address or telephone number, or going through the list."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from frontoffice.authority.auditing import pages
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.customers.account_numbers import WrongAccountNumber, is_wrong
from frontoffice.customers.queries import Found, page_of
from frontoffice.customers.queries import found as find_customers
from frontoffice.customers.queries.finding import REASONS

POWERS = ("customers.register", "customers.add_contact_point", "customers.end_contact_point")
LONGEST_SEARCH = 200
LONGEST_KEY = 300


@needs(*POWERS)
@require_safe
def every(request: ActingRequest) -> HttpResponse:
    """The list by name, or what was searched for."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    after = request.GET.get("after", "")[:LONGEST_KEY]
    if text:
        found, more = find_customers(text, by=request.actor, at=request.at), ""
        pages.searched(request, text, found=len(found))
    else:
        parties, more = page_of(after, by=request.actor, at=request.at)
        found = [Found(party, "") for party in parties]
    context = {
        "rows": [(one.party, REASONS.get(one.by, "")) for one in found],
        "text": text,
        "wrong_number": WrongAccountNumber.message if is_wrong(text) else "",
        "more": more,
        "begun": bool(after),
        "search_url": reverse("cases:desk"),
    }
    return render(request, "customers/list.html", context)
