"""Batches of paper forms: the list, taking one in, its board, who keys what, closing; and the forms themselves."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.authority.queries import who_may
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import keeping_batches
from frontoffice.cases.forms_batches import BatchForm, CloseBatchForm, GiveForm, PaperFormForm
from frontoffice.cases.keying import fields_of, read_fields
from frontoffice.cases.models import Batch, PaperForm
from frontoffice.cases.queries import batches as asking
from frontoffice.cases.views import uploads
from frontoffice.cases.views.acting import once, sent, wrong
from frontoffice.cases.views.choices import topic_choices
from frontoffice.cases.views.showing import desk, member_of
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused

KEYS = ("cases.finish_keying", "cases.give_sheets", "cases.open_batch")


def batch_of(request: ActingRequest, reference: str) -> Batch:
    found: Batch = find(Batch, reference, by=request.actor, at=request.at)
    return found


@needs(*KEYS)
@asked_or_sent
def batches(request: ActingRequest) -> HttpResponse:
    """Those that are open, or closed, and the form for one more."""
    offered = list(asking.paper_forms_visible_to(by=request.actor, at=request.at))
    may = "cases.open_batch" in request.powers and offered
    choices = [(one.reference, one.name) for one in offered]
    data, files = (sent(request), request.FILES if request.method == "POST" else None)
    form = BatchForm(data, files, forms_=choices, topics=topic_choices()) if may else None
    status = 200
    if form is not None and request.method == "POST":
        status = 422
        if form.is_valid():
            kept = uploads.taken(request, form)
            try:
                if form.is_valid():
                    return redirect("cases:batch", _opened(request, form.cleaned_data, kept).reference)
            except Refused as refusal:
                status = wrong(form, refusal)
    before = request.GET.get("before", "")
    closed = "closed" in request.GET
    rows = asking.listed(
        by=request.actor,
        at=request.at,
        closed=closed,
        before=int(before) if before.isdecimal() and len(before) < 19 else 0,
    )
    more = len(rows) > asking.ON_A_PAGE
    rows = rows[: asking.ON_A_PAGE]
    context = {
        "rows": rows,
        "closed": closed,
        "older": f"?{'closed&' if closed else ''}before={rows[-1].pk}" if more else "",
        "form": form,
        "no_forms": not offered,
        **desk(request, "main"),
    }
    return render(request, "cases/batches.html", context, status=status)


def _opened(request: ActingRequest, given: dict[str, Any], files: list[Any]) -> Batch:
    batch: Batch = once(keeping_batches.open_batch, given["idempotency_key"])(
        form=find(PaperForm, given["form"], by=request.actor, at=request.at, field="form"),
        title=given["title"],
        count=given["count"],
        total=given["total"],
        received_on=given["received_on"],
        twice=given["twice"],
        topic=given["topic"],
        files=files,
        by=request.actor,
        at=request.at,
    )
    return batch


@needs(*KEYS)
@asked_or_sent
def batch(request: ActingRequest, reference: str) -> HttpResponse:
    """The board of a batch."""
    return page(request, batch_of(request, reference))


def page(request: ActingRequest, shown: Batch, *, status: int = 200, **more: Any) -> HttpResponse:
    """How far it is, who keys what, and what remains to settle."""
    leads = "cases.give_sheets" in request.powers and shown.closed_at is None
    context = {
        "batch": shown,
        "board": asking.board(shown),
        "sheets": asking.sheets_of(shown),
        "quality": asking.quality(shown) if shown.twice else [],
        "next": asking.next_item(shown, member_of(request)) if shown.closed_at is None else None,
        "mine": asking.left_for(shown, member_of(request)),
        "give": GiveForm(people=_people(request), twice=shown.twice) if leads else None,
        "close": CloseBatchForm(),
        **desk(request, "main"),
    }
    return render(request, "cases/batch.html", context | more, status=status)


def _people(request: ActingRequest) -> list[tuple[str, str]]:
    return [(one.reference, one.actor.name) for one in who_may(keeping_batches.KEY, at=request.at)[:200]]


@needs("cases.give_sheets")
@require_POST
def give(request: ActingRequest, reference: str) -> HttpResponse:
    """Sheets from one to another to one colleague."""
    shown = batch_of(request, reference)
    form, status = GiveForm(request.POST, people=_people(request), twice=shown.twice), 422
    if form.is_valid():
        given = form.cleaned_data
        try:
            member = find(StaffMember, given["member"], by=request.actor, at=request.at, field="member")
            once(keeping_batches.give_sheets, given["idempotency_key"])(
                batch=shown,
                member=member,
                turn=int(given["turn"]),
                first=given["first"],
                last=given["last"],
                by=request.actor,
                at=request.at,
            )
            messages.success(request, _("Given to %(name)s.") % {"name": member.actor.name})
            return redirect("cases:batch", shown.reference)
        except Refused as refusal:
            status = wrong(form, refusal)
    return page(request, shown, status=status, give=form)


@needs("cases.close_batch")
@require_POST
def close(request: ActingRequest, reference: str) -> HttpResponse:
    """As much came out as went in."""
    shown, form, status = batch_of(request, reference), CloseBatchForm(request.POST), 422
    if form.is_valid():
        try:
            once(keeping_batches.close_batch, form.cleaned_data["idempotency_key"])(
                batch=shown, reason=form.cleaned_data["reason"], by=request.actor, at=request.at
            )
            messages.success(request, _("Closed."))
            return redirect("cases:batch", shown.reference)
        except Refused as refusal:
            status = wrong(form, refusal)
    return page(request, shown, status=status, close=form)


@needs("cases.define_paper_form")
@asked_or_sent
def paper_forms(request: ActingRequest) -> HttpResponse:
    """The forms that are keyed, and one more."""
    form, status = PaperFormForm(sent(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _define(request, form.cleaned_data)
                messages.success(request, _("Defined."))
                return redirect("cases:paper_forms")
            except Refused as refusal:
                refusal.field = "fields_text" if refusal.field == "fields" else refusal.field
                status = wrong(form, refusal)
    rows = [
        (one, [field.label for field in fields_of(one.fields)])
        for one in asking.paper_forms_visible_to(by=request.actor, at=request.at)
    ]
    context = {"rows": rows, "form": form, **desk(request, "main")}
    return render(request, "cases/paper_forms.html", context, status=status)


def _define(request: ActingRequest, given: dict[str, Any]) -> None:
    wanted = given["sum_field"].lower()
    names = {one.label.lower(): one.name for one in read_fields(given["fields_text"])}
    once(keeping_batches.define_paper_form, given["idempotency_key"])(
        name=given["name"],
        fields=given["fields_text"],
        sum_field=names.get(wanted, wanted[:40]),
        by=request.actor,
        at=request.at,
    )
