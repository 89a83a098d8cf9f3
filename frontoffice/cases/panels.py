"""What the cases room shows on a customer's page: their cases, and the contacts with them."""

from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.authority.handover import Open, Part, add_part
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import CaseMessage
from frontoffice.cases.models.cases import UNRESOLVED
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.cases.views.wording import TONES
from frontoffice.contacts.items import Item, add_item
from frontoffice.contacts.models import Contact
from frontoffice.contacts.queries import contacts_visible_to
from frontoffice.correspondence.models import Message
from frontoffice.correspondence.panels import add_origin
from frontoffice.customers.models import Party
from frontoffice.customers.panels import Panel, add_panel
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.models import Actor
from frontoffice.foundation.ui import slots
from frontoffice.knowledge.models import AnswerGiven

MOST_SHOWN = 50
MOST_TOLD = 10


def cases_of(request: ActingRequest, party: Party) -> dict[str, Any]:
    """The newest cases of the customer that the viewer sees."""
    seen = cases_visible_to(by=request.actor, at=request.at).filter(customer__in=whole(party))
    rows = seen.select_related("topic", "assignee__actor").order_by("-pk")[: MOST_SHOWN + 1]
    cases = [(case, TONES[case.status]) for case in rows]
    return {"cases": cases[:MOST_SHOWN], "more": len(cases) > MOST_SHOWN}


def contacts_of(request: ActingRequest, party: Party) -> dict[str, Any]:
    """The newest contacts with the customer."""
    seen = contacts_visible_to(by=request.actor, at=request.at).filter(customer__in=whole(party))
    return {"contacts": list(seen.select_related("representative").order_by("-pk")[:MOST_SHOWN])}


def tell_cases(party: Party, by: Actor, at: datetime) -> str:
    """What can be told of the customer's cases: number, state and when an answer is due, never what they are about."""
    theirs = cases_visible_to(by=by, at=at).filter(customer__in=whole(party))
    rows = theirs.order_by("-pk")[:MOST_TOLD]
    return "\n".join(
        _("%(number)s: %(state)s, received %(received)s, due %(due)s")
        % {
            "number": case.number,
            "state": case.get_status_display(),
            "received": case.received_on.isoformat(),
            "due": case.due_on.isoformat(),
        }
        for case in rows
    )


def due_cases(absent: StaffMember, by: Actor, at: datetime) -> list[Open]:
    """The absent colleague's cases that are not done, the most urgent ones first."""
    rows = cases_visible_to(by=by, at=at).filter(UNRESOLVED, assignee=absent).order_by("due_on", "pk")
    return [
        Open(
            f"{case.number} {case.subject}",
            reverse("cases:case", args=[case.reference]),
            _("due %(day)s") % {"day": case.due_on.isoformat()},
        )
        for case in rows[:MOST_SHOWN]
    ]


def case_of_message(message: Message) -> tuple[str, str] | None:
    """The case that a message answers, with the address of its page."""
    reply = CaseMessage.objects.select_related("case").filter(message=message).first()
    return (
        (reply.case.number, reverse("cases:case", args=[reply.case.reference])) if reply is not None else None
    )


def of_contact(request: HttpRequest, contact: Contact) -> dict[str, Any] | None:
    """The cases that a contact touched, as far as the viewer sees them, and the answers given in it. Two queries."""
    acting = cast(ActingRequest, request)
    seen = cases_visible_to(by=acting.actor, at=acting.at)
    cases = list(seen.filter(case_contacts__contact=contact).distinct().order_by("-pk")[:MOST_SHOWN])
    rows = AnswerGiven.objects.filter(contact=contact).select_related("version", "passage")
    given = list(rows.order_by("pk")[:MOST_SHOWN])
    return {"cases": cases, "given": given} if cases or given else None


def new_call(request: HttpRequest, _about: object) -> dict[str, Any] | None:
    """The button that begins a contact, on every page of the desk, for who may."""
    return {} if "contacts.begin" in getattr(request, "powers", ()) else None


def register() -> None:
    """Called once, when the app is ready."""
    add_origin(case_of_message)
    slots.add_part("contact", slots.Part("cases", 10, "cases/contact/of_contact.html", of_contact))
    slots.add_part("bar", slots.Part("new_call", 10, "cases/contact/new_call.html", new_call))
    add_part(Part("cases", gettext_lazy("Cases that are not done"), 20, due_cases))
    add_item(Item("cases", gettext_lazy("Where their cases stand"), 1, 1, 20, tell_cases))
    add_panel(Panel("cases", 10, "cases/parts/customer_cases.html", cases_of, queries=2))
    add_panel(Panel("contacts", 20, "cases/parts/customer_contacts.html", contacts_of, queries=1))
