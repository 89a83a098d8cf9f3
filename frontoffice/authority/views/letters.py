"""Dead letters: what could not be delivered, why, and the way to try again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from frontoffice.authority.actions.retrying import retry_delivery
from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.models import Delivery
from frontoffice.foundation.refusals import Refused

ON_A_PAGE = 50


@needs("authority.retry_delivery")
def dead(request: ActingRequest) -> HttpResponse:
    """Deliveries that were given up on, newest first."""
    if request.method == "POST":
        wanted = request.POST.get("delivery", "")
        try:
            retry_delivery(
                delivery_id=int(wanted) if wanted.isdecimal() else 0, by=request.actor, at=request.at
            )
            messages.success(request, _("It will be tried again now."))
        except Refused as refusal:
            messages.error(request, in_full(refusal))
        return redirect("authority:dead_letters")
    letters = (
        Delivery.objects.filter(dead_at__isnull=False).select_related("event").order_by("-dead_at", "-pk")
    )
    return render(request, "authority/dead_letters.html", {"letters": letters[:ON_A_PAGE]})
