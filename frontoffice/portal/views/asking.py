"""Asking a representative, and complaining: anybody may, without an account and without a name (INQ-11)."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.actions.opening import open_case
from frontoffice.cases.models import Case
from frontoffice.contacts.models import Contact
from frontoffice.contacts.queries import contacts_visible_to
from frontoffice.foundation.models import StoredFile
from frontoffice.foundation.references import normalize, secret_code
from frontoffice.foundation.refusals import Refused
from frontoffice.portal import conversations, topics
from frontoffice.portal.codes import access_code
from frontoffice.portal.enclosing import enclosed
from frontoffice.portal.forms import AskForm, ComplaintForm, HowToAnswer
from frontoffice.portal.frame import page
from frontoffice.portal.limits import Limit, seconds_to_wait, sentence
from frontoffice.portal.sending import UNREADABLE, explain, send

CODE_COOKIE = "case_code"
CODE_SECONDS = 3600


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActingRequest) -> HttpResponse:
    """The form for a question that a person answers. `from` names the conversation that led here, `topic` a topic."""
    contact = _conversation(request)
    if request.method == "POST":
        return _sent(request, AskForm(request.POST, request.FILES, topics=_choices()), contact)
    initial = {"topic": topics.offered(request.GET.get("topic", ""))}
    if contact:
        initial = {"text": conversations.words(contact), "topic": topics.likely(contact)}
    return _form(request, AskForm(topics=_choices(), initial=initial), [], contact)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: ActingRequest) -> HttpResponse:
    """The form for a complaint. It goes to the topic for complaints, where there is one; else one is chosen."""
    straight = topics.offered(topics.COMPLAINT) != ""
    offered = [] if straight else _choices()
    if request.method == "POST":
        form = ComplaintForm(request.POST, request.FILES, topics=offered, straight=straight)
        return _sent(request, form, None)
    return _form(request, ComplaintForm(topics=offered, straight=straight), [], None)


def _choices() -> topics.Choices:
    return topics.choices(conversations.language())


def _sent(request: ActingRequest, form: AskForm, contact: Contact | None) -> HttpResponse:
    form.is_valid()
    files = enclosed(request, form)
    if not form.is_valid():
        return _form(request, form, files, contact, status=UNREADABLE)
    wait = seconds_to_wait(request, Limit.CASE)
    if wait:
        form.add_error(None, sentence(wait))
        return _form(request, form, files, contact, status=429, retry_after=wait)
    return _open(request, form, files, contact)


def _conversation(request: ActingRequest) -> Contact | None:
    """The visitor's own conversation that the address names; anybody else's is as none."""
    reference = normalize(request.GET.get("from", "") or request.POST.get("from", ""))
    if reference is None or request.staff_member:
        return None
    return contacts_visible_to(by=request.actor, at=request.at).filter(reference=reference).first()


def _open(
    request: ActingRequest, form: AskForm, files: list[StoredFile], contact: Contact | None
) -> HttpResponse:
    given = form.cleaned_data
    key = given["idempotency_key"]
    code = access_code(key, by=request.actor) if key else secret_code()
    try:
        case = send(
            open_case,
            key,
            text=given["text"],
            subject=form.subject(),
            topic=given.get("topic") or topics.COMPLAINT,
            name=given["name"],
            email=given["email"] if given["answer_by"] == HowToAnswer.EMAIL else "",
            language=conversations.language(),
            question=conversations.last_question(contact) if contact is not None else None,
            contact=contact,
            files=files,
            access_code=code,
            by=request.actor,
            at=request.at,
        )
    except Refused as refusal:
        return _form(request, form, files, contact, status=explain(form, refusal))
    return _opened(case, code)


def _opened(case: Case, code: str) -> HttpResponse:
    """To the page with reference and code. The code travels in a cookie for that page alone; nothing here keeps it."""
    address = reverse("portal:case_done", args=[case.reference])
    answer = redirect(address)
    answer.set_signed_cookie(
        CODE_COOKIE,
        code,
        max_age=CODE_SECONDS,
        path=address,
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )
    return answer


def _form(
    request: ActingRequest,
    form: AskForm,
    files: list[StoredFile],
    contact: Contact | None,
    *,
    status: int = 200,
    retry_after: int = 0,
) -> HttpResponse:
    # Looking at the form makes the visitor's cookie, so that all sendings of it come from one visitor.
    _known = request.actor.kind
    shown: dict[str, Any] = {
        "form": form,
        "can_be_sent": form.can_be_sent,
        "kept": files,
        # A conversation that has ended is not gone on with: the case gets a contact of its own.
        "conversation": contact.reference if contact is not None and contact.ended_at is None else "",
        "how": HowToAnswer.CHOICES,
        "max_bytes": settings.FILE_MAX_BYTES,
    }
    answer = page(request, form.template, shown, status=status)
    if retry_after:
        answer["Retry-After"] = str(retry_after)
    return answer
