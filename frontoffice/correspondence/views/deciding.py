"""What a person decides: whether a message in doubt went, and whether to send a failed one again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.correspondence.actions import settling
from frontoffice.correspondence.forms import SettleForm
from frontoffice.correspondence.permissions import RESOLVE, SEND_AGAIN
from frontoffice.correspondence.views.messages import shown
from frontoffice.correspondence.views.showing import key_of, message_of
from frontoffice.foundation.refusals import Refused


@needs(RESOLVE)
@require_POST
def settle(request: ActingRequest, reference: str) -> HttpResponse:
    message, form, key = message_of(request, reference), SettleForm(request.POST), key_of(request)
    if not form.is_valid():
        return shown(request, message, form=form, status=422)
    resolve = settling.resolve_inconclusive.once(key) if key else settling.resolve_inconclusive
    try:
        resolve(message=message, **form.cleaned_data, by=request.actor, at=request.at)
    except Refused as refusal:
        fresh = message_of(request, reference)
        return shown(request, fresh, form=form, problem=in_full(refusal), status=refusal.status)
    messages.success(request, _("Written down."))
    return redirect("correspondence:message", reference=message.reference)


@needs(SEND_AGAIN)
@require_POST
def again(request: ActingRequest, reference: str) -> HttpResponse:
    message, key = message_of(request, reference), key_of(request)
    send_again = settling.send_again.once(key) if key else settling.send_again
    try:
        send_again(message=message, by=request.actor, at=request.at)
    except Refused as refusal:
        fresh = message_of(request, reference)
        return shown(request, fresh, problem=in_full(refusal), status=refusal.status)
    messages.success(request, _("It will be sent again now."))
    return redirect("correspondence:message", reference=message.reference)
