"""Calling for back-up, and the notice of it on every colleague's screen."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.guarding import needs, unattended
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.customers.actions import calling_for_backup as calling
from frontoffice.customers.models import BackupCall, Party
from frontoffice.customers.safekeeping import open_calls
from frontoffice.foundation.refusals import Refused

ANSWER = "customers.answer_backup"
NO_CHANGE = 204


@unattended
@needs(ANSWER)
@require_safe
def watch(request: ActingRequest) -> HttpResponse:
    """What every screen of the office asks every few seconds; nothing is sent while nothing has changed."""
    calls = open_calls(by=request.actor, at=request.at)
    state = "-".join(f"{call.pk}.{len(call.answers.all())}" for call in calls)
    if request.GET.get("seen", "") == state:
        return HttpResponse(status=NO_CHANGE)
    return render(request, "customers/safety/watch.html", {"calls": _rows(request, calls), "state": state})


@needs(ANSWER)
@require_safe
def calls(request: ActingRequest) -> HttpResponse:
    """The same as a page, for whom the notice does not reach."""
    rows = _rows(request, open_calls(by=request.actor, at=request.at))
    return render(
        request, "customers/safety/calls.html", {"calls": rows, "search_url": reverse("cases:desk")}
    )


@needs("customers.call_for_backup")
@require_POST
def call(request: ActingRequest) -> HttpResponse:
    """Call the colleagues; the screen tells little, since the customer may see it."""
    reference = request.POST.get("customer", "")
    try:
        party = find(Party, reference, by=request.actor, at=request.at) if reference else None
        calling.call_for_backup(
            place=request.POST.get("place", "")[:200], customer=party, by=request.actor, at=request.at
        )
        messages.info(request, _("Noted."))
    except Refused as refusal:
        messages.error(request, str(refusal))
        party = None
    if party is not None:
        return redirect("customers:customer", party.reference)
    return redirect("customers:backup")


@needs(ANSWER, "customers.end_backup")
@require_POST
def answer(request: ActingRequest, reference: str) -> HttpResponse:
    """Say that one is coming, or that it is over."""
    act = {"coming": calling.answer_backup, "over": calling.end_backup}.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    try:
        found = find(BackupCall, reference, by=request.actor, at=request.at)
        act(call=found, by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("customers:backup")


def _rows(request: ActingRequest, calls: object) -> list[dict[str, object]]:
    """Each call with who is coming, and what the viewer may say."""
    rows = []
    for one in calls:  # type: ignore[attr-defined]
        coming = [answer.by for answer in one.answers.all()]
        own = one.called_by_id == request.actor.pk
        comes = request.actor.pk in {who.pk for who in coming}
        rows.append(
            {"call": one, "coming": coming, "may_come": not own and not comes, "may_end": own or comes}
        )
    return rows
