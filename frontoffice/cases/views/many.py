"""Many cases at once: choosing what to do, looking at what will be of each, starting it, its progress and result."""

import json
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs, unattended
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import doing_many
from frontoffice.cases.actions.going_on_with_many import UNDO, tried
from frontoffice.cases.forms_many import ManyForm
from frontoffice.cases.many import ManyAct, act_of
from frontoffice.cases.models import Bulk, BulkPart, BulkState
from frontoffice.cases.queries.company import colleagues
from frontoffice.cases.queries.conditions import offered
from frontoffice.cases.queries.macros import macros_for
from frontoffice.cases.queries.many import parts_of, progress_of
from frontoffice.cases.queries.queue import View
from frontoffice.cases.views.acting import once, wrong
from frontoffice.cases.views.choices import topic_choices
from frontoffice.cases.views.lists import source_of
from frontoffice.cases.views.showing import desk
from frontoffice.cases.views.viewing import member_of, seen_by
from frontoffice.foundation.refusals import Refused

MOST_CHOSEN = 200
TONES = {
    BulkState.DONE: "done",
    BulkState.SAME: "quiet",
    BulkState.ASKED: "warning",
    BulkState.REFUSED: "urgent",
    BulkState.WAITING: "neutral",
}


def bulk_of(request: ActingRequest, reference: str) -> Bulk:
    found: Bulk = find(Bulk, reference, by=request.actor, at=request.at)
    return found


@needs("cases.prepare_many")
@require_POST
def choose(request: ActingRequest) -> HttpResponse:
    """What is to be done with the chosen cases: asked for, then put down to be looked at."""
    post = request.POST
    source, act = source_of(request, post.get("list", "")[:40]), act_of(post.get("act", "")[:40])
    chosen = list(dict.fromkeys(post.getlist("cases")))[:MOST_CHOSEN]
    every = post.get("every") == "1"
    if act is None or act.power not in request.powers or not (chosen or every):
        messages.warning(request, _("Choose cases, and what to do with them."))
        return redirect("cases:list", source.name)
    pressed = post.get("step") == "prepare"
    form, status = ManyForm(post if pressed else None, act=act, choices=choices_of_act(request, act)), 200
    if pressed:
        status = 422
        if form.is_valid():
            try:
                made = _prepared(request, form, act, source.name, chosen, every=every)
                return redirect("cases:many", made.reference)
            except Refused as refusal:
                status = wrong(form, refusal)
    context = {
        "form": form,
        "act": act,
        "source": source,
        "chosen": chosen,
        "every": every,
        **desk(request, "main"),
    }
    return render(request, "cases/many_form.html", context, status=status)


def choices_of_act(request: ActingRequest, act: ManyAct) -> dict[str, Any]:
    """What can be chosen in the form of the act: a query for each kind of thing."""
    found: dict[str, Any] = {}
    if "assignee" in act.asks:
        found["people"] = [
            (one.reference, f"{one.actor.name} ({one.unit.name})") for one in colleagues(at=request.at)
        ]
    if "topic" in act.asks:
        found["topics"] = topic_choices()
    if "macro" in act.asks:
        rows = macros_for(member_of(request))
        found["macros"] = [(one.reference, one.current.name) for one in rows if one.current is not None]
    if "to" in act.asks:
        found |= offered(["stages"], languages=[], at=request.at)
    return found


def _prepared(
    request: ActingRequest, form: ManyForm, act: ManyAct, name: str, chosen: list[str], *, every: bool
) -> Bulk:
    words: dict[str, Any] = {"act": act.code, "given": json.dumps(given_of(act, form))}
    if every and name in View.values:
        words["desk_list"] = name
    elif every:
        words["view"] = source_of(request, name).view
    else:
        words["cases"] = list(seen_by(request).filter(reference__in=chosen))
    made: Bulk = once(doing_many.prepare_many, form.cleaned_data["idempotency_key"])(
        **words, by=request.actor, at=request.at
    )
    return made


