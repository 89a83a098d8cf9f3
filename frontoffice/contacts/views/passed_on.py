"""One customer who was passed on: since when they wait, for whom, and what became of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.contacts.actions.missing_transfers import drop_transfer
from frontoffice.contacts.actions.passing_on import is_theirs
from frontoffice.contacts.forms import GoneForm
from frontoffice.contacts.models import Transfer
from frontoffice.foundation.refusals import Refused


@needs("contacts.take_transfer", "contacts.drop_transfer")
@require_http_methods(["GET", "HEAD", "POST"])
def passed_on(request: ActingRequest, reference: str) -> HttpResponse:
    """The page, and noting that they are gone."""
    transfer = _of(request, reference)
    form, status = GoneForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given, key = form.cleaned_data, form.cleaned_data["idempotency_key"]
            try:
                drop = drop_transfer.once(key) if key else drop_transfer
                drop(transfer=transfer, reason=given["reason"], by=request.actor, at=request.at)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
                status = refusal.status
            else:
                messages.success(request, _("Nobody has to take them any more."))
                return redirect("contacts:log")
    theirs = is_theirs(transfer, request.staff_member)
    context = {
        "transfer": transfer,
        "form": form,
        "takes": transfer.waits and theirs,
        "drops": transfer.waits and (theirs or transfer.by_id == request.actor.pk),
        "trail": [(_("Contacts"), reverse("contacts:log"))],
        "search_url": reverse("cases:desk"),
    }
    return render(request, "contacts/passed_on.html", context, status=status)


def _of(request: ActingRequest, reference: str) -> Transfer:
    try:
        found: Transfer = find(Transfer, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    return found
