"""What is offered while somebody writes on a case: text modules behind `::`, passages behind `??`.

The script puts them in where the cursor is; without it a page to choose from carries what was typed there and back.
"""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases.forms import LANGUAGES, WriteForm
from frontoffice.cases.models import Case, TextModule
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries.modules import MOST_LISTED, Offered, as_in, offered
from frontoffice.cases.views.passages import LONGEST_TYPED, Hit, chips_of, hits_for
from frontoffice.cases.views.showing import case_of, desk, is_part, member_of, show
from frontoffice.cases.views.wishes import Wish
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.models import ArticleVersion

MOST_PASSAGES = 5
LONGEST_SHOWN = 160


@needs(*WORKING)
@require_safe
def modules(request: ActingRequest, reference: str) -> HttpResponse:
    """Text modules whose letters or name begin with `q`, filled from the case."""
    case = case_of(request, reference)
    found = offered(request.GET.get("q", "")[:60], case, member_of(request))
    return JsonResponse({"items": [_module(one, case) for one in found]})


def _module(one: Offered, case: Case) -> dict[str, Any]:
    detail = one.name
    if one.language != case.language.split("-")[0]:
        detail = f"{detail} · {dict(LANGUAGES).get(one.language, one.language)}"
    return {
        "label": f"::{one.module.shortcut}",
        "detail": detail,
        "text": one.text,
        "shows": _short(one.text),
    }


@needs(*WORKING)
@require_safe
def passages(request: ActingRequest, reference: str) -> HttpResponse:
    """Passages in force that answer `q`: the sentence, and the citation in words for texts that keep no list."""
    case = case_of(request, reference)
    question = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    found = hits_for(request, question, language=case.language)[:MOST_PASSAGES] if question else []
    return JsonResponse({"items": [_passage(hit) for hit in found]})


def _passage(hit: Hit) -> dict[str, Any]:
    passage, version = hit.chip.passage, hit.chip.passage.version
    words = hit.sentence or passage.text
    return {
        "label": _short(words),
        "detail": _cited(version),
        "shows": "; ".join(hit.chip.warnings),
        "text": words,
        "reference": passage.reference,
        "citation": f"({_cited(version)})",
        "internal": hit.chip.internal,
    }


def _cited(version: ArticleVersion) -> str:
    """Which text, and which version of it."""
    named = f"{version.title}, {version.citation}" if version.citation else version.title
    return _("%(text)s, version %(number)s") % {"text": named, "number": version.number}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


@needs(*WORKING)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: ActingRequest, reference: str) -> HttpResponse:
    """All text modules that are offered in the case, to choose from."""
    case, member = case_of(request, reference), member_of(request)
    sent = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" and sent.get("use"):
        return _use(request, case, sent["use"])
    context = {
        "case": case,
        "found": offered(sent.get("q", "")[:60], case, member, most=MOST_LISTED),
        "typed": sent.get("text", "")[:LONGEST_TYPED],
        "kind": "note" if sent.get("kind") == "note" else "reply",
        "cited": sent.get("passages", "")[:400],
        "asked": sent.get("q", "")[:60],
        "wish": Wish.of(request),
        "address": reverse("cases:choose_module", args=[case.reference]),
    }
    if is_part(request):
        return render(request, "cases/modules/dialog.html", context)
    return render(request, "cases/modules/choose.html", {**context, **desk(request, "main")})


def _use(request: ActingRequest, case: Case, reference: str) -> HttpResponse:
    """Back to the case, with the module below what was typed."""
    sent = request.POST
    try:
        module: TextModule = find(TextModule, reference, by=request.actor, at=request.at)
    except Refused as refusal:
        return show(request, case, status=refusal.status, problem=in_full(refusal))
    typed, cited = sent.get("text", "")[:LONGEST_TYPED].rstrip(), sent.get("passages", "")[:400]
    words = as_in(case, module, member_of(request)).text if module.current is not None else ""
    initial = {
        "kind": "note" if sent.get("kind") == "note" else "reply",
        "text": f"{typed}\n\n{words}".strip(),
        "passages": cited,
    }
    return show(request, case, form=WriteForm(initial=initial), chips=chips_of(request, cited))
