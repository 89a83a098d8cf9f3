"""One subscription with the record of what was sent, and sending something again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.navigation import NavItem
from frontoffice.webhooks import queries
from frontoffice.webhooks.actions import sending_again
from frontoffice.webhooks.models import Notification, Progress
from frontoffice.webhooks.permissions import SEND_AGAIN, SUBSCRIBE, TRY_OUT
from frontoffice.webhooks.views import frame


@needs(SUBSCRIBE)
@require_safe
def subscription(request: ActingRequest, reference: str) -> HttpResponse:
    """Others than its owner see that it is there, not what was sent."""
    row = frame.subscription_of(request, reference)
    own = row.owner.actor_id == request.actor.pk
    show = request.GET.get("show", "")
    show = show if show in Progress.values else ""
    before = request.GET.get("before", "")
    key = int(before) if before.isdecimal() and len(before) < 19 else 0
    rows, older = queries.sent_to(row, before=key, state=show) if own else ([], 0)
    tries = queries.last_tries(rows)
    context = {
        "row": row,
        "own": own,
        "standing": frame.standing(row),
        "kinds": [frame.in_words(kind) for kind in row.kinds],
        "sent": [
            {
                "one": one,
                "words": frame.in_words(one.event.name),
                "tone": frame.TONES[one.state],
                "last": tries.get(one.pk),
            }
            for one in rows
        ],
        "show": show,
        "tabs": _tabs(show),
        "older": f"?show={show}&before={older}" if older else "",
        "trail": frame.trail(),
    }
    return render(request, "webhooks/subscription.html", context)


def _tabs(show: str) -> list[NavItem]:
    named = [("", _("All")), *Progress.choices]
    return [
        NavItem(label=str(label).partition(":")[0], url=f"?show={state}", current=state == show)
        for state, label in named
    ]


@needs(TRY_OUT)
@require_POST
def try_out(request: ActingRequest, reference: str) -> HttpResponse:
    row = frame.subscription_of(request, reference)
    try:
        sending_again.try_out(subscription=row, by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A trial is on its way. Look here again in a few seconds."))
    return redirect("webhooks:subscription", row.reference)


@needs(SEND_AGAIN)
@require_POST
def send_again(request: ActingRequest, reference: str, notification: str) -> HttpResponse:
    row = frame.subscription_of(request, reference)
    one = frame.found(Notification, request, notification)
    try:
        sending_again.send_again(notification=one, by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It goes out again in a few seconds."))
    return redirect("webhooks:subscription", row.reference)
