"""Saying whose case it is, once a colleague knows: a customer on file is searched for and chosen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontoffice.authority.auditing import pages
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases.actions.linking_customers import link_customer
from frontoffice.cases.models import Case
from frontoffice.cases.views.acting import at_once
from frontoffice.cases.views.showing import case_of, desk, is_part
from frontoffice.cases.views.wishes import Wish
from frontoffice.customers.models import Party
from frontoffice.customers.queries import search

LONGEST = 200


@needs("cases.link_customer")
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: ActingRequest, reference: str) -> HttpResponse:
    """Begins with whom the asker's address or name finds."""
    case = case_of(request, reference)
    if request.method == "POST" and request.POST.get("customer"):
        return _link(request, case, request.POST["customer"])
    given = (request.POST if request.method == "POST" else request.GET).get("q")
    words = (
        (case.reply_to or case.asker_name if given is None else given)[:LONGEST].replace("\x00", "").strip()
    )
    parties = search(words, by=request.actor, at=request.at)
    pages.searched(request, words, found=len(parties))
    context = {
        "case": case,
        "words": words,
        "parties": parties,
        "address": request.path,
        "wish": Wish.of(request),
    }
    if not is_part(request):
        return render(request, "cases/link_page.html", {**context, **desk(request, "main")})
    return render(
        request, "cases/parts/parties.html" if given is not None else "cases/link_dialog.html", context
    )


def _link(request: ActingRequest, case: Case, customer: str) -> HttpResponse:
    def act() -> None:
        party = find(Party, customer, by=request.actor, at=request.at, field="customer")
        link_customer(case=case, customer=party, by=request.actor, at=request.at)

    return at_once(request, case, act, _("Linked."))
