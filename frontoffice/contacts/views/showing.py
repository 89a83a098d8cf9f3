"""One contact: who served whom when, who was verified, what was told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.contacts.forms import AuditForm
from frontoffice.contacts.models import Contact, Period
from frontoffice.contacts.queries.log import Clock, clock_of, purposes_of
from frontoffice.contacts.topics import names
from frontoffice.contacts.views.at_hand import of_contact
from frontoffice.foundation.refusals import Refused

SERVING = (
    "contacts.audit_claim",
    "contacts.begin",
    "contacts.end",
    "contacts.verify_identity",
    "contacts.release_information",
)


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


def record(contact: Contact, at: datetime) -> dict[str, Any]:
    """What went on in a contact besides verifying and telling. A fixed number of queries."""
    clock = clock_of(contact, at=at)
    return {
        "clock": clock,
        "shares": _drawn(clock, at),
        "purposes": purposes_of(contact, names()),
        "notes": list(contact.notes.select_related("by").order_by("pk")),
        "helps": list(contact.interpreter_uses.order_by("pk")),
        "transfers": list(
            contact.transfers.select_related("to_unit", "to_member__actor", "taken_as").order_by("pk")
        ),
        "call_backs": list(contact.call_backs.select_related("member__actor", "unit").order_by("pk")),
    }


@dataclass(frozen=True)
class Drawn:
    """A period as it is drawn: where it begins and how wide it is, in hundredths of the whole."""

    it: Period
    length: timedelta
    x: int
    width: int


def _drawn(clock: Clock, at: datetime) -> list[Drawn]:
    whole, x, drawn = max(clock.total.total_seconds(), 1), 0.0, []
    for one in clock.periods:
        length = (one.ended_at or at) - one.started_at
        width = 100 * length.total_seconds() / whole
        drawn.append(Drawn(one, length, round(x), max(round(width), 1)))
        x += width
    return drawn


def audit_form(contact: Contact, request: ActingRequest) -> AuditForm | None:
    """For who may look at the claim, while nobody has."""
    if "contacts.audit_claim" not in request.powers or contact.representative_id == request.actor.pk:
        return None
    claimed = contact.ended_at is not None and any(one.resolved for one in contact.purposes.all())
    return AuditForm() if claimed and not hasattr(contact, "claim_audit") else None


def page(request: ActingRequest, contact: Contact, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page, with what was typed where something was wrong."""
    shown = of_contact(contact, **forms)
    trail = [(_("Customers"), reverse("customers:customers"))]
    if contact.customer is not None:
        trail.append(
            (contact.customer.name, reverse("customers:customer", args=[contact.customer.reference]))
        )
    mine = contact.representative_id == request.actor.pk
    running = contact.ended_at is None and mine
    context = {
        "panel": shown,
        "contact": contact,
        "going_on": running and contact.left_at is None,
        "running": running,
        **record(contact, request.at),
        "audit_form": audit_form(contact, request),
        "trail": trail,
        "search_url": reverse("cases:desk"),
    }
    return render(request, "contacts/contact.html", context, status=status)
