"""Check lists: which there are, and the steps of each."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import keeping_checklists
from frontoffice.cases.forms_tasks import ChecklistForm, StepForm
from frontoffice.cases.models.tasks import Checklist, Step
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries.tasks import checklists_with_steps
from frontoffice.cases.views.acting import once, sent, wrong
from frontoffice.cases.views.choices import topic_choices
from frontoffice.cases.views.showing import desk
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused


@needs(*WORKING)
@asked_or_sent
def checklists(request: ActingRequest) -> HttpResponse:
    """All of them, and the form for one more."""
    may = "cases.define_checklist" in request.powers
    form, status = (ChecklistForm(sent(request), topics=topic_choices()) if may else None), 200
    if request.method == "POST" and form is not None:
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                made = once(keeping_checklists.define_checklist, given["idempotency_key"])(
                    name=given["name"],
                    topic=given["topic"],
                    on_opening=given["on_opening"],
                    by=request.actor,
                    at=request.at,
                )
                return redirect("cases:checklist", made.reference)
            except Refused as refusal:
                status = wrong(form, refusal)
    context = {
        "rows": checklists_with_steps(by=request.actor, at=request.at),
        "form": form,
        **desk(request, "main"),
    }
    return render(request, "cases/checklists.html", context, status=status)


@needs(*WORKING)
@asked_or_sent
def checklist(request: ActingRequest, reference: str) -> HttpResponse:
    """The steps of one, and the form for the next."""
    shown = _find(request, Checklist, reference)
    steps = list(shown.steps.filter(ended_at__isnull=True).select_related("after").order_by("position"))
    may = "cases.add_step" in request.powers
    choices = [(step.reference, step.title) for step in steps]
    form, status = (StepForm(sent(request), steps=choices) if may else None), 200
    if request.method == "POST" and form is not None:
        status = 422
        if form.is_valid():
            try:
                _add(request, shown, form.cleaned_data)
                return redirect("cases:checklist", shown.reference)
            except Refused as refusal:
                status = wrong(form, refusal)
    context = {"checklist": shown, "steps": steps, "form": form, **desk(request, "main")}
    return render(request, "cases/checklist.html", context, status=status)


@needs("cases.end_step")
@require_POST
def end_step(request: ActingRequest, reference: str) -> HttpResponse:
    """The step is copied no more."""
    step = _find(request, Step, reference)
    _try(request, lambda: keeping_checklists.end_step(step=step, by=request.actor, at=request.at))
    return redirect("cases:checklist", step.checklist.reference)


@needs("cases.end_checklist")
@require_POST
def end(request: ActingRequest, reference: str) -> HttpResponse:
    """The check list is used no more."""
    gone = _find(request, Checklist, reference)
    _try(request, lambda: keeping_checklists.end_checklist(checklist=gone, by=request.actor, at=request.at))
    return redirect("cases:checklists")


def _add(request: ActingRequest, shown: Checklist, given: dict[str, Any]) -> None:
    once(keeping_checklists.add_step, given["idempotency_key"])(
        checklist=shown,
        title=given["title"],
        details=given["details"],
        mandatory=given["mandatory"],
        days=given["days"],
        after=_find(request, Step, given["after"]) if given["after"] else None,
        by=request.actor,
        at=request.at,
    )


def _find(request: ActingRequest, model: Any, reference: str) -> Any:
    return find(model, reference, by=request.actor, at=request.at)


def _try(request: ActingRequest, act: Callable[[], Any]) -> None:
    try:
        act()
        messages.success(request, _("Taken out."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
