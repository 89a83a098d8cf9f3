"""What the cases room shows on a customer's page: their cases, and the contacts with them."""

from typing import Any

from django.urls import reverse

from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.models import CaseMessage
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.cases.views.wording import TONES
from frontoffice.contacts.queries import contacts_visible_to
from frontoffice.correspondence.models import Message
from frontoffice.correspondence.panels import add_origin
from frontoffice.customers.models import Party
from frontoffice.customers.panels import Panel, add_panel

MOST_SHOWN = 50


def cases_of(request: ActingRequest, party: Party) -> dict[str, Any]:
    """The newest cases of the customer that the viewer sees."""
    seen = cases_visible_to(by=request.actor, at=request.at).filter(customer=party)
    rows = seen.select_related("topic", "assignee__actor").order_by("-pk")[: MOST_SHOWN + 1]
    cases = [(case, TONES[case.status]) for case in rows]
    return {"cases": cases[:MOST_SHOWN], "more": len(cases) > MOST_SHOWN}


def contacts_of(request: ActingRequest, party: Party) -> dict[str, Any]:
    """The newest contacts with the customer."""
    seen = contacts_visible_to(by=request.actor, at=request.at).filter(customer=party)
    return {"contacts": list(seen.select_related("representative").order_by("-pk")[:MOST_SHOWN])}


def case_of_message(message: Message) -> tuple[str, str] | None:
    """The case that a message answers, with the address of its page."""
    reply = CaseMessage.objects.select_related("case").filter(message=message).first()
    return (
        (reply.case.number, reverse("cases:case", args=[reply.case.reference])) if reply is not None else None
    )


def register() -> None:
    """Called once, when the app is ready."""
    add_origin(case_of_message)
    add_panel(Panel("cases", 10, "cases/parts/customer_cases.html", cases_of, queries=2))
    add_panel(Panel("contacts", 20, "cases/parts/customer_contacts.html", contacts_of, queries=1))
