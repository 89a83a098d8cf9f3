"""Case types: what is asked of which, and their next versions; and the list of them and of lifecycles."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import keeping_types
from frontoffice.cases.forms_types import TypeForm
from frontoffice.cases.models import CaseTypeVersion
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries import setting_up
from frontoffice.cases.schemas import fields_of
from frontoffice.cases.views.acting import once, sent, wrong
from frontoffice.cases.views.showing import desk
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused

KEPT = 201


@needs(*WORKING)
@require_safe
def types(request: ActingRequest) -> HttpResponse:
    """All types with their topics, and all lifecycles."""
    context = {"types": setting_up.types(), "lifecycles": setting_up.lifecycles()}
    return render(request, "cases/types.html", {**context, **desk(request, "main")})


@needs(*WORKING)
@asked_or_sent
def one_type(request: ActingRequest, code: str = "") -> HttpResponse:
    """What a type asks and how its cases go; and, for whoever may draft it, its next version."""
    versions = setting_up.versions_of_type(code) if code else []
    form = _type_form(request, versions) if "cases.draft_case_type" in request.powers else None
    status = begin(versions, form, code)
    if request.method == "POST" and form is not None:
        status = kept(request, form, keeping_types.draft_case_type)
        if status == KEPT:
            return redirect("cases:type", form.cleaned_data["code"])
    context = around(versions, form, code)
    shown = context["shown"]
    context["fields"] = fields_of(shown.schema) if shown is not None else None
    context["used"] = setting_up.use_of_type(code) if code else None
    return render(request, "cases/type.html", {**context, **desk(request, "main")}, status=status)


def begin(versions: Sequence[Any], form: Any, code: str) -> int:
    """200 where there is something to show; a new one is for whoever may draft it."""
    if not versions and (code or form is None):
        raise Http404
    return 200


def around(versions: Sequence[Any], form: Any, code: str) -> dict[str, Any]:
    """What counts now (else the draft), and the draft beside it."""
    newest = versions[0] if versions else None
    return {
        "code": code,
        "form": form,
        "versions": versions,
        "shown": next((one for one in versions if one.published_at is not None), newest),
        "draft": newest if newest is not None and newest.published_at is None else None,
    }


def _type_form(request: ActingRequest, versions: Sequence[CaseTypeVersion]) -> TypeForm:
    choices = [(one.code, one.current.name) for one in setting_up.lifecycles() if one.current is not None]
    return TypeForm(sent(request), lifecycles=choices, before=versions[0] if versions else None)


@needs("cases.publish_case_type")
@require_POST
def publish_type(request: ActingRequest, reference: str) -> HttpResponse:
    """The draft counts for new cases from now on, or a colleague is asked."""
    version: CaseTypeVersion = find(CaseTypeVersion, reference, by=request.actor, at=request.at)
    publish(request, keeping_types.publish_case_type, version)
    return redirect("cases:type", version.type.code)


def kept(request: ActingRequest, form: Any, action: Any) -> int:
    """KEPT; else the status to answer with, and what is wrong beside its field."""
    if not form.is_valid():
        return 422
    words = dict(form.cleaned_data)
    key = words.pop("idempotency_key")
    if "lines" in words:
        words["fields"] = words.pop("lines")
    try:
        once(action, key)(**words, by=request.actor, at=request.at)
    except Refused as refusal:
        if refusal.field == "fields":
            refusal.field = "lines"
        return wrong(form, refusal)
    messages.success(request, _("The draft is kept."))
    return KEPT


def publish(request: ActingRequest, action: Any, version: Any) -> None:
    try:
        made = once(action, request.POST.get("idempotency_key", "")[:64])(
            version=version, by=request.actor, at=request.at
        )
    except Refused as refusal:
        messages.error(request, in_full(refusal))
        return
    waits = isinstance(made, Approval)
    messages.success(request, _("A colleague is asked: you wrote on it.") if waits else _("Published."))
