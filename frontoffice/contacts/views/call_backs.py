"""One call-back: what was promised, what was tried, and the next try."""

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
from frontoffice.contacts.actions.calling_back import record_call_back_try, withdraw_call_back
from frontoffice.contacts.forms import TryForm
from frontoffice.contacts.models import CallBack, CallBackState, TryResult
from frontoffice.contacts.queries.log import going_on
from frontoffice.foundation.refusals import Refused

WITHDRAW = "withdraw"


@needs("contacts.record_call_back_try", "contacts.promise_call_back")
@require_http_methods(["GET", "HEAD", "POST"])
def call_back(request: ActingRequest, reference: str) -> HttpResponse:
    """The page, and what became of a try."""
    promised = _of(request, reference)
    form, status = TryForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _act(request, promised, form)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
                status = refusal.status
            else:
                return redirect("contacts:log")
    context = {
        "promised": promised,
        "tries": list(promised.tries.select_related("by").order_by("pk")),
        "form": form,
        "is_due": promised.state == CallBackState.DUE,
        "late": promised.state == CallBackState.DUE and promised.due_at <= request.at,
        "trail": [(_("Contacts"), reverse("contacts:log"))],
        "search_url": reverse("cases:desk"),
    }
    return render(request, "contacts/call_back.html", context, status=status)


def _of(request: ActingRequest, reference: str) -> CallBack:
    try:
        found: CallBack = find(CallBack, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    return found


def _act(request: ActingRequest, promised: CallBack, form: TryForm) -> None:
    given = form.cleaned_data
    key = given["idempotency_key"]
    if given["result"] == WITHDRAW:
        act = withdraw_call_back.once(key) if key else withdraw_call_back
        act(call_back=promised, reason=given["note"], by=request.actor, at=request.at)
        messages.success(request, _("Nobody calls any more."))
        return
    result = TryResult(given["result"])
    made_in = going_on(request.actor) if result == TryResult.REACHED else None
    record = record_call_back_try.once(key) if key else record_call_back_try
    record(
        call_back=promised,
        result=result,
        note=given["note"],
        contact=made_in,
        give_up=given["give_up"],
        by=request.actor,
        at=request.at,
    )
    reached = result == TryResult.REACHED
    messages.success(request, _("The promise is kept.") if reached else _("The try is on record."))
