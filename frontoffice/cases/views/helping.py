"""Helping each other: asking, advising, drafting for the owner, working on a case too, and what is asked of oneself."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.authority.signatures import find
from frontoffice.cases import forms
from frontoffice.cases.actions import assisting
from frontoffice.cases.models import Case, HelpRequest
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries.assistance import (
    MOST_SHOWN,
    advisers,
    asked_by,
    asked_of,
    worked_on_too,
)
from frontoffice.cases.views.acting import ask, at_once, done, once, sent, wrong
from frontoffice.cases.views.showing import case_of, desk, member_of
from frontoffice.cases.views.wording import TONES
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused


@needs(*WORKING)
@require_safe
def asked(request: ActingRequest) -> HttpResponse:
    """What help is asked of this colleague, what they asked themselves, and the cases that they work on too."""
    member, at = member_of(request), request.at
    context = {
        "asked_of_me": list(asked_of(member, at=at)[:MOST_SHOWN]),
        "asked_by_me": list(asked_by(member, at=at)[:MOST_SHOWN]),
        "too": [(case, TONES[case.status]) for case in worked_on_too(member, at=at)[:MOST_SHOWN]],
        **desk(request, "main"),
    }
    return render(request, "cases/help.html", context)


@needs("cases.ask_for_help")
@asked_or_sent
def ask_for_help(request: ActingRequest, reference: str) -> HttpResponse:
    """Ask a colleague, or a senior of one's unit."""
    case = case_of(request, reference)
    people = [
        (one.reference, f"{one.actor.name}, {one.post}")
        for one in advisers(case, by=request.actor, at=request.at)
    ]
    form, status = forms.AskHelpForm(sent(request), people=people), 422
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            once(assisting.ask_for_help, given["idempotency_key"])(
                case=case,
                question=given["text"],
                whom=_whom(request, given["whom"]),
                by=request.actor,
                at=request.at,
            )
            return done(request, case, _("Asked. The case stays yours."))
        except Refused as refusal:
            status = wrong(form, refusal)
    heading = _("Ask for help")
    return ask(request, case, form, kind="help", heading=heading, status=status if form.errors else 200)


@needs(assisting.ADVISE, "cases.suggest_reply")
@asked_or_sent
def advise(request: ActingRequest, reference: str) -> HttpResponse:
    """Advise, or draft a reply for the case's owner; what was asked is answered with it."""
    case = case_of(request, reference)
    kinds = [
        (name, label)
        for name, label, power in (
            ("advice", _("Advice, for colleagues"), assisting.ADVISE),
            ("draft", _("A draft of the reply, for the owner to send"), "cases.suggest_reply"),
        )
        if power in request.powers
    ]
    asked_for = request.POST.get("asked") or request.GET.get("asked", "")
    form = forms.AdviseForm(sent(request), kinds=kinds, initial={"asked": asked_for})
    status = 422
    if request.method == "POST" and form.is_valid():
        try:
            _advise(request, case, form.cleaned_data)
            return done(request, case, _("On the case. The customer sees nothing of it."))
        except Refused as refusal:
            status = wrong(form, refusal)
    heading = _("Advise on the case")
    return ask(request, case, form, kind="advise", heading=heading, status=status if form.errors else 200)


@needs("cases.join", "cases.leave")
@require_POST
def together(request: ActingRequest, reference: str) -> HttpResponse:
    """Work on the case too, or no more."""
    case, key = case_of(request, reference), request.POST.get("idempotency_key", "")[:64]
    chosen = {
        "join": (assisting.join, _("You work on it too. It stays with its owner.")),
        "leave": (assisting.leave, _("You work on it no more.")),
    }.get(request.POST.get("do", ""))
    if chosen is None:
        raise Http404
    action, said = chosen

    def act() -> None:
        once(action, key)(case=case, by=request.actor, at=request.at)

    return at_once(request, case, act, said)


@needs("cases.close_help")
@require_POST
def close(request: ActingRequest, reference: str) -> HttpResponse:
    """Take one's question back."""
    case = case_of(request, reference)

    def act() -> None:
        asked = find(HelpRequest, request.POST.get("asked", ""), by=request.actor, at=request.at)
        assisting.close_help(asked=asked, by=request.actor, at=request.at)

    return at_once(request, case, act, _("Taken back."))


def _advise(request: ActingRequest, case: Case, given: dict[str, Any]) -> None:
    asked = None
    if given["asked"]:
        asked = find(HelpRequest, given["asked"], by=request.actor, at=request.at, field="asked")
    act = assisting.suggest_reply if given["kind"] == "draft" else assisting.advise
    once(act, given["idempotency_key"])(
        case=case, text=given["text"], asked=asked, by=request.actor, at=request.at
    )


def _whom(request: ActingRequest, reference: str) -> StaffMember | None:
    if not reference:
        return None
    found: StaffMember = find(StaffMember, reference, by=request.actor, at=request.at, field="whom")
    return found
