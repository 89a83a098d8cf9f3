"""Changing one part of a customer's file: a small form for each, one action, and back to the page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.customers import flag_kinds, identifier_kinds, part_forms
from frontoffice.customers.actions import addressing, flagging, identifying, naming, noting
from frontoffice.customers.models import Address, Flag, Identifier, Membership, Party, PartyName
from frontoffice.customers.queries.reading import preferences_of
from frontoffice.customers.verified import level_needed, verified
from frontoffice.customers.views.filling import the_one
from frontoffice.customers.views.showing import page, party_of
from frontoffice.foundation.refusals import Refused

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Part:
    """`act` is the action, `about` its name for the party; `prepare` turns what was typed into what it takes."""

    heading: str | Promise
    form: Callable[..., Form]
    act: Any
    about: str = "party"
    prepare: Callable[[ActingRequest, dict[str, Any]], dict[str, Any]] | None = None


@dataclass(frozen=True)
class Ending:
    """How one row of a file ends: `day` is what the action calls the day, None where it asks for none."""

    heading: str | Promise
    model: type[Any]
    form: type[Form]
    act: Any
    about: str
    day: str | None = "until_on"


def _number_form(*args: Any, **options: Any) -> Form:
    offered = [(code, kind.name) for code, kind in identifier_kinds.kinds().items()]
    return part_forms.NumberForm(*args, kinds=offered, **options)


def _flag_form(*args: Any, **options: Any) -> Form:
    offered = [(code, kind.name) for code, kind in flag_kinds.kinds().items()]
    return part_forms.FlagForm(*args, kinds=offered, **options)


def _member(request: ActingRequest, given: dict[str, Any]) -> dict[str, Any]:
    return given | {"member": the_one(request, given["member"], field="member")}


PARTS = {
    "name": Part(gettext_lazy("Add or change a name"), part_forms.NameForm, naming.add_name),
    "address": Part(gettext_lazy("Change an address"), part_forms.AddressForm, addressing.change_address),
    "number": Part(gettext_lazy("Add a number"), _number_form, identifying.add_identifier),
    "preferences": Part(
        gettext_lazy("How they want to be served"), part_forms.PreferencesForm, noting.set_preferences
    ),
    "member": Part(
        gettext_lazy("Add somebody to the household"),
        part_forms.MemberForm,
        noting.add_to_household,
        about="household",
        prepare=_member,
    ),
    "date": Part(gettext_lazy("Record a date"), part_forms.ParticularForm, noting.record_particular),
    "flag": Part(gettext_lazy("Place a flag"), _flag_form, flagging.place_flag),
}
ENDINGS = {
    "name": Ending(gettext_lazy("End a name"), PartyName, part_forms.EndForm, naming.end_name, "name"),
    "address": Ending(
        gettext_lazy("End an address"),
        Address,
        part_forms.EndWithReasonForm,
        addressing.end_address,
        "address",
        "ended_on",
    ),
    "number": Ending(
        gettext_lazy("End a number"),
        Identifier,
        part_forms.Keyed,
        identifying.end_identifier,
        "identifier",
        None,
    ),
    "member": Ending(
        gettext_lazy("End the membership"),
        Membership,
        part_forms.EndForm,
        noting.leave_household,
        "membership",
    ),
    "flag": Ending(gettext_lazy("End a flag"), Flag, part_forms.EndWithReasonForm, flagging.end_flag, "flag"),
}
POWERS = sorted({part.act.name for part in PARTS.values()})
ENDING_POWERS = sorted({ending.act.name for ending in ENDINGS.values()})


@needs(*POWERS)
@asked_or_sent
def change(request: ActingRequest, reference: str, part: str) -> HttpResponse:
    """One part of the file."""
    if part not in PARTS or PARTS[part].act.name not in request.powers:
        raise Http404
    party, chosen = party_of(request, reference), PARTS[part]
    form = chosen.form(request.POST if request.method == "POST" else None, initial=_begun(party, part))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            given = dict(form.cleaned_data)
            key = given.pop("idempotency_key")
            given = chosen.prepare(request, given) if chosen.prepare is not None else given
            act = chosen.act.once(key) if key else chosen.act
            act(**{chosen.about: party}, **given, by=request.actor, at=request.at)
            messages.success(request, _("Recorded. What was on file before stays in the history."))
            return redirect("customers:customer", party.reference)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
            status = refusal.status
    more = _verification(request, party) if part == "address" else {}
    return _form_page(request, party, form, str(chosen.heading), more, status)


@needs(*ENDING_POWERS)
@asked_or_sent
def end(request: ActingRequest, reference: str, part: str, thing: str) -> HttpResponse:
    """One row of the file ends; it stays in the history."""
    if part not in ENDINGS or ENDINGS[part].act.name not in request.powers:
        raise Http404
    party, chosen = party_of(request, reference), ENDINGS[part]
    row = row_of(request, chosen.model, thing, party)
    form = chosen.form(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        key, day = given.pop("idempotency_key"), given.pop("until_on", None)
        if chosen.day is not None:
            given[chosen.day] = day
        try:
            act = chosen.act.once(key) if key else chosen.act
            act(**{chosen.about: row}, **given, by=request.actor, at=request.at)
            messages.success(request, _("It counts no more. It stays in the history."))
            return redirect("customers:customer", party.reference)
        except Refused as refusal:
            wrong = "until_on" if refusal.field == chosen.day else refusal.field
            form.add_error(wrong if wrong in form.fields else None, in_full(refusal))
            status = refusal.status
    return _form_page(request, party, form, str(chosen.heading), {"thing": row}, status)


@needs("customers.unmask_identifier")
@require_POST
def unmask(request: ActingRequest, reference: str, thing: str) -> HttpResponse:
    """Show one number whole, this once; it is on record who saw it."""
    party = party_of(request, reference)
    row = row_of(request, Identifier, thing, party)
    try:
        identifying.unmask_identifier(identifier=row, by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, in_full(refusal))
        return redirect("customers:customer", party.reference)
    answer = page(request, party, uncovered={row.pk: identifier_kinds.open_value(row)})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def row_of(request: ActingRequest, model: type[Any], reference: str, party: Party) -> Any:
    """A row of this customer's file, and of no other's (ACC-17). Raises Http404."""
    try:
        row = find(model, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    owners = {
        getattr(row, "party_id", None),
        getattr(row, "household_id", None),
        getattr(row, "member_id", None),
    }
    if party.pk not in owners:
        raise Http404
    return row


def _begun(party: Party, part: str) -> dict[str, Any]:
    """What stands in the form to begin with: only of this customer's own file (ACC-17)."""
    if part != "preferences":
        return {}
    now = preferences_of(party)
    if now is None:
        return {"language": party.language}
    fields = ("language", "interpreter", "interpreter_language", "format", "channel", "note")
    return {name: getattr(now, name) for name in fields}


def _verification(request: ActingRequest, party: Party) -> dict[str, Any]:
    shown = verified(party, own=False, by=request.actor, at=request.at)
    needed = level_needed(party)
    return {"shown": shown, "needed": needed, "enough": shown is not None and shown.level >= needed}


def _form_page(
    request: ActingRequest, party: Party, form: Form, heading: str, more: dict[str, Any], status: int
) -> HttpResponse:
    own = reverse("customers:customer", args=[party.reference])
    context = {
        "form": form,
        "party": party,
        "heading": heading,
        "trail": [(_("Customers"), reverse("customers:customers")), (party.name, own)],
        "search_url": reverse("cases:desk"),
    }
    return render(request, "customers/part.html", context | more, status=status)
