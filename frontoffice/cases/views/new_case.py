"""A new case from the telephone, the counter or the post: the contact is logged and the case opened in one step."""

import json
from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontoffice.authority.auditing import pages
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases import clocks
from frontoffice.cases.actions.filling import WrongFields
from frontoffice.cases.actions.opening import open_case
from frontoffice.cases.forms import NewCaseForm
from frontoffice.cases.forms_fields import add_fields, as_stored, bound, tell
from frontoffice.cases.models import Case
from frontoffice.cases.views import uploads
from frontoffice.cases.views.acting import once, wrong
from frontoffice.cases.views.choices import topic_choices
from frontoffice.cases.views.filling import schema_of
from frontoffice.cases.views.showing import desk, member_of
from frontoffice.contacts.models import Channel
from frontoffice.customers.models import Party
from frontoffice.customers.queries import email_of, phone_of
from frontoffice.foundation.models import StoredFile
from frontoffice.foundation.refusals import Refused


@needs("cases.open_case")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    """The form, and the case that comes of it."""
    if request.method != "POST":
        return _page(request, OpenForm(topics=topic_choices(), initial=_known(request)), [])
    form = OpenForm(request.POST, request.FILES, topics=topic_choices())
    form.is_valid()
    files = uploads.taken(request, form)
    if not form.is_valid():
        return _page(request, form, files, status=422)
    try:
        case = _opened(request, form, files)
    except WrongFields as refusal:
        return _page(request, form, files, status=tell(form, refusal))
    except Refused as refusal:
        return _page(request, form, files, status=wrong(form, refusal))
    messages.success(request, _("%(number)s is open.") % {"number": case.number})
    return redirect("cases:case", case.reference)


class OpenForm(NewCaseForm):
    """The same with what the type of the chosen topic asks for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.schema = schema_of(str(self["topic"].value() or ""))
        add_fields(self, self.schema, whole=True)

    @property
    def of_type(self) -> list[BoundField]:
        return bound(self, self.schema)


def _opened(request: ActingRequest, form: OpenForm, files: list[StoredFile]) -> Case:
    given, customer = form.cleaned_data, None
    stored = as_stored(given, form.schema)
    if given["customer"]:
        customer = find(Party, given["customer"], by=request.actor, at=request.at, field="customer")
    case: Case = once(open_case, given["idempotency_key"])(
        text=given["text"],
        topic=given["topic"],
        subject=given["subject"],
        name=given["name"],
        email=given["email"],
        phone=given["phone"],
        language=given["language"],
        customer=customer,
        files=files,
        channel=Channel(given["channel"]),
        received_on=given["received_on"],
        fields=json.dumps(stored) if stored else "",
        by=request.actor,
        at=request.at,
    )
    return case


def _known(request: ActingRequest) -> dict[str, Any]:
    """What is known beforehand: the date, and the customer from whose page the form was opened."""
    today = clocks.today(member_of(request).unit, request.at)
    customer = _customer(request, request.GET.get("customer", ""))
    if customer is None:
        return {"received_on": today}
    return {
        "received_on": today,
        "customer": customer.reference,
        "name": customer.name,
        "email": email_of(customer),
        "phone": phone_of(customer),
        "language": customer.language,
    }


def _customer(request: ActingRequest, reference: str) -> Party | None:
    if not reference:
        return None
    try:
        found: Party = find(Party, reference, by=request.actor, at=request.at)
    except Refused:
        return None
    pages.allow(request, found)
    return found


def _page(
    request: ActingRequest, form: OpenForm, kept: list[StoredFile], *, status: int = 200
) -> HttpResponse:
    reference = form["customer"].value() or ""
    context = {"form": form, "kept": kept, "customer": _customer(request, reference), **desk(request, "main")}
    return render(request, "cases/new.html", context, status=status)
