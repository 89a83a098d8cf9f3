"""Setting up text modules: which there are, writing one, what it looks like in a case, its versions."""

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
from frontoffice.cases import placeholders
from frontoffice.cases.actions import keeping_modules as keeping
from frontoffice.cases.forms import LANGUAGES
from frontoffice.cases.forms_desk import TextModuleForm
from frontoffice.cases.models import Case, TextModule
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries.modules import MOST_LISTED, modules_visible_to
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.cases.views.acting import once, sent, wrong
from frontoffice.cases.views.showing import desk, member_of
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused

KEEPS_OWN, KEEPS_SHARED = "cases.keep_my_module", "cases.keep_shared_module"


def whose_choices(request: ActingRequest, own: str, shared: str) -> list[tuple[str, Any]]:
    """For whom the viewer may keep something."""
    found: list[tuple[str, Any]] = [("mine", _("Only me"))] if own in request.powers else []
    if shared in request.powers:
        unit = member_of(request).unit
        found += [("unit", _("My unit: %(unit)s") % {"unit": unit.name}), ("agency", _("Everybody"))]
    return found


@needs(*WORKING)
@require_safe
def modules(request: ActingRequest) -> HttpResponse:
    """Those in use and those taken out of use. One query."""
    rows = modules_visible_to(by=request.actor, at=request.at).filter(current__isnull=False)
    listed = list(rows.order_by("shortcut", "pk")[:MOST_LISTED])
    context = {
        "rows": [one for one in listed if one.retired_at is None],
        "retired": [one for one in listed if one.retired_at is not None],
        "may": KEEPS_OWN in request.powers or KEEPS_SHARED in request.powers,
        **desk(request, "main"),
    }
    return render(request, "cases/modules/list.html", context)


@needs(KEEPS_OWN, KEEPS_SHARED)
@asked_or_sent
def new(request: ActingRequest) -> HttpResponse:
    """Write one."""
    form = TextModuleForm(sent(request), whose=whose_choices(request, KEEPS_OWN, KEEPS_SHARED))
    return _written(request, form, None)


@needs(*WORKING)
@asked_or_sent
def module(request: ActingRequest, reference: str) -> HttpResponse:
    """One, as it is now and as it was; whoever keeps it writes it anew here."""
    shown: TextModule = find(TextModule, reference, by=request.actor, at=request.at)
    if shown.current is None:
        raise Http404
    power = KEEPS_OWN if shown.owner_id is not None else KEEPS_SHARED
    if power not in request.powers or shown.retired_at is not None:
        return render(request, "cases/modules/module.html", _context(request, shown, None))
    texts = {f"text_{language}": text for language, text in shown.current.texts.items()}
    initial = {"shortcut": shown.shortcut, "name": shown.current.name, "whose": _whose(shown), **texts}
    data = sent(request)
    if data is not None:
        # For whom it is and its letters stay as they are.
        data = data.copy()
        data["shortcut"], data["whose"] = shown.shortcut, _whose(shown)
    every = [("mine", ""), ("unit", ""), ("agency", "")]
    return _written(request, TextModuleForm(data, whose=every, initial=initial), shown)


def _whose(module: TextModule) -> str:
    return "mine" if module.owner_id is not None else "unit" if module.unit_id is not None else "agency"


def _written(request: ActingRequest, form: TextModuleForm, shown: TextModule | None) -> HttpResponse:
    """The form, or what came of it."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and "preview" not in request.POST:
            try:
                made = _keep(request, form, shown)
                messages.success(
                    request, _("Kept. Type ::%(letters)s to use it.") % {"letters": made.shortcut}
                )
                return redirect("cases:module", made.reference)
            except Refused as refusal:
                status = wrong(form, refusal)
        elif form.is_valid():
            status = 200
    return render(request, "cases/modules/module.html", _context(request, shown, form), status=status)


def _keep(request: ActingRequest, form: TextModuleForm, shown: TextModule | None) -> TextModule:
    given = form.cleaned_data
    languages, texts = form.written()
    told: dict[str, Any] = {
        "shortcut": given["shortcut"],
        "name": given["name"],
        "languages": languages,
        "texts": texts,
        "module": shown,
        "by": request.actor,
        "at": request.at,
    }
    if given["whose"] == "mine":
        made: TextModule = once(keeping.keep_my_module, given["idempotency_key"])(**told)
    else:
        unit = member_of(request).unit if given["whose"] == "unit" else None
        made = once(keeping.keep_shared_module, given["idempotency_key"])(unit=unit, **told)
    return made


def _context(request: ActingRequest, shown: TextModule | None, form: TextModuleForm | None) -> dict[str, Any]:
    versions = list(shown.versions.select_related("made_by").order_by("-number")) if shown is not None else []
    names = dict(LANGUAGES)
    texts = _texts(shown, form)
    case = cases_visible_to(by=request.actor, at=request.at).select_related("topic", "unit", "customer")
    example = case.order_by("-pk").first() if texts else None
    return {
        "module": shown,
        "form": form,
        "versions": [
            (version, [(names.get(code, code), text) for code, text in version.texts.items()])
            for version in versions
        ],
        "example": example,
        "previews": [
            (names.get(code, code), _as_seen(text, code, example, request)) for code, text in texts.items()
        ]
        if example is not None
        else [],
        "places": placeholders.PLACES.values(),
        "retires": _may_retire(request, shown),
        **desk(request, "main"),
    }


def _texts(shown: TextModule | None, form: TextModuleForm | None) -> dict[str, str]:
    """What is to be looked at: what was just typed, or what is kept."""
    if form is not None and form.is_bound:
        given = {code: form.data.get(f"text_{code}", "")[:20_000] for code, _name in LANGUAGES}
        return {code: text for code, text in given.items() if text.strip()}
    return dict(shown.current.texts) if shown is not None and shown.current is not None else {}


def _as_seen(text: str, language: str, case: Case, request: ActingRequest) -> str:
    return placeholders.filled(text, placeholders.Told(case, member_of(request), language))


def _may_retire(request: ActingRequest, shown: TextModule | None) -> bool:
    if shown is None or shown.retired_at is not None:
        return False
    power = "cases.retire_my_module" if shown.owner_id is not None else "cases.retire_shared_module"
    return power in request.powers


@needs("cases.retire_my_module", "cases.retire_shared_module")
@require_POST
def retire(request: ActingRequest, reference: str) -> HttpResponse:
    """It is offered no more."""
    gone: TextModule = find(TextModule, reference, by=request.actor, at=request.at)
    act = keeping.retire_my_module if gone.owner_id is not None else keeping.retire_shared_module
    try:
        once(act, request.POST.get("idempotency_key", "")[:64])(module=gone, by=request.actor, at=request.at)
        messages.success(request, _("Taken out of use. Its versions stay."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("cases:modules")
