"""The switch: one button that stops an automated representative, or lets it work again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import Refused
from frontoffice.representative.actions.switching import switch_off, switch_on
from frontoffice.representative.models import AutomatedPost
from frontoffice.representative.permissions import SWITCH_OFF, SWITCH_ON


@needs(SWITCH_OFF, SWITCH_ON)
@require_POST
def switch(request: ActingRequest, reference: str) -> HttpResponse:
    """On or off, as the button says; then back to where it was pressed."""
    try:
        post: AutomatedPost = find(AutomatedPost, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    wanted = request.POST.get("to", "off")
    try:
        act = switch_on if wanted == "on" else switch_off
        switched = act(post=post, by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        name = {"name": switched.staff_member.actor.name}
        said = (
            _("%(name)s works again.") if switched.on else _("%(name)s is stopped. It begins nothing more.")
        )
        messages.success(request, said % name)
    return redirect(_back(request))


def _back(request: ActingRequest) -> str:
    asked = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if ours and asked.startswith("/") else "/representative/"
