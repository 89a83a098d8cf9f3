"""Changing a draft, and letting it go."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.correspondence.actions.releasing import release
from frontoffice.correspondence.actions.revising import revise
from frontoffice.correspondence.forms import DraftForm
from frontoffice.correspondence.models import Message, Status
from frontoffice.correspondence.permissions import RELEASE, REVISE
from frontoffice.correspondence.views.messages import shown, trail
from frontoffice.correspondence.views.showing import key_of, message_of
from frontoffice.foundation.refusals import Refused


@needs(REVISE)
def change(request: ActingRequest, reference: str) -> HttpResponse:
    """The form of a draft; what was typed is kept when it can't be taken."""
    message = message_of(request, reference)
    form = DraftForm(request.POST) if request.method == "POST" else DraftForm(initial=_as_it_is(message))
    if request.method == "POST" and form.is_valid():
        key = key_of(request)
        try:
            written = (revise.once(key) if key else revise)(
                message=message, **form.cleaned_data, by=request.actor, at=request.at
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
        else:
            messages.success(request, _("Changed."))
            return redirect("correspondence:message", reference=written.reference)
    if message.status != Status.DRAFT and request.method != "POST":
        return redirect("correspondence:message", reference=message.reference)
    context = {"message": message, "form": form, "trail": [*trail(), (message.subject, "../")]}
    return render(request, "correspondence/change.html", context, status=422 if form.errors else 200)


def _as_it_is(message: Message) -> dict[str, object]:
    return {
        "to_name": message.to_name,
        "to_address": message.to_address,
        "subject": message.subject,
        "body": message.body,
        "expected_version": message.version,
    }


@needs(RELEASE)
@require_POST
def send(request: ActingRequest, reference: str) -> HttpResponse:
    """Let a draft go, or ask somebody who may."""
    message, key = message_of(request, reference), key_of(request)
    try:
        outcome = (release.once(key) if key else release)(message=message, by=request.actor, at=request.at)
    except Refused as refusal:
        fresh = message_of(request, reference)
        return shown(request, fresh, problem=in_full(refusal), status=refusal.status)
    if isinstance(outcome, Approval):
        messages.info(request, _("A colleague has to read it first. It waits for approval."))
    else:
        messages.success(request, _("It is on its way."))
    return redirect("correspondence:message", reference=message.reference)
