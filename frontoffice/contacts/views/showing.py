"""One contact: who served whom when, who was verified, what was told."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.contacts.models import Contact
from frontoffice.contacts.views.at_hand import of_contact
from frontoffice.foundation.refusals import Refused

SERVING = ("contacts.begin", "contacts.end", "contacts.verify_identity", "contacts.release_information")


@needs(*SERVING)
@require_safe
def contact(request: ActingRequest, reference: str) -> HttpResponse:
    """The page of a contact."""
    return page(request, contact_of(request, reference))


def contact_of(request: ActingRequest, reference: str) -> Contact:
    """The contact of that reference. Raises Http404."""
    try:
        found: Contact = find(Contact, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    return found


def page(request: ActingRequest, contact: Contact, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page, with what was typed where something was wrong."""
    shown = of_contact(contact, **forms)
    trail = [(_("Customers"), reverse("customers:customers"))]
    if contact.customer is not None:
        trail.append(
            (contact.customer.name, reverse("customers:customer", args=[contact.customer.reference]))
        )
    mine = contact.representative_id == request.actor.pk
    context = {
        "panel": shown,
        "contact": contact,
        "going_on": contact.ended_at is None and mine,
        "trail": trail,
        "search_url": reverse("cases:desk"),
    }
    return render(request, "contacts/contact.html", context, status=status)
