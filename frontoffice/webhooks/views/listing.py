"""All programs that are told something."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.webhooks import queries
from frontoffice.webhooks.permissions import SUBSCRIBE
from frontoffice.webhooks.reaching import NotAnAddress, target_of
from frontoffice.webhooks.views.frame import standing


@needs(SUBSCRIBE)
@require_safe
def listed(request: ActingRequest) -> HttpResponse:
    """Each with its host, its owner and how it stands."""
    rows = [
        {"row": row, "host": _host(row.url), "standing": standing(row)}
        for row in queries.listed(by=request.actor, at=request.at)
    ]
    return render(request, "webhooks/subscriptions.html", {"rows": rows})


def _host(url: str) -> str:
    """The rest of an address may hold the receiver's key."""
    try:
        return target_of(url).host
    except NotAnAddress:
        return url.split("/", 3)[2]
