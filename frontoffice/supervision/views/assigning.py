"""Handing out a case: who could have it, with what speaks for and against each; the person chooses (STF-13)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import assigning
from frontoffice.cases.views.showing import case_of
from frontoffice.foundation.refusals import Refused
from frontoffice.supervision.forms import AssignForm
from frontoffice.supervision.permissions import ASSIGN
from frontoffice.supervision.queries.hints import candidates, said_of
from frontoffice.supervision.views.frame import once, tabs, wrong


@needs(ASSIGN)
def assign(request: ActingRequest, reference: str) -> HttpResponse:
    """Best first by what is on record; nothing is assigned by itself."""
    case, form, status = case_of(request, reference), AssignForm(request.POST or None), 422
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            assignee = find(StaffMember, given["assignee"], by=request.actor, at=request.at, field="assignee")
            once(assigning.assign, form)(
                case=case, assignee=assignee, reason=given["reason"], by=request.actor, at=request.at
            )
        except Refused as refusal:
            status = wrong(form, refusal)
        else:
            messages.success(request, _("Assigned to %(name)s.") % {"name": assignee.actor.name})
            return redirect("supervision:people")
    found = candidates(case, at=request.at)
    context = {
        "tabs": tabs(request, "people"),
        "case": case,
        "form": form,
        "rows": [{"candidate": one, "said": said_of(one, case)} for one in found],
        "case_url": reverse("cases:case", args=[case.reference]),
    }
    return render(request, "supervision/assign.html", context, status=status if form.errors else 200)
