"""Who is asked first about what: the list, naming somebody, and ending it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import naming_first_contacts as naming
from frontoffice.cases.forms import FirstContactForm
from frontoffice.cases.models import FirstContact
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries import topics_offered
from frontoffice.cases.queries.company import colleagues
from frontoffice.cases.queries.first_contacts import all_first_contacts
from frontoffice.cases.views.acting import once, sent, wrong
from frontoffice.cases.views.showing import desk
from frontoffice.foundation.models import ActorKind, Unit
from frontoffice.foundation.refusals import Refused

NAME = "cases.name_first_contact"


@needs(*WORKING)
@require_http_methods(["GET", "HEAD", "POST"])
def first_contacts(request: ActingRequest) -> HttpResponse:
    """Everybody sees the list; who may names."""
    form, status = _form(request), 200
    if request.method == "POST":
        if NAME not in request.powers:
            raise Http404
        status = 422
        if form.is_valid():
            try:
                named = _named(request, form.cleaned_data)
                messages.success(request, _("%(name)s is asked first.") % {"name": named.person.actor.name})
                return redirect("cases:first_contacts")
            except Refused as refusal:
                field = {"topic": "what", "unit": "what"}.get(refusal.field or "")
                if field is not None:
                    form.add_error(field, str(refusal))
                    status = refusal.status
                else:
                    status = wrong(form, refusal)
    context = {
        "rows": all_first_contacts(by=request.actor, at=request.at),
        "form": form if NAME in request.powers else None,
        **desk(request, "main"),
    }
    return render(request, "cases/first_contacts.html", context, status=status)


@needs("cases.end_first_contact")
@require_POST
def end(request: ActingRequest, reference: str) -> HttpResponse:
    """Nobody is named for it any more."""
    try:
        found = find(FirstContact, reference, by=request.actor, at=request.at)
        naming.end_first_contact(first_contact=found, by=request.actor, at=request.at)
        messages.success(request, _("Ended."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("cases:first_contacts")


def _form(request: ActingRequest) -> FirstContactForm:
    units = [(f"unit:{one.code}", one.name) for one in Unit.objects.filter(active=True).order_by("name")]
    topics = [(f"topic:{one.code}", one.name) for one in topics_offered()]
    people = [
        (one.reference, f"{one.actor.name}, {one.post}")
        for one in colleagues(at=request.at).filter(actor__kind=ActorKind.STAFF)
    ]
    whats = [(_("Units"), units), (_("Topics"), topics)]
    return FirstContactForm(sent(request), whats=whats, people=people)


def _named(request: ActingRequest, given: dict[str, Any]) -> FirstContact:
    kind, _colon, code = given["what"].partition(":")
    people: dict[str, StaffMember | None] = {
        name: find(StaffMember, given[name], by=request.actor, at=request.at, field=name)
        if given[name]
        else None
        for name in ("person", "deputy")
    }
    named: FirstContact = once(naming.name_first_contact, given["idempotency_key"])(
        **people,
        **{kind: code},
        public=given["public"],
        by=request.actor,
        at=request.at,
    )
    return named
