"""Asking and being answered at once: the first question begins a conversation, the next ones are read with it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.contacts.models import Contact
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions.asking import ask, say_useful
from frontoffice.knowledge.models import Question
from frontoffice.knowledge.queries import office_day
from frontoffice.knowledge.rewriting import read_as_follow_up
from frontoffice.portal import conversations
from frontoffice.portal.days import AsOf, as_of
from frontoffice.portal.forms import QuestionForm, UsefulForm
from frontoffice.portal.frame import page
from frontoffice.portal.limits import Limit, seconds_to_wait, sentence
from frontoffice.portal.sending import UNREADABLE, explain, send
from frontoffice.portal.views.home import home_page

TOO_OFTEN = 429


@public
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: ActingRequest) -> HttpResponse:
    """The first question of a conversation."""
    if request.method != "POST":
        return redirect("portal:home")
    form = QuestionForm(request.POST)
    asked = _asked(request, form, None)
    return asked if isinstance(asked, HttpResponse) else home_page(request, form, status=asked)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: ActingRequest, reference: str) -> HttpResponse:
    """The conversation so far; a post asks on. Only its visitor sees it, and staff, who can't speak in it."""
    contact = _contact(request, reference)
    if request.method != "POST":
        return _page(request, contact, QuestionForm())
    if not _is_own(request, contact):
        raise Http404
    form = QuestionForm(request.POST)
    # What led to a case has ended; a question after that begins anew.
    asked = _asked(request, form, contact if contact.ended_at is None else None)
    return asked if isinstance(asked, HttpResponse) else _page(request, contact, form, status=asked)


@public
@require_POST
def needed(request: ActingRequest, reference: str) -> HttpResponse:
    """Was this what you needed?"""
    contact = _contact(request, reference)
    form = UsefulForm(request.POST)
    if not _is_own(request, contact):
        raise Http404
    if not form.is_valid():
        return _page(request, contact, QuestionForm(), useful=form, status=UNREADABLE)
    try:
        question: Question = find(Question, form.cleaned_data["question"], by=request.actor, at=request.at)
        send(
            say_useful,
            form.cleaned_data["idempotency_key"],
            question=question,
            useful=form.cleaned_data["useful"],
            comment=form.cleaned_data["missing"],
            by=request.actor,
            at=request.at,
        )
    except Refused as refusal:
        return _page(request, contact, QuestionForm(), useful=form, status=explain(form, refusal))
    return redirect(_address(question))


def _asked(request: ActingRequest, form: QuestionForm, contact: Contact | None) -> HttpResponse | int:
    """To the answer; or, with the reason in the form, the status to show the form again with."""
    if not form.is_valid():
        return UNREADABLE
    day = as_of(request)
    if day.problem:
        form.add_error(None, day.problem)
        return UNREADABLE
    wait = seconds_to_wait(request, Limit.QUESTION)
    if wait:
        form.add_error(None, sentence(wait))
        return TOO_OFTEN
    text, language = form.cleaned_data["question"], conversations.language_of_texts(on=day.on)
    try:
        with read_as_follow_up(text, contact, language=language):
            question = send(
                ask,
                form.cleaned_data["idempotency_key"],
                question=text,
                contact=contact,
                language=language,
                on=None if day.is_today else day.on,
                by=request.actor,
                at=request.at,
            )
    except Refused as refusal:
        return explain(form, refusal)
    return redirect(_address(question))


def _address(question: Question) -> str:
    return f"{reverse('portal:conversation', args=[question.contact.reference])}#turn-{question.turn}"


def _contact(request: ActingRequest, reference: str) -> Contact:
    """The conversation, if this viewer may see it. Absent and somebody else's are the same."""
    try:
        contact: Contact = find(Contact, reference, by=request.actor, at=request.at)
    except Refused as refusal:
        raise Http404 from refusal
    return contact


def _is_own(request: ActingRequest, contact: Contact) -> bool:
    return request.actor.pk is not None and request.actor.pk in {
        contact.visitor_id,
        contact.representative_id,
    }


def _page(
    request: ActingRequest,
    contact: Contact,
    form: QuestionForm,
    *,
    useful: UsefulForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = office_day(request.at)
    exchanges = conversations.exchanges(contact, on=today, at=request.at)
    # A follow-up is about the same day as what it follows.
    last = exchanges[-1].as_of if exchanges else None
    shown: dict[str, Any] = {
        "contact": contact,
        "exchanges": exchanges,
        "as_of": AsOf(last or today, today),
        "form": form,
        "useful": useful,
        "is_own": _is_own(request, contact),
    }
    return page(request, "conversation", shown, status=status, personal=True)
