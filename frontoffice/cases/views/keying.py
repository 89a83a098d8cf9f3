"""The keying screen: one sheet after the other, by keyboard alone; and settling what two read differently."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import keying_sheets
from frontoffice.cases.keying import FormField, fields_of
from frontoffice.cases.models import Item, ItemState
from frontoffice.cases.queries import batches as asking
from frontoffice.cases.views.acting import once
from frontoffice.cases.views.batches import KEYS, batch_of
from frontoffice.cases.views.showing import desk, member_of
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation import files
from frontoffice.foundation.refusals import Refused

Values = dict[str, str]


@needs("cases.finish_keying")
@asked_or_sent
def key(request: ActingRequest, reference: str) -> HttpResponse:
    """The next sheet that is this colleague's; what was keyed is taken and the next one comes."""
    batch = batch_of(request, reference)
    if request.method == "POST":
        return _finish(request, reference)
    item = asking.next_item(batch, member_of(request)) if batch.closed_at is None else None
    if item is None:
        messages.success(request, _("Nothing is left for you to key in this batch."))
        return redirect("cases:batch", batch.reference)
    draft = asking.draft_of(item, request.actor)
    return _page(request, item, draft.given if draft is not None else {})


def _finish(request: ActingRequest, reference: str) -> HttpResponse:
    item = _item(request, request.POST.get("item", ""), reference)
    values = _sent(request, fields_of(item.batch.form.fields))
    try:
        once(keying_sheets.finish_keying, request.POST.get("idempotency_key", "")[:64])(
            item=item, given=json.dumps(values), by=request.actor, at=request.at
        )
    except Refused as refusal:
        wrong = (refusal.field or "", in_full(refusal))
        return _page(request, item, values, wrong=wrong, status=refusal.status)
    return redirect("cases:key", reference)


@needs("cases.keep_keying")
@require_POST
def keep(request: ActingRequest, reference: str) -> HttpResponse:
    """What is keyed so far, by itself while one keys."""
    item = _item(request, request.POST.get("item", ""), reference)
    values = _sent(request, fields_of(item.batch.form.fields))
    try:
        keying_sheets.keep_keying(item=item, given=json.dumps(values), by=request.actor, at=request.at)
        said = _("Kept.")
    except Refused as refusal:
        said = in_full(refusal)
    return render(request, "cases/parts/keying_kept.html", {"said": said})


@needs("cases.settle_sheet")
@asked_or_sent
def settle(request: ActingRequest, reference: str, item: str) -> HttpResponse:
    """The two keyings beside each other, and what stands there."""
    sheet = _item(request, item, reference)
    if sheet.state != ItemState.DIFFERS:
        return redirect("cases:batch", reference)
    fields = fields_of(sheet.batch.form.fields)
    first, second = asking.both_keyings(sheet)
    values, wrong, status = _suggested(first.given, second.given), ("", ""), 200
    if request.method == "POST":
        values = _sent(request, fields)
        try:
            once(keying_sheets.settle_sheet, request.POST.get("idempotency_key", "")[:64])(
                item=sheet, given=json.dumps(values), by=request.actor, at=request.at
            )
            messages.success(request, _("Settled."))
            return redirect("cases:batch", reference)
        except Refused as refusal:
            wrong, status = (refusal.field or "", in_full(refusal)), refusal.status
    rows = [
        (field, first.given.get(field.name, ""), second.given.get(field.name, ""), values.get(field.name, ""))
        for field in fields
    ]
    context = {"item": sheet, "batch": sheet.batch, "rows": rows, "first": first, "second": second}
    context |= {"wrong_field": wrong[0], "wrong": wrong[1], **desk(request, "main")}
    return render(request, "cases/settle_sheet.html", context, status=status)


@needs(*KEYS)
@require_safe
def image(request: ActingRequest, reference: str, item: str) -> HttpResponseBase:
    """The sheet's file; always as a download."""
    sheet = _item(request, item, reference)
    if sheet.file is None:
        raise Http404
    return files.download(sheet.file)


def _page(
    request: ActingRequest,
    item: Item,
    values: Values,
    *,
    wrong: tuple[str, str] = ("", ""),
    status: int = 200,
) -> HttpResponse:
    fields = fields_of(item.batch.form.fields)
    context: dict[str, Any] = {
        "item": item,
        "batch": item.batch,
        "rows": [(field, values.get(field.name, "")) for field in fields],
        "left": asking.left_for(item.batch, member_of(request)),
        "again": item.state == ItemState.SECOND,
        "is_image": item.file is not None and item.file.content_type.startswith("image/"),
        "wrong_field": wrong[0],
        "wrong": wrong[1],
        **desk(request, "main"),
    }
    return render(request, "cases/key_sheet.html", context, status=status)


def _item(request: ActingRequest, wanted: str, batch: str) -> Item:
    item: Item = find(Item, wanted, by=request.actor, at=request.at)
    if item.batch.reference != batch:
        raise Http404
    return item


def _sent(request: ActingRequest, fields: list[FormField]) -> Values:
    return {field.name: request.POST.get(f"f-{field.name}", "")[:2_000] for field in fields}


def _suggested(first: Values, second: Values) -> Values:
    """Where the two agree; the rest is for who settles to say."""
    return {name: value for name, value in first.items() if second.get(name) == value}
