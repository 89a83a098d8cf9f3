"""What is done in a contact: begin it, verify, tell, end it. One request, one action."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.authority.signatures import find
from frontoffice.contacts import methods
from frontoffice.contacts.actions import naming_purposes, releasing_information, taking_contacts, verifying
from frontoffice.contacts.forms import PASSED, BeginForm, EndForm, TellForm, VerifyForm
from frontoffice.contacts.models import Basis, Channel, Contact, Outcome
from frontoffice.contacts.queries import verifications_of
from frontoffice.contacts.views.at_hand import offered, verified_level, way_choices
from frontoffice.contacts.views.showing import contact_of, page
from frontoffice.customers.models import Party
from frontoffice.foundation.refusals import Refused


@needs("contacts.begin")
@require_POST
def begin(request: ActingRequest) -> HttpResponse:
    """Begin a contact with a customer on file; what follows is done on the customer's page."""
    party, form = _party(request, request.POST.get("customer", "")), BeginForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how they reach us."))
        return _back(party)
    given = form.cleaned_data
    try:
        _once(taking_contacts.begin, given)(
            channel=Channel(given["channel"]),
            language=party.language,
            customer=party,
            office=request.staff_member.office.code if request.staff_member else "",
            by=request.actor,
            at=request.at,
        )
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return _back(party)


@needs("contacts.verify_identity")
@require_POST
def verify(request: ActingRequest, reference: str) -> HttpResponse:
    """Record that they showed who they are, or could not."""
    contact = contact_of(request, reference)
    form = VerifyForm(request.POST, ways=way_choices(contact, methods.methods()))
    if not form.is_valid():
        return page(request, contact, status=422, verify=form)
    given, (method, _colon, evidence) = form.cleaned_data, form.cleaned_data["evidence"].partition(":")
    try:
        whom = _whom(request, contact, given["whom"])
        passed = given["passed"] == PASSED
        _once(verifying.verify_identity, given)(
            contact=contact,
            customer=whom,
            method=method,
            evidence=evidence,
            passed=passed,
            by=request.actor,
            at=request.at,
        )
    except Refused as refusal:
        return page(request, contact, status=_wrong(form, refusal), verify=form)
    if passed:
        messages.success(request, _("Verified, until this contact ends."))
    else:
        messages.info(request, _("Noted. Don't say what did not match."))
    return _onward(request, contact, contact.customer or whom)


@needs("contacts.release_information")
@require_POST
def tell(request: ActingRequest, reference: str) -> HttpResponse:
    """Tell what is on record; the page then shows the words."""
    contact = contact_of(request, reference)
    form = TellForm(request.POST, offered=offered(verified_level(contact, verifications_of(contact))))
    if not form.is_valid() or contact.customer is None:
        return page(request, contact, status=422, tell=form)
    given = form.cleaned_data
    try:
        told = _once(releasing_information.release_information, given)(
            contact=contact,
            customer=contact.customer,
            items=given["items"],
            basis=Basis(given["basis"]),
            authority=given["authority"],
            by=request.actor,
            at=request.at,
        )
    except Refused as refusal:
        return page(request, contact, status=_wrong(form, refusal), tell=form)
    if isinstance(told, Approval):
        messages.info(request, _("A colleague has to agree before this is told. Keep the contact going."))
    else:
        messages.success(request, _("Tell them what stands here now. It is on record."))
    return _onward(request, contact, contact.customer)


@needs("contacts.end")
@require_POST
def end(request: ActingRequest, reference: str) -> HttpResponse:
    """End the contact: what was verified in it counts no more."""
    contact, form = contact_of(request, reference), EndForm(request.POST)
    if not form.is_valid():
        return page(request, contact, status=422, end=form)
    given = form.cleaned_data
    try:
        _once(taking_contacts.end, given)(
            contact=contact, outcome=Outcome(given["outcome"]), by=request.actor, at=request.at
        )
    except Refused as refusal:
        return page(request, contact, status=_wrong(form, refusal), end=form)
    messages.success(request, _("The contact has ended."))
    if contact.customer is None:
        return redirect("contacts:contact", contact.reference)
    return _back(contact.customer)


@needs("contacts.note")
@require_POST
def note(request: ActingRequest, reference: str) -> HttpResponse:
    """A note on a contact, also on one that has ended."""
    contact = contact_of(request, reference)
    try:
        _once(naming_purposes.note, {"idempotency_key": request.POST.get("idempotency_key", "")[:64]})(
            contact=contact, text=request.POST.get("text", "")[:10_000], by=request.actor, at=request.at
        )
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("contacts:contact", contact.reference)


def _once(action: Any, given: dict[str, Any]) -> Any:
    key = given.get("idempotency_key", "")
    return action.once(key) if key else action


def _party(request: ActingRequest, reference: str) -> Party:
    try:
        found: Party = find(Party, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    return found


def _whom(request: ActingRequest, contact: Contact, reference: str) -> Party:
    """The person who was verified: the customer unless another one is named. Raises NotFound."""
    if reference or contact.customer is None:
        found: Party = find(Party, reference, by=request.actor, at=request.at, field="whom")
        return found
    return contact.customer


def _wrong(form: BaseForm, refusal: Refused) -> int:
    form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
    return refusal.status


def _onward(request: ActingRequest, contact: Contact, party: Party) -> HttpResponse:
    """To the screen of the contact, where it was done there; else to the customer's page."""
    if request.POST.get("screen"):
        return redirect("cases:contact", contact.reference)
    return _back(party)


def _back(party: Party) -> HttpResponse:
    return redirect("customers:customer", party.reference)
