"""Lifecycles: the ways of a case as a picture, and the next version typed in rows, or as JSON."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.registry import ACTIONS
from frontoffice.authority.signatures import find
from frontoffice.cases import lifecycle_forms, lifecycle_rules
from frontoffice.cases.actions import keeping_lifecycles as keeping
from frontoffice.cases.forms_types import LifecycleForm, LifecycleHead
from frontoffice.cases.lifecycle_forms import Rows, StageRow, WayRow
from frontoffice.cases.lifecycles import Act, Definition, definition_of
from frontoffice.cases.models import Complexity, LifecycleVersion, Status
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries import setting_up
from frontoffice.cases.views.acting import once, wrong
from frontoffice.cases.views.showing import desk, is_part
from frontoffice.cases.views.types import KEPT, around, begin, kept, publish
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused

Versions = list[LifecycleVersion]
ACT_NAMES = {
    Act.MOVE: gettext_lazy("by hand"),
    Act.TAKE: gettext_lazy("taking it"),
    Act.RELEASE: gettext_lazy("handing it back"),
    Act.REPLY: gettext_lazy("a reply"),
    Act.CUSTOMER: gettext_lazy("the customer"),
    Act.RESOLVE: gettext_lazy("resolving"),
    Act.REOPEN: gettext_lazy("reopening"),
}


@needs(*WORKING)
@asked_or_sent
def lifecycle(request: ActingRequest, code: str = "") -> HttpResponse:
    """The stages and ways of a lifecycle; and, for whoever may draft it, its next version."""
    versions = setting_up.versions_of_lifecycle(code) if code else []
    if "cases.draft_lifecycle" not in request.powers:
        status = begin(versions, None, code)
        return _page(request, around(versions, None, code), status)
    begin(versions, True, code)
    if "definition" in request.POST:
        return _as_json(request, versions, code)
    return _as_rows(request, versions, code)


@needs("cases.publish_lifecycle")
@require_POST
def publish_lifecycle(request: ActingRequest, reference: str) -> HttpResponse:
    """The draft counts for all its cases from now on, or a colleague is asked."""
    version: LifecycleVersion = find(LifecycleVersion, reference, by=request.actor, at=request.at)
    publish(request, keeping.publish_lifecycle, version)
    return redirect("cases:lifecycle", version.lifecycle.code)


def _as_json(request: ActingRequest, versions: Versions, code: str) -> HttpResponse:
    form = LifecycleForm(request.POST, before=versions[0] if versions else None)
    status = kept(request, form, keeping.draft_lifecycle)
    if status == KEPT:
        return redirect("cases:lifecycle", form.cleaned_data["code"])
    context = around(versions, None, code) | {"json": form}
    return _page(request, context | _typing(request, versions, _begun(versions)), status)


def _as_rows(request: ActingRequest, versions: Versions, code: str) -> HttpResponse:
    """The rows as they stand, or as they were typed; kept when the button that keeps them was pressed."""
    sent = request.method == "POST"
    keeping_it = sent and not request.POST.get("change")
    rows = lifecycle_forms.typed(request.POST, strict=keeping_it) if sent else _begun(versions)
    context = _typing(request, versions, rows)
    if is_part(request):
        return render(request, "cases/lifecycle/rows.html", context)
    before = versions[0] if versions else None
    typed_head = {name: request.POST[name] for name in ("code", "name") if name in request.POST}
    head = LifecycleHead(request.POST if keeping_it else None, before=before, typed=typed_head)
    status = 200
    if keeping_it:
        status = _keep(request, head, rows, versions)
        if status == KEPT:
            return redirect("cases:lifecycle", head.cleaned_data["code"])
    context |= around(versions, head, code)
    context["json"] = _json_form(versions) if versions else None
    return _page(request, context, status)


def _keep(request: ActingRequest, head: LifecycleHead, rows: Rows, versions: Versions) -> int:
    if rows.wrong:
        head.is_valid()
        head.add_error(None, _("Some rows can't be kept yet: each says why."))
    if not head.is_valid():
        return 422
    given = head.cleaned_data
    left = {stage.code for stage in lifecycle_forms.gone(_counts(versions), rows)}
    moves = {code: to for code, to in rows.moves.items() if code in left}
    try:
        once(keeping.draft_lifecycle, given["idempotency_key"])(
            code=given["code"],
            name=given["name"],
            definition=json.dumps(lifecycle_forms.written(rows, _newest(versions))),
            moves=json.dumps(moves),
            by=request.actor,
            at=request.at,
        )
    except Refused as refusal:
        return wrong(head, refusal)
    messages.success(request, _("The draft is kept."))
    return KEPT


def _typing(request: ActingRequest, versions: Versions, rows: Rows) -> dict[str, Any]:
    """What the rows are shown with: what can be chosen, where cases of stages that are gone go, how it looks."""
    reasons = setting_up.reasons_to_stop()
    code = versions[0].lifecycle.code if versions else ""
    asked = dict(setting_up.fields_asked(code))
    asked |= {name: name for way in rows.ways for name in way.fields if name not in asked}
    told, told_wrong = lifecycle_rules.read(json.dumps(lifecycle_forms.written(rows, _newest(versions))))
    if told is not None:
        powers, codes = keeping.powers_of_ways(), {value for value, _name in reasons}
        told_wrong = lifecycle_rules.problems(told, powers=powers, reasons=codes)
    newest = _newest(versions)
    return {
        "here": request.get_full_path(),
        "rows": rows,
        "blank_stage": StageRow(),
        "blank_way": WayRow(),
        "too_large": newest is not None and not lifecycle_forms.fits(newest),
        "categories": Status.choices,
        "acts": [(act.value, ACT_NAMES[act]) for act in Act],
        "powers_of_ways": sorted(
            ((name, str(ACTIONS[name].title)) for name in keeping.powers_of_ways()), key=lambda one: one[1]
        ),
        "complexities": [(str(value), label) for value, label in Complexity.choices],
        "reasons": reasons,
        "asked": list(asked.items()),
        "gone": [
            (stage, rows.moves.get(stage.code, ""), [r for r in rows.stages if r.category == stage.category])
            for stage in lifecycle_forms.gone(_counts(versions), rows)
        ],
        "kept_codes": {stage.code for stage in newest.stages} if newest is not None else set(),
        "looks": setting_up.picture(told) if told is not None and not told_wrong else None,
        "missing": told_wrong if request.method == "POST" else [],
    }


def _begun(versions: Versions) -> Rows:
    """Of the newest version; a new one begins with the stages of the first lifecycle that there is."""
    if versions:
        return lifecycle_forms.rows_of(definition_of(versions[0]), versions[0].moves)
    like = next((one.current for one in setting_up.lifecycles() if one.current is not None), None)
    return lifecycle_forms.rows_of(definition_of(like)) if like is not None else Rows("", [], [], {})


def _newest(versions: Versions) -> Definition | None:
    return definition_of(versions[0]) if versions else None


def _counts(versions: Versions) -> Definition | None:
    """What cases go by now."""
    found = next((one for one in versions if one.published_at is not None), None)
    return definition_of(found) if found is not None else None


def _json_form(versions: Versions) -> LifecycleForm:
    return LifecycleForm(before=versions[0])


def _page(request: ActingRequest, context: dict[str, Any], status: int) -> HttpResponse:
    shown, draft = context["shown"], context["draft"]
    context["picture"] = setting_up.picture(definition_of(shown)) if shown is not None else None
    other = draft is not None and draft != shown
    context["drafted"] = setting_up.picture(definition_of(draft)) if other else None
    return render(request, "cases/lifecycle.html", {**context, **desk(request, "main")}, status=status)
