"""One contact on one screen: its clock, whom it is with, what they want, the answers, and how it ends."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from frontoffice.authority.auditing import pages
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find as find_one
from frontoffice.cases.models import Case, Topic
from frontoffice.cases.models.cases import UNRESOLVED
from frontoffice.cases.views.choices import topic_choices
from frontoffice.cases.views.contact_forms import ContactForm, InterpreterForm
from frontoffice.cases.views.passages import Hit, hits_for
from frontoffice.cases.views.showing import is_part, member_of, seen_by
from frontoffice.contacts.models import Contact
from frontoffice.contacts.queries.log import clock_of, going_on, purposes_of
from frontoffice.contacts.views.at_hand import of_contact
from frontoffice.contacts.wrapups import wrap_ups
from frontoffice.customers.models import Party
from frontoffice.customers.queries import points
from frontoffice.customers.queries import search as search_customers
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.models import AnswerGiven

LONGEST_SEARCH = 200
MOST_FOUND = 6
MOST_CASES = 5
ANSWERED = "answered"


@needs("contacts.begin")
@require_safe
def current(request: ActingRequest) -> HttpResponse:
    """The contact that goes on with this colleague; else the list of contacts, from which one begins."""
    contact = going_on(request.actor)
    return redirect("cases:contact", contact.reference) if contact else redirect("contacts:log")


@needs("contacts.begin")
@require_safe
def screen(request: ActingRequest, reference: str) -> HttpResponse:
    """The screen; one that has ended is shown on the page of its record."""
    contact = own(request, reference)
    if contact.ended_at is not None:
        return redirect("contacts:contact", contact.reference)
    return page(request, contact)


@needs("contacts.begin")
@require_safe
def find_customer(request: ActingRequest, reference: str) -> HttpResponse:
    """Customers by name, e-mail address or number, to be picked by keys."""
    contact = own(request, reference)
    context = {"contact": contact, **found_customers(request)}
    if is_part(request):
        return render(request, "cases/contact/found.html", context)
    return page(request, contact, **context)


@needs("contacts.begin")
@require_safe
def answers(request: ActingRequest, reference: str) -> HttpResponse:
    """What the articles in force say, to be told and marked as given (INQ-4)."""
    contact = own(request, reference)
    context = {"contact": contact, **answers_for(request, contact)}
    if is_part(request):
        return render(request, "cases/contact/answers.html", context)
    return page(request, contact, **context)


def own(request: ActingRequest, reference: str) -> Contact:
    """The contact of that reference, where it is this colleague's. Raises Http404."""
    try:
        found: Contact = find_one(Contact, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    if found.representative_id != request.actor.pk:
        raise Http404
    return found


def page(request: ActingRequest, contact: Contact, *, status: int = 200, **more: Any) -> HttpResponse:
    """The whole screen; `more` stands in for its parts: a form with what was wrong, what was found."""
    context = {
        "contact": contact,
        "form": fresh_form(request, contact),
        "interpreter": InterpreterForm(),
        "using": contact.interpreter_uses.filter(ended_at=None).first(),
        "search_url": "",
        **clock(contact, request.at),
        **whom(request, contact),
        **purposes(contact),
        **answers_for(request, contact),
        **more,
    }
    return render(request, "cases/contact/screen.html", context, status=status)


def fresh_form(request: ActingRequest, contact: Contact, data: Any = None) -> ContactForm:
    """The form to log it by, with what was typed before something else was done without the script."""
    wraps = [(one.code, str(one.name)) for one in wrap_ups().values()]
    kept = request.session.get(slot(contact), {})
    initial = {"wrap_up": ANSWERED, **kept}
    if "call_on" not in initial:
        initial["call_on"] = request.at.astimezone(zone_of(request)).date()
    return ContactForm(data, topics=topic_choices(), wrap_ups=wraps, initial=initial)


def slot(contact: Contact) -> str:
    """Where a session keeps what was typed."""
    return f"contact:{contact.reference}"


def zone_of(request: ActingRequest) -> ZoneInfo:
    """The time zone of the colleague's office."""
    return member_of(request).office.zone


def clock(contact: Contact, at: datetime) -> dict[str, Any]:
    """What the time goes into now, since when, and how much went into what. One query."""
    return {"clock": clock_of(contact, at=at)}


def whom(request: ActingRequest, contact: Contact) -> dict[str, Any]:
    """The customer, how to reach them, what of theirs is open, and who was verified."""
    party = contact.customer
    seen = seen_by(request).filter(UNRESOLVED, customer=party) if party is not None else Case.objects.none()
    return {
        "party": party,
        "points": points(party) if party is not None else [],
        "open_cases": list(seen.order_by("due_on", "pk")[:MOST_CASES]),
        "panel": of_contact(contact),
        "on_screen": True,
    }


def purposes(contact: Contact) -> dict[str, Any]:
    """What was asked for so far, by name. Two queries."""
    names = dict(Topic.objects.values_list("code", "name"))
    return {"purposes": purposes_of(contact, names)}


def found_customers(request: ActingRequest) -> dict[str, Any]:
    """Who answers to what was typed; the search is on record."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    found: list[Party] = search_customers(text, by=request.actor, at=request.at) if text else []
    pages.searched(request, text, found=len(found))
    rows = [(party, points(party)[:1]) for party in found[:MOST_FOUND]]
    return {"found": rows, "sought": text, "more_found": len(found) > MOST_FOUND}


def answers_for(request: ActingRequest, contact: Contact) -> dict[str, Any]:
    """Passages that answer, and what was given in this contact."""
    question = request.GET.get("question", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    hits: list[Hit] = hits_for(request, question, language=contact.language)[:MOST_FOUND] if question else []
    rows = AnswerGiven.objects.filter(contact=contact).select_related("version__article", "passage")
    given = list(rows.order_by("pk"))
    told = {one.passage_id for one in given}
    return {
        "question": question,
        "hits": [(hit, hit.chip.passage.pk in told) for hit in hits],
        "given": given,
    }
