"""Setting up macros: which there are, putting one together step by step, its versions."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases import macros as steps_of
from frontoffice.cases.actions import keeping_macros as keeping
from frontoffice.cases.forms_macros import MacroForm, StepForm
from frontoffice.cases.lifecycles import definition_of
from frontoffice.cases.models import Macro
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries.macros import macros_visible_to, named_in
from frontoffice.cases.queries.modules import MOST_LISTED, modules_for
from frontoffice.cases.queries.types import types_offered
from frontoffice.cases.views.acting import once, sent, wrong
from frontoffice.cases.views.choices import colleagues_by_unit, topic_choices
from frontoffice.cases.views.keeping_texts import whose_choices
from frontoffice.cases.views.showing import desk, member_of
from frontoffice.cases.views.wording_macros import lines, said
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused

KEEPS_OWN, KEEPS_SHARED = "cases.keep_my_macro", "cases.keep_shared_macro"


@needs(*WORKING)
@require_safe
def macros(request: ActingRequest) -> HttpResponse:
    """Those in use and those taken out of use."""
    rows = macros_visible_to(by=request.actor, at=request.at).filter(current__isnull=False)
    listed = list(rows.order_by("pk")[:MOST_LISTED])
    context = {
        "lines": lines([one for one in listed if one.retired_at is None]),
        "retired": [one for one in listed if one.retired_at is not None],
        "may": KEEPS_OWN in request.powers or KEEPS_SHARED in request.powers,
        **desk(request, "main"),
    }
    return render(request, "cases/macros/list.html", context)


@needs(KEEPS_OWN, KEEPS_SHARED)
@asked_or_sent
def new(request: ActingRequest) -> HttpResponse:
    """Put one together."""
    form = MacroForm(sent(request), whose=whose_choices(request, KEEPS_OWN, KEEPS_SHARED))
    return _put_together(request, form, None, [])


@needs(*WORKING)
@asked_or_sent
def macro(request: ActingRequest, reference: str) -> HttpResponse:
    """One, as it is now and as it was; whoever keeps it writes it anew here."""
    shown: Macro = find(Macro, reference, by=request.actor, at=request.at)
    if shown.current is None:
        raise Http404
    power = KEEPS_OWN if shown.owner_id is not None else KEEPS_SHARED
    if power not in request.powers or shown.retired_at is not None:
        return render(request, "cases/macros/macro.html", _context(request, shown, None, []))
    data = sent(request)
    whose = "mine" if shown.owner_id is not None else "unit" if shown.unit_id is not None else "agency"
    if data is not None:
        data = data.copy()
        data["whose"] = whose  # for whom it is stays as it is
    every = [("mine", ""), ("unit", ""), ("agency", "")]
    initial = {"name": shown.current.name, "whose": whose}
    form = MacroForm(data, whose=every, initial=initial)
    return _put_together(request, form, shown, shown.current.steps)


def _put_together(
    request: ActingRequest, form: MacroForm, shown: Macro | None, kept: list[dict[str, Any]]
) -> HttpResponse:
    """The form with its steps: one more, one fewer, one further up, or all of it kept."""
    choices = _choices(request)
    if request.method != "POST":
        step_forms = [
            StepForm(do=step["do"], choices=choices, prefix=f"s{place}", initial=step)
            for place, step in enumerate(kept)
        ]
        return render(request, "cases/macros/macro.html", _context(request, shown, form, step_forms))
    step_forms = _sent_steps(request, choices)
    edit = request.POST.get("edit", "")
    if edit:
        step_forms = _edited(step_forms, edit, request.POST.get("kind", ""), choices)
        return render(request, "cases/macros/macro.html", _context(request, shown, form, step_forms))
    status = 422
    wrong_steps = [one for one in step_forms if not one.is_valid()]
    if form.is_valid() and not wrong_steps:
        try:
            made = _keep(request, form, step_forms, shown)
            messages.success(request, _("Kept. It stands in the list behind the key m."))
            return redirect("cases:macro", made.reference)
        except Refused as refusal:
            status = wrong(form, refusal)
    return render(
        request, "cases/macros/macro.html", _context(request, shown, form, step_forms), status=status
    )


def _sent_steps(request: ActingRequest, choices: dict[str, Any]) -> list[StepForm]:
    kinds = [one for one in request.POST.get("do", "").split() if one in steps_of.NAMES]
    return [
        StepForm(request.POST, do=do, choices=choices, prefix=f"s{place}")
        for place, do in enumerate(kinds[: steps_of.MOST_STEPS])
    ]


def _edited(step_forms: list[StepForm], edit: str, kind: str, choices: dict[str, Any]) -> list[StepForm]:
    """The steps anew, each with what was typed, in their changed order."""
    typed = [
        (one.do, {name: one[name].value() for name in one.fields if one[name].value() is not None})
        for one in step_forms
    ]
    verb, _colon, number = edit.partition(":")
    place = int(number) if number.isdecimal() and len(number) < 3 else -1
    if verb == "add" and kind in steps_of.NAMES and len(typed) < steps_of.MOST_STEPS:
        typed.append((kind, {}))
    elif verb == "drop" and 0 <= place < len(typed):
        del typed[place]
    elif verb == "up" and 0 < place < len(typed):
        typed[place - 1], typed[place] = typed[place], typed[place - 1]
    return [
        StepForm(do=do, choices=choices, prefix=f"s{place}", initial=given)
        for place, (do, given) in enumerate(typed)
    ]


def _choices(request: ActingRequest) -> dict[str, Any]:
    stages: dict[str, str] = {}
    for version in types_offered():
        if version.lifecycle.current is not None:
            for stage in definition_of(version.lifecycle.current).stages:
                stages.setdefault(stage.code, stage.label)
    modules = modules_for(member_of(request))[:MOST_LISTED]
    return {
        "module": [(one.reference, f"::{one.shortcut} {one.current.name}") for one in modules if one.current],
        "to": colleagues_by_unit(member_of(request).unit_id, at=request.at),
        "stage": list(stages.items()),
        "topic": topic_choices(),
    }


def _keep(request: ActingRequest, form: MacroForm, step_forms: list[StepForm], shown: Macro | None) -> Macro:
    given = form.cleaned_data
    told: dict[str, Any] = {
        "name": given["name"],
        "steps": json.dumps([one.given() for one in step_forms]),
        "macro": shown,
        "by": request.actor,
        "at": request.at,
    }
    if given["whose"] == "mine":
        made: Macro = once(keeping.keep_my_macro, given["idempotency_key"])(**told)
    else:
        unit = member_of(request).unit if given["whose"] == "unit" else None
        made = once(keeping.keep_shared_macro, given["idempotency_key"])(unit=unit, **told)
    return made


def _context(
    request: ActingRequest, shown: Macro | None, form: MacroForm | None, step_forms: list[StepForm]
) -> dict[str, Any]:
    versions = list(shown.versions.select_related("made_by").order_by("-number")) if shown is not None else []
    read = [(version, steps_of.read(version.steps)) for version in versions]
    names = named_in(step for _version, steps in read for step in steps)
    retires = "cases.retire_my_macro" if shown is not None and shown.owner_id else "cases.retire_shared_macro"
    return {
        "macro": shown,
        "form": form,
        "step_forms": step_forms,
        "do": " ".join(one.do for one in step_forms),
        "kinds": list(steps_of.NAMES.items()),
        "full": len(step_forms) >= steps_of.MOST_STEPS,
        "versions": [(version, [said(step, names) for step in steps]) for version, steps in read],
        "retires": shown is not None and shown.retired_at is None and retires in request.powers,
        **desk(request, "main"),
    }


@needs("cases.retire_my_macro", "cases.retire_shared_macro")
@require_POST
def retire(request: ActingRequest, reference: str) -> HttpResponse:
    """It is offered no more."""
    gone: Macro = find(Macro, reference, by=request.actor, at=request.at)
    act = keeping.retire_my_macro if gone.owner_id is not None else keeping.retire_shared_macro
    try:
        once(act, request.POST.get("idempotency_key", "")[:64])(macro=gone, by=request.actor, at=request.at)
        messages.success(request, _("Taken out of use. Its versions stay."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("cases:macros")
