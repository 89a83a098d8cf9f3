"""What is done on the screen of a contact. One request, one action; parts for the script, pages for everybody else."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.authority.signatures import find as find_one
from frontoffice.cases.actions.finishing_contacts import finish_on_case, finish_with_case
from frontoffice.cases.models import Case
from frontoffice.cases.queries.company import colleagues
from frontoffice.cases.queries.searching import exactly
from frontoffice.cases.views import contact_screen as shown
from frontoffice.cases.views.acting import once, wrong
from frontoffice.cases.views.contact_forms import JOINS, STARTS, ContactForm, InterpreterForm, PassOnForm
from frontoffice.cases.views.showing import is_part, seen_by
from frontoffice.contacts.actions import finishing, interpreting, keeping_time, naming_purposes, passing_on
from frontoffice.contacts.actions import naming_the_customer as naming
from frontoffice.contacts.actions.taking_contacts import begin as begin_contact
from frontoffice.contacts.models import Channel, Contact, Direction, Help
from frontoffice.contacts.queries.log import going_on
from frontoffice.customers.models import Party
from frontoffice.foundation.models import Unit
from frontoffice.foundation.refusals import BadInput, NotFound, Refused
from frontoffice.knowledge.actions.giving_answers import give_answer
from frontoffice.knowledge.models import Passage

TURNS: dict[str, Callable[..., Contact]] = {
    "pick-up": keeping_time.pick_up,
    "hold": keeping_time.hold,
    "resume": keeping_time.resume,
    "wrap-up": keeping_time.wrap_up,
}
KEPT = ("topic", "wrap_up", "note", "then", "case", "name", "call_on", "call_at", "number")
LONGEST_KEPT = 10_000


@needs("contacts.begin")
@require_POST
def begin(request: ActingRequest) -> HttpResponse:
    """A call comes in, or somebody is at the counter. Whoever is in a contact goes back to it instead."""
    there = going_on(request.actor)
    if there is not None:
        messages.info(request, _("You are in this contact. End it before you begin another."))
        return redirect("cases:contact", there.reference)
    channel = request.POST.get("channel", Channel.PHONE)
    outbound = request.POST.get("direction") == Direction.OUTBOUND
    member = request.staff_member
    made = once(begin_contact, request.POST.get("idempotency_key", ""))(
        channel=Channel(channel if channel in Channel.values else Channel.PHONE),
        direction=Direction.OUTBOUND if outbound else Direction.INBOUND,
        office=member.office.code if member else "",
        by=request.actor,
        at=request.at,
    )
    return redirect("cases:contact", made.reference)


@needs("contacts.hold", "contacts.wrap_up", "contacts.resume", "contacts.pick_up")
@require_POST
def turn(request: ActingRequest, reference: str, what: str) -> HttpResponse:
    """Hold, resume, or note that they have left."""
    contact = shown.own(request, reference)
    act = TURNS.get(what)
    if act is None:
        raise Http404
    return _done(request, contact, lambda: act(contact=contact, by=request.actor, at=request.at), "clock")


@needs("contacts.name_customer")
@require_POST
def name_customer(request: ActingRequest, reference: str) -> HttpResponse:
    """Whom the contact is with."""
    contact = shown.own(request, reference)

    def act() -> Any:
        party = find_one(Party, request.POST.get("customer", ""), by=request.actor, at=request.at)
        return naming.name_customer(contact=contact, customer=party, by=request.actor, at=request.at)

    return _done(request, contact, act, "whom_part")


@needs("contacts.add_purpose")
@require_POST
def purpose(request: ActingRequest, reference: str) -> HttpResponse:
    """One more thing that they want, with how it ended; or one less."""
    contact, drops = shown.own(request, reference), request.POST.get("drops", "")

    def act() -> Any:
        if drops:
            return naming_purposes.drop_purpose(
                contact=contact, topic=drops[:60], by=request.actor, at=request.at
            )
        topic = request.POST.get("topic", "")[:60]
        if not topic:
            raise naming_purposes.UnknownPurpose
        wrap_up = request.POST.get("wrap_up", "")[:40]
        return naming_purposes.add_purpose(
            contact=contact, topic=topic, wrap_up=wrap_up, by=request.actor, at=request.at
        )

    return _done(request, contact, act, "purposes", forget=("topic",))


@needs("knowledge.give_answer")
@require_POST
def give(request: ActingRequest, reference: str) -> HttpResponse:
    """The passage was read out: what was said is on record (INQ-4)."""
    contact = shown.own(request, reference)

    def act() -> Any:
        passage = find_one(Passage, request.POST.get("passage", ""), by=request.actor, at=request.at)
        reason = request.POST.get("override_reason", "")[:1000]
        return give_answer(
            passage=passage, contact=contact, override_reason=reason, by=request.actor, at=request.at
        )

    return _done(request, contact, act, "answers")


@needs("contacts.use_interpreter")
@require_POST
def interpreter(request: ActingRequest, reference: str) -> HttpResponse:
    """Somebody interprets from now on, or does so no more."""
    contact, form = shown.own(request, reference), InterpreterForm(request.POST)

    def act() -> Any:
        if request.POST.get("ends"):
            return interpreting.end_interpreter(contact=contact, by=request.actor, at=request.at)
        if not form.is_valid():
            raise BadInput
        given = form.cleaned_data
        return interpreting.use_interpreter(
            contact=contact,
            kind=Help(given["kind"]),
            language=given["language"],
            provider=given["provider"],
            by=request.actor,
            at=request.at,
        )

    return _done(request, contact, act, "help")


@needs("contacts.transfer")
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: ActingRequest, reference: str) -> HttpResponse:
    """To a unit, a colleague, or a number outside."""
    contact = shown.own(request, reference)
    form = PassOnForm(request.POST if request.method == "POST" else None, whom=_whom(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _transfer(request, contact, form.cleaned_data)
            except Refused as refusal:
                status = wrong(form, refusal)
            else:
                messages.success(request, _("Passed on. Wrap up when you are ready."))
                return redirect("cases:contact", contact.reference)
    context = {"contact": contact, "form": form, "search_url": reverse("cases:desk")}
    return render(request, "cases/contact/pass_on.html", context, status=status)


@needs("contacts.finish")
@require_POST
def finish(request: ActingRequest, reference: str) -> HttpResponse:
    """Log it and end it, with what follows: nothing, a case, or a call-back."""
    contact = shown.own(request, reference)
    form = shown.fresh_form(request, contact, request.POST)
    if not form.is_valid():
        return shown.page(request, contact, status=422, form=form)
    try:
        made = _finished(request, contact, form)
    except Refused as refusal:
        renamed = {"topics": "topic", "due_at": "call_on", "text": "note"}.get(refusal.field or "")
        refusal.field = renamed or refusal.field
        return shown.page(request, contact, status=wrong(form, refusal), form=form)
    request.session.pop(shown.slot(contact), None)
    if isinstance(made, Case):
        messages.success(request, _("The contact is logged with %(number)s.") % {"number": made.number})
        return redirect("cases:case", made.reference)
    messages.success(request, _("The contact is logged."))
    return redirect("contacts:log")


def _finished(request: ActingRequest, contact: Contact, form: ContactForm) -> Any:
    given = form.cleaned_data
    key, topics = given["idempotency_key"], [given["topic"]] if given["topic"] else []
    common = {"contact": contact, "note": given["note"], "by": request.actor, "at": request.at}
    if given["then"] == STARTS:
        if not topics:
            topics = list(contact.purposes.order_by("pk").values_list("topic", flat=True)[:1])
        more = {"name": given["name"], "phone": given["number"]}
        return once(finish_with_case, key)(topic=topics[0] if topics else "", **more, **common)
    if given["then"] == JOINS:
        case = exactly(given["case"], seen=seen_by(request))
        if case is None:
            raise NotFound(field="case")
        return once(finish_on_case, key)(case=case, topics=topics, **common)
    return once(finishing.finish, key)(
        wrap_up=given["wrap_up"],
        topics=topics,
        call_back_at=form.call_back_at(shown.zone_of(request)),
        call_back_number=given["number"],
        **common,
    )


def _transfer(request: ActingRequest, contact: Contact, given: dict[str, Any]) -> None:
    kind, _colon, value = given["to"].partition(":")
    member: StaffMember | None = None
    if kind == "member":
        member = find_one(StaffMember, value, by=request.actor, at=request.at, field="to")
    once(passing_on.transfer, given["idempotency_key"])(
        contact=contact,
        unit=value if kind == "unit" else "",
        member=member,
        number=given["number"],
        warm=given["warm"],
        reason=given["reason"],
        by=request.actor,
        at=request.at,
    )


def _whom(request: ActingRequest) -> list[tuple[str, list[tuple[str, str]]]]:
    units = [(f"unit:{one.code}", one.name) for one in Unit.objects.filter(active=True)]
    people = [
        (f"member:{one.reference}", f"{one.actor.name}, {one.unit.name}")
        for one in colleagues(at=request.at)
        if one.actor_id != request.actor.pk
    ]
    return [(_("Units"), units), (_("Colleagues"), people)]


def _done(
    request: ActingRequest,
    contact: Contact,
    act: Callable[[], Any],
    part: str,
    *,
    forget: tuple[str, ...] = (),
) -> HttpResponse:
    """Do it; the script gets the part anew, everybody else the screen with what they had typed."""
    problem, status = "", 200
    try:
        act()
    except Refused as refusal:
        problem, status = in_full(refusal), refusal.status
    contact = shown.own(request, contact.reference)
    if is_part(request):
        context = {"contact": contact, "problem": problem, **_part(request, contact, part)}
        return render(request, f"cases/contact/{part}.html", context)
    _keep(request, contact, forget if not problem else ())
    if problem:
        return shown.page(request, contact, status=status, problem=problem)
    return redirect("cases:contact", contact.reference)


def _part(request: ActingRequest, contact: Contact, part: str) -> dict[str, Any]:
    if part == "clock":
        return shown.clock(contact, request.at)
    if part == "whom_part":
        return {**shown.whom(request, contact), **_help(contact)}
    if part == "purposes":
        return shown.purposes(contact)
    if part == "help":
        return _help(contact)
    return shown.answers_for(request, contact)


def _help(contact: Contact) -> dict[str, Any]:
    using = contact.interpreter_uses.filter(ended_at=None).first()
    return {"using": using, "interpreter": InterpreterForm()}


def _keep(request: ActingRequest, contact: Contact, forget: tuple[str, ...]) -> None:
    """What was typed in the form stays, without the script too, until the contact is logged."""
    if any(name in request.POST for name in KEPT):
        typed = {name: request.POST.get(name, "")[:LONGEST_KEPT] for name in KEPT if name not in forget}
        request.session[shown.slot(contact)] = {name: value for name, value in typed.items() if value}
