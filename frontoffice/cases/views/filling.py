"""Filling in what a case's type asks for: at the case, and while a case is opened."""

import json

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.actions.filling import WrongFields, fill_in, type_for
from frontoffice.cases.forms_fields import FieldsForm, add_fields, as_stored, as_typed, bound, tell
from frontoffice.cases.models import Topic
from frontoffice.cases.schemas import Fields, fields_of
from frontoffice.cases.views.acting import ask, done, once, sent, wrong
from frontoffice.cases.views.showing import case_of
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused


@needs("cases.fill_in")
@asked_or_sent
def fields(request: ActingRequest, reference: str) -> HttpResponse:
    """What stands in the fields, to be changed."""
    case = case_of(request, reference)
    form = FieldsForm(sent(request), schema=case.type.schema, initial=as_typed(case.fields))
    status = 422
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            once(fill_in, given["idempotency_key"])(
                case=case,
                fields=json.dumps(as_stored(given, form.schema)),
                reason=given["reason"],
                by=request.actor,
                at=request.at,
            )
            return done(request, case, _("Kept."))
        except WrongFields as refusal:
            status = tell(form, refusal)
        except Refused as refusal:
            status = wrong(form, refusal)
    heading = _("What is known of the matter")
    return ask(request, case, form, kind="fields", heading=heading, status=status if form.errors else 200)


@needs("cases.open_case")
@require_safe
def of_topic(request: ActingRequest) -> HttpResponse:
    """The part of the page of a new case that asks what the topic's type wants to know."""
    form = forms.Form()
    schema = schema_of(request.GET.get("topic", "")[:60])
    add_fields(form, schema, whole=True)
    return render(request, "cases/parts/type_fields.html", {"of_type": bound(form, schema)})


def schema_of(topic: str) -> Fields:
    """What the type of the topic of that code asks for; nothing where there is no such topic."""
    found = Topic.objects.select_related("case_type__current").filter(code=topic).first() if topic else None
    return fields_of(type_for(found, "").schema if found is not None else {})
