"""What waits for a decision, with the facts needed to decide."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from frontoffice.authority import registry
from frontoffice.authority.actions import approving
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval, ApprovalStatus
from frontoffice.authority.panels import facts_of
from frontoffice.authority.queries import approvals_visible_to
from frontoffice.authority.queries import inbox as waiting_for
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import BadInput, NotFound, Refused

ON_A_PAGE = 50


class Decision(forms.Form):
    decision = forms.ChoiceField(choices=[("approve", ""), ("decline", ""), ("withdraw", "")])
    reason = forms.CharField(max_length=1000, required=False, strip=True)


@needs("authority.approve", "authority.decline", "authority.withdraw")
def inbox(request: ActingRequest) -> HttpResponse:
    """What this person can decide, and what they asked for themselves."""
    by, at = request.actor, request.at
    asked = approvals_visible_to(by=by, at=at).filter(asked_by=by).order_by("-pk")[:ON_A_PAGE]
    return render(
        request,
        "authority/approvals.html",
        {
            "waiting": [_row(approval) for approval in waiting_for(by=by, at=at)[:ON_A_PAGE]],
            "asked": [_row(approval) for approval in asked],
        },
    )


@needs("authority.approve", "authority.decline", "authority.withdraw")
def one(request: ActingRequest, reference: str) -> HttpResponse:
    """One approval: what was asked, by whom, about what; decide it here."""
    try:
        approval: Approval = find(Approval, reference, by=request.actor, at=request.at)
    except (NotFound, BadInput):
        raise Http404 from None
    form = Decision(request.POST or None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, approval, form.cleaned_data)
            return redirect("authority:approvals")
        except Refused as refusal:
            refused = str(refusal)
    context = {"approval": approval, "row": _row(approval), "form": form, "refused": refused}
    return render(request, "authority/approval.html", context, status=409 if refused else 200)


def _decide(request: ActingRequest, approval: Approval, data: dict[str, str]) -> None:
    by, at = request.actor, request.at
    if data["decision"] == "approve":
        decided = approving.approve(approval=approval, by=by, at=at)
        said = _("Approved. It has gone through.")
    elif data["decision"] == "decline":
        decided = approving.decline(approval=approval, reason=data["reason"], by=by, at=at)
        said = _("Declined. The person who asked sees your reason.")
    else:
        decided = approving.withdraw(approval=approval, by=by, at=at)
        said = _("Withdrawn.")
    if decided.pk == approval.pk:
        messages.success(request, said)
    else:  # this person may only ask for decisions: another one's ask about it waits now
        messages.info(request, _("Nothing is decided yet: a colleague has to agree with your decision."))


def _row(approval: Approval) -> dict[str, object]:
    """What a person needs to see of an ask: the action in words, and what it would be done with."""
    known = registry.ACTIONS.get(approval.action)
    return {
        "approval": approval,
        "title": known.title if known else approval.action,
        "waiting": approval.status == ApprovalStatus.WAITING,
        "facts": facts_of(approval),
    }
