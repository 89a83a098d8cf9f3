"""One mail: what it says, what became of it, the original as it came, and what a person decides about it."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.auditing import pages
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.models import Case
from frontoffice.cases.queries import cases_visible_to
from frontoffice.cases.views.choices import topic_choices
from frontoffice.foundation import files
from frontoffice.foundation.refusals import Refused
from frontoffice.intake.actions import deciding
from frontoffice.intake.forms import AsideForm, JoinForm, RouteForm
from frontoffice.intake.models import Incoming, State
from frontoffice.intake.permissions import JOIN, ROUTE, SEES_INCOMING, SET_ASIDE
from frontoffice.intake.queries.mails import mail_of
from frontoffice.intake.views.frame import AUTOMATIC, badge, incoming_of, once, trail, wrong

MOST_HEADERS = 20_000


@needs(*SEES_INCOMING, "cases.reply")
def mail(request: ActingRequest, reference: str) -> HttpResponse:
    return shown(request, _opened(request, reference))


def _opened(request: ActingRequest, reference: str) -> Incoming:
    """The mail, for who may see its case; one without a case, for who sees what comes in. Raises Http404."""
    incoming = incoming_of(request, reference)
    if incoming.case is not None:
        if not cases_visible_to(by=request.actor, at=request.at).filter(pk=incoming.case.pk).exists():
            raise Http404
        pages.allow(request, incoming.case)
    elif not request.powers.intersection(SEES_INCOMING):
        raise Http404
    return incoming


def shown(
    request: ActingRequest, incoming: Incoming, *, status: int = 200, **forms: BaseForm
) -> HttpResponse:
    """The page of a mail, with the form that was sent where there is one."""
    read = mail_of(incoming)
    tone, words = badge(incoming)
    held, may = incoming.state == State.HELD, request.powers
    context: dict[str, Any] = {
        "incoming": incoming,
        "mail": read,
        "html": mark_safe(read.html) if read is not None else "",  # noqa: S308 - sanitized when it was read
        "quotes": read is not None and read.latest != read.text,
        "parts": list(read.parts.all()) if read is not None else [],
        "headers": _headers(incoming) if "headers" in request.GET else "",
        "tone": tone,
        "words": words,
        "automatic": AUTOMATIC.get(incoming.automatic, ""),
        "trail": trail(),
        "route_form": forms.get("route") or RouteForm(topics=topic_choices(), initial=_begun(incoming))
        if held and ROUTE in may
        else None,
        "join_form": forms.get("join") or JoinForm() if held and JOIN in may else None,
        "aside_form": forms.get("aside") or AsideForm() if held and SET_ASIDE in may else None,
    }
    return render(request, "intake/mail.html", context, status=status)


def _begun(incoming: Incoming) -> dict[str, str]:
    return {"topic": incoming.mailbox.topic.code}


def _headers(incoming: Incoming) -> str:
    """As they came, up to a length that can be read."""
    with files.open_bytes(incoming.raw) as kept:
        top = kept.read(MOST_HEADERS)
    return top.replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode("utf-8", "replace")


@needs(*SEES_INCOMING, "cases.reply")
def original(request: ActingRequest, reference: str) -> HttpResponseBase:
    """The very bytes, as a download."""
    return files.download(_opened(request, reference).raw)


@needs(*SEES_INCOMING, "cases.reply")
def part(request: ActingRequest, reference: str, number: int) -> HttpResponseBase:
    """A file that came with the mail, as a download, also one that was not opened."""
    read = mail_of(_opened(request, reference))
    found = (
        next((one for one in read.parts.all() if one.number == number), None) if read is not None else None
    )
    if found is None:
        raise Http404
    return files.download(found.file)


@needs(ROUTE)
@require_POST
def route(request: ActingRequest, reference: str) -> HttpResponse:
    incoming, form = _opened(request, reference), RouteForm(request.POST, topics=topic_choices())
    return _decided(request, incoming, "route", form, deciding.route, _("The case is open."))


@needs(JOIN)
@require_POST
def join(request: ActingRequest, reference: str) -> HttpResponse:
    incoming, form = _opened(request, reference), JoinForm(request.POST)
    case: Case | None = None
    if form.is_valid():
        seen = cases_visible_to(by=request.actor, at=request.at)
        case = seen.filter(number__iexact=form.cleaned_data.pop("number").strip()).first()
        if case is None:
            form.add_error("number", _("There is no case of this number. Check it."))
    return _decided(request, incoming, "join", form, deciding.join, _("It is on the case."), case=case)


@needs(SET_ASIDE)
@require_POST
def set_aside(request: ActingRequest, reference: str) -> HttpResponse:
    incoming, form = _opened(request, reference), AsideForm(request.POST)
    return _decided(
        request, incoming, "aside", form, deciding.set_aside, _("Set aside. It stays in the ledger.")
    )


def _decided(
    request: ActingRequest,
    incoming: Incoming,
    name: str,
    form: BaseForm,
    action: Any,
    said: str,
    **more: Any,
) -> HttpResponse:
    if not form.is_valid():
        return shown(request, incoming, status=422, **{name: form})
    try:
        done: Incoming = once(action, form)(
            incoming=incoming, **form.cleaned_data, **more, by=request.actor, at=request.at
        )
    except Refused as refusal:
        status = wrong(form, refusal)
        return shown(request, incoming_of(request, incoming.reference), status=status, **{name: form})
    messages.success(request, said)
    if done.case is not None:
        return redirect("cases:case", done.case.reference)
    return redirect("intake:incoming")
