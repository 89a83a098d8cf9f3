"""Triggers: which there are, what each does and did, whom it would have hit; publishing, pausing, taking up again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import keeping_triggers
from frontoffice.cases.conditions import trees
from frontoffice.cases.conditions.trees import Tree
from frontoffice.cases.conditions.wording import said
from frontoffice.cases.many import act_of
from frontoffice.cases.models import TIMED, FiringState, Trigger, TriggerVersion
from frontoffice.cases.queries.conditions import fields_now
from frontoffice.cases.queries.triggers import log_of, tallies, trial, triggers_visible_to
from frontoffice.cases.views.acting import once
from frontoffice.cases.views.builder import choices_for
from frontoffice.cases.views.showing import desk, row
from frontoffice.cases.views.trigger_forms import trigger_of
from frontoffice.cases.views.viewing import seen_by
from frontoffice.foundation.refusals import Refused

POWERS = ("cases.draft_trigger", "cases.publish_trigger", "cases.pause_trigger")
SHOWN_HITS = 25
ON_A_PAGE = 50
TONES = {FiringState.DONE: "done", FiringState.REFUSED: "urgent", FiringState.LOOP: "warning"}


@needs(*POWERS)
@require_safe
def triggers(request: ActingRequest) -> HttpResponse:
    """All of them, with what each did."""
    rows = list(triggers_visible_to(by=request.actor, at=request.at).order_by("name"))
    done = tallies(rows)
    context = {"rows": [(one, done.get(one.pk)) for one in rows], **desk(request, "main")}
    return render(request, "cases/triggers.html", context)


@needs(*POWERS)
@require_safe
def trigger(request: ActingRequest, reference: str) -> HttpResponse:
    """What it does, in words; its draft; whom that would have hit; and its log."""
    found = trigger_of(request, reference)
    versions = found.versions.select_related("unit", "drafted_by", "published_by", "approved_by")
    draft = versions.filter(published_at__isnull=True).first()
    current = versions.filter(pk=found.current_id).first() if found.current_id else None
    before = request.GET.get("before", "")
    log = log_of(found, before=int(before) if before.isdecimal() and len(before) < 19 else 0, most=ON_A_PAGE)
    context = {
        "trigger": found,
        "draft": _words(request, draft) if draft is not None else None,
        "current": _words(request, current) if current is not None else None,
        "trial": _trial(request, draft or current),
        "tried": "try" in request.GET,
        "log": [(one, TONES[FiringState(one.state)]) for one in log[:ON_A_PAGE]],
        "older": f"?before={log[ON_A_PAGE - 1].pk}" if len(log) > ON_A_PAGE else "",
        **desk(request, "main"),
    }
    return render(request, "cases/trigger.html", context)


def _trial(request: ActingRequest, version: TriggerVersion | None) -> dict[str, Any] | None:
    """Asked for, since it looks at a thousand cases."""
    if version is None or "try" not in request.GET:
        return None
    found = trial(version, seen=seen_by(request), at=request.at)
    acts = [(act, one["given"]) for one in version.acts if (act := act_of(one["act"])) is not None]
    hits = [
        (row(case), "; ".join(str(act.says(case, given)) for act, given in acts))
        for case in found.hits[:SHOWN_HITS]
    ]
    return {"looked_at": found.looked_at, "number": len(found.hits), "hits": hits}


def _words(request: ActingRequest, version: TriggerVersion) -> dict[str, Any]:
    """A version as people read it."""
    fields = fields_now()
    tree = trees.read(version.conditions) or Tree()
    acts = [(act_of(one["act"]), one["given"]) for one in version.acts]
    return {
        "version": version,
        "timed": version.on in TIMED,
        "conditions": said(tree, fields, choices_for(tree, fields, request.at)),
        "wrong": trees.problems(tree, fields, stands=False),
        "acts": [
            (act.label, ", ".join(str(v) for k, v in given.items() if v and k not in {"assignee"}))
            for act, given in acts
            if act is not None
        ],
    }


@needs("cases.publish_trigger")
@require_POST
def publish(request: ActingRequest, reference: str) -> HttpResponse:
    found = trigger_of(request, reference)
    try:
        version = find(TriggerVersion, request.POST.get("version", "")[:60], by=request.actor, at=request.at)
        made = once(keeping_triggers.publish_trigger, request.POST.get("idempotency_key", "")[:64])(
            version=version, by=request.actor, at=request.at
        )
        if isinstance(made, Approval):
            messages.info(request, _("You wrote on it, so a colleague is asked to read and publish it."))
        else:
            messages.success(request, _("It acts from now on, with your powers and no more."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("cases:trigger", found.reference)


@needs("cases.pause_trigger")
@require_POST
def pause(request: ActingRequest, reference: str) -> HttpResponse:
    return _do(request, keeping_triggers.pause_trigger, trigger_of(request, reference), _("Paused."))


@needs("cases.resume_trigger")
@require_POST
def resume(request: ActingRequest, reference: str) -> HttpResponse:
    return _do(request, keeping_triggers.resume_trigger, trigger_of(request, reference), _("It acts again."))


def _do(request: ActingRequest, act: Any, found: Trigger, words: str) -> HttpResponse:
    try:
        act(trigger=found, by=request.actor, at=request.at)
        messages.success(request, words)
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("cases:trigger", found.reference)