def given_of(act: ManyAct, form: ManyForm) -> dict[str, Any]:
    """What the act takes, from its form, with the name of what was chosen."""
    given = {key: value for key, value in form.cleaned_data.items() if key in act.asks}
    for key in ("assignee", "topic", "macro"):
        if key in given:
            given["name"] = _label(form, key)
    return given


def _label(form: ManyForm, key: str) -> str:
    """The words of what was chosen, which the preview shows."""
    chosen = form.cleaned_data[key]
    for value, label in form.fields[key].choices:  # type: ignore[attr-defined]
        inside = dict(label) if isinstance(label, list | tuple) else {value: label}
        if chosen in inside:
            return str(inside[chosen])
    return str(chosen)


@needs("cases.start_many")
@require_safe
def many(request: ActingRequest, reference: str) -> HttpResponse:
    """Before it is started what will be of each case; afterwards what became of it."""
    bulk = bulk_of(request, reference)
    after, state = request.GET.get("after", ""), request.GET.get("state", "")
    parts, more = parts_of(
        bulk, after=int(after) if after.isdecimal() and len(after) < 19 else 0, state=state
    )
    act = act_of(bulk.act)
    lines = [_line(bulk, act, part, request.at) for part in parts]
    context = {
        "bulk": bulk,
        "act": act,
        "undoing": bulk.act.startswith(UNDO),
        "lines": lines,
        "more": more,
        "state": state,
        "refused_here": sum(line["refused"] for line in lines),
        "undo": act is not None and act.back is not None and bulk.undoes_id is None,
        **_progress(bulk),
        **desk(request, "main"),
    }
    return render(request, "cases/many.html", context)


def _line(bulk: Bulk, act: ManyAct | None, part: BulkPart, at: datetime) -> dict[str, Any]:
    """A case as a row: before the start by trying the act on it and taking that back at once."""
    case, state, why = part.case, BulkState(part.state), part.why
    if bulk.started_at is None and act is not None:
        state, why = tried(act, bulk, case, at=at)
    words = ""
    if act is not None:
        words = str(_("as it was before")) if bulk.act.startswith(UNDO) else act.says(case, bulk.given)
    return {
        "case": case,
        "state": state,
        "tone": TONES[state],
        "label": _("Will be done") if bulk.started_at is None and state == BulkState.DONE else state.label,
        "why": why,
        "words": words if bulk.started_at is None else "",
        "refused": state == BulkState.REFUSED,
    }


def _progress(bulk: Bulk) -> dict[str, Any]:
    progress = progress_of(bulk)
    under_way = bulk.started_at is not None and bulk.ended_at is None and bulk.stopped_at is None
    return {"bulk": bulk, "progress": progress, "under_way": under_way}


@unattended
@needs("cases.start_many")
@require_safe
def progress(request: ActingRequest, reference: str) -> HttpResponse:
    """How far it is, asked by the page itself every other second; when it is over the page shows the result."""
    found = _progress(bulk_of(request, reference))
    answer = render(request, "cases/parts/many_progress.html", found)
    if not found["under_way"]:
        answer["HX-Refresh"] = "true"
    return answer


def _do(request: ActingRequest, act: Any, bulk: Bulk, said: str) -> HttpResponse:
    try:
        made: Bulk = once(act, request.POST.get("idempotency_key", "")[:64])(
            bulk=bulk, by=request.actor, at=request.at
        )
    except Refused as refusal:
        messages.error(request, in_full(refusal))
        return redirect("cases:many", bulk.reference)
    if said:
        messages.success(request, said)
    return redirect("cases:many", made.reference)


@needs("cases.start_many")
@require_POST
def start(request: ActingRequest, reference: str) -> HttpResponse:
    return _do(request, doing_many.start_many, bulk_of(request, reference), "")


@needs("cases.stop_many")
@require_POST
def stop(request: ActingRequest, reference: str) -> HttpResponse:
    return _do(
        request, doing_many.stop_many, bulk_of(request, reference), _("Stopped. The rest is as it was.")
    )


@needs("cases.undo_many")
@require_POST
def undo(request: ActingRequest, reference: str) -> HttpResponse:
    """Prepares taking it back; the page shows what that will do."""
    return _do(request, doing_many.undo_many, bulk_of(request, reference), "")
