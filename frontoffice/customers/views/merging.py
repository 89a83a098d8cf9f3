"""Two customers who may be one: compared side by side, merged with a choice for each field, and parted again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontoffice.authority.auditing import pages
from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.authority.signatures import find
from frontoffice.customers.actions import merging, unmerging
from frontoffice.customers.merge_forms import CHOICES, MergeForm, UnmergeForm
from frontoffice.customers.merging import following
from frontoffice.customers.merging.comparing import clashes, weight
from frontoffice.customers.merging.side_by_side import LABELS, compare
from frontoffice.customers.models import Flag, Identifier, Merge, Party, Side
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries import found
from frontoffice.customers.queries.together import whole
from frontoffice.customers.views.showing import party_of
from frontoffice.foundation.refusals import Refused

LONGEST = 200
asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@needs("customers.merge")
@asked_or_sent
def merge(request: ActingRequest, reference: str) -> HttpResponse:
    """Whom to merge with; once that is chosen, both side by side."""
    party = party_of(request, reference)
    chosen = request.POST.get("other") or request.GET.get("with", "")
    if not chosen:
        return _choose(request, party)
    other = party_of(request, chosen[:60])
    if other.pk == party.pk:
        messages.info(request, _("This is the same customer."))
        return redirect("customers:merge", party.reference)
    return _compare(request, party, other)


@needs("customers.unmerge")
@asked_or_sent
def one(request: ActingRequest, reference: str, thing: str) -> HttpResponse:
    """One merge: what was chosen, what came after it, and how to undo it."""
    party = party_of(request, reference)
    made = _merge_of(request, party, thing)
    came = following.came_after(made) if made.undone_at is None else []
    offered = [
        (f"{kind.name}:{each.reference}", f"{kind.label}: {each.label}")
        for kind, things in came
        for each in things
    ]
    form = UnmergeForm(request.POST if request.method == "POST" else None, offered=offered)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            return _part(request, made, form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
            status = refusal.status
    context = {
        "made": made,
        "form": form,
        "came": came,
        "choices": [(LABELS[name], Side(side)) for name, side in made.choices.items() if name in LABELS],
        "was": made.before,
        **_trail(party, _("Merged file")),
    }
    return render(request, "customers/merge/one.html", context, status=status)


def _choose(request: ActingRequest, party: Party) -> HttpResponse:
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    rows = [
        each
        for each in found(text or party.name, by=request.actor, at=request.at)
        if each.party.pk != party.pk and each.party.kind == party.kind
    ]
    if text:
        pages.searched(request, text, found=len(rows))
    context = {"rows": rows, "text": text, **_trail(party, _("Merge with another"))}
    return render(request, "customers/merge/choose.html", context)


def _compare(request: ActingRequest, party: Party, other: Party) -> HttpResponse:
    fields, kept = compare(party, other, office_day(request.at), by=request.actor, at=request.at)
    form = MergeForm(
        request.POST if request.method == "POST" else None,
        differs=[field.name for field in fields if field.differs],
        offered=[row.key for row in kept],
        initial={"other": other.reference},
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            return _merge(request, party, other, form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
            status = refusal.status
    ticked = form["keep"].value() or []
    context = {
        "form": form,
        "other": other,
        "fields": [(field, form[field.name].value() if field.differs else "") for field in fields],
        "kept": [(row, row.stays or row.key in ticked) for row in kept],
        "amounts": [(label, amount) for label, amount in following.amounts(other) if amount.every],
        "clashing": clashes(party, other),
        "weight": weight(party, other),
        **_trail(party, _("Merge with another")),
    }
    return render(request, "customers/merge/compare.html", context, status=status)


def _merge(request: ActingRequest, party: Party, other: Party, form: MergeForm) -> HttpResponse:
    given, left_out = form.cleaned_data, form.left_out()
    act = merging.merge.once(given["idempotency_key"]) if given["idempotency_key"] else merging.merge
    made = act(
        survivor=party,
        other=other,
        reason=given["reason"],
        **{name: given[name] for name in (*CHOICES, "date")},
        leave_out=_keys(left_out, "point"),
        without_identifiers=_things(request, Identifier, _keys(left_out, "number")),
        without_flags=_things(request, Flag, _keys(left_out, "flag")),
        by=request.actor,
        at=request.at,
    )
    if isinstance(made, Approval):
        messages.info(request, _("A colleague has to agree. Until then they stay two customers."))
    else:
        messages.success(request, _("They are one customer now. It can be undone under “Merged files”."))
    return redirect("customers:customer", party.reference)


def _part(request: ActingRequest, made: Merge, form: UnmergeForm) -> HttpResponse:
    given = form.cleaned_data
    key = given["idempotency_key"]
    act = unmerging.unmerge.once(key) if key else unmerging.unmerge
    parted = act(
        merge=made, reason=given["reason"], hand_over=given["hand_over"], by=request.actor, at=request.at
    )
    if isinstance(parted, Approval):
        messages.info(request, _("A colleague has to agree. Until then they stay one customer."))
        return redirect("customers:customer", made.survivor.reference)
    messages.success(request, _("They are two customers again, as they were before."))
    return redirect("customers:customer", made.other.reference)


def _merge_of(request: ActingRequest, party: Party, reference: str) -> Merge:
    """A merge of this customer's file, and of no other's. Raises Http404."""
    try:
        made: Merge = find(Merge, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    if not {made.survivor_id, made.other_id} & set(whole(party)):
        raise Http404
    return made


def _things(request: ActingRequest, model: Any, references: list[str]) -> list[Any]:
    return [find(model, each, by=request.actor, at=request.at) for each in references]


def _keys(keys: list[str], kind: str) -> list[str]:
    return [key.partition(":")[2] for key in keys if key.startswith(f"{kind}:")]


def _trail(party: Party, current: str) -> dict[str, Any]:
    own = reverse("customers:customer", args=[party.reference])
    return {
        "party": party,
        "current": current,
        "trail": [(_("Customers"), reverse("customers:customers")), (party.name, own)],
        "search_url": reverse("cases:desk"),
    }
