"""A person decides on a draft: release, edit or reject; then the next one comes up."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontoffice.authority.actions.approving import approve
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.correspondence.models import Message, Status
from frontoffice.correspondence.queries import approval_that_waits
from frontoffice.foundation.refusals import Refused
from frontoffice.representative.actions.deciding_drafts import edit_draft, reject_draft
from frontoffice.representative.forms import EditForm, RejectForm
from frontoffice.representative.models import Attempt
from frontoffice.representative.permissions import EDIT, REJECT, RELEASE
from frontoffice.representative.queries.drafts import next_after
from frontoffice.representative.views.drafts import attempt_of, shown
from frontoffice.representative.views.frame import UNREADABLE, page


@needs(RELEASE)
@require_POST
def release(request: ActingRequest, reference: str) -> HttpResponse:
    """Let the draft go as it is: approve what it waits for."""
    attempt = attempt_of(request, reference)
    approval = approval_that_waits(attempt.message) if attempt.message is not None else None
    if approval is None:
        return shown(request, attempt, problem=_("Somebody has decided on this draft already."), status=409)
    key = key_of(request)
    try:
        (approve.once(key) if key else approve)(approval=approval, by=request.actor, at=request.at)
    except Refused as refusal:
        return shown(request, attempt_of(request, reference), problem=str(refusal), status=refusal.status)
    if Message.objects.filter(
        pk=approval.subject_id or 0, status=Status.HELD
    ).exists():  # another has to agree as well, or with this decision
        messages.info(
            request, _("Your decision is written down. A colleague has to agree before it goes out.")
        )
    else:
        messages.success(request, _("Released. It is on its way."))
    return _on(request, attempt)


@needs(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActingRequest, reference: str) -> HttpResponse:
    """Put the draft in one's own words, and send it in one's own name."""
    attempt = attempt_of(request, reference)
    form = EditForm(request.POST or None, initial={"text": _without_notice(attempt)})
    if request.method == "POST" and form.is_valid():
        key = key_of(request)
        act = edit_draft.once(key) if key else edit_draft
        try:
            act(attempt=attempt, text=form.cleaned_data["text"], by=request.actor, at=request.at)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Sent in your name, as you edited it."))
            return _on(request, attempt)
    return _form_page(request, attempt, form, "edit")


@needs(REJECT)
@require_http_methods(["GET", "HEAD", "POST"])
def reject(request: ActingRequest, reference: str) -> HttpResponse:
    """Say why the draft is no answer."""
    attempt = attempt_of(request, reference)
    form = RejectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = key_of(request)
        act = reject_draft.once(key) if key else reject_draft
        try:
            act(attempt=attempt, **form.cleaned_data, by=request.actor, at=request.at)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Rejected. The case waits for a person."))
            return _on(request, attempt)
    return _form_page(request, attempt, form, "reject")


def key_of(request: ActingRequest) -> str:
    """The idempotency key of the form that was sent, or an empty string."""
    return request.POST.get("idempotency_key", "")[:100]


def _form_page(
    request: ActingRequest, attempt: Attempt, form: EditForm | RejectForm, name: str
) -> HttpResponse:
    back = reverse("representative:draft", args=[attempt.reference])
    trail = [(_("Drafts"), reverse("representative:drafts")), (attempt.case.number, back)]
    context: dict[str, Any] = {
        "attempt": attempt,
        "case": attempt.case,
        "form": form,
        "trail": trail,
        "back": back,
    }
    context["posts"] = attempt.case.posts.select_related("by").order_by("pk")
    return page(request, name, context, status=UNREADABLE if form.errors else 200)


def _without_notice(attempt: Attempt) -> str:
    """What a person sends was not put together automatically, so it does not say so."""
    body = attempt.message.body if attempt.message is not None else ""
    return body.replace(attempt.notice, "").strip()


def _on(request: ActingRequest, attempt: Attempt) -> HttpResponse:
    """The next draft comes up by itself."""
    following = next_after(attempt, by=request.actor, at=request.at)
    if following is None:
        return redirect("representative:drafts")
    return redirect("representative:draft", reference=following.reference)
