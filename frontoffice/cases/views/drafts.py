"""Keeping what is being written on a case, as it is typed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases import beside
from frontoffice.cases.views.showing import case_of, member_of


@needs("cases.reply", "cases.note")
@require_POST
def keep(request: ActingRequest, reference: str) -> HttpResponse:
    """The page sends it a second after the last key; only its author gets it back."""
    case, sent = case_of(request, reference), request.POST
    kept = beside.keep_draft(
        case,
        member_of(request),
        kind="note" if sent.get("kind") == "note" else "reply",
        text=sent.get("text", ""),
        passages=sent.get("passages", "")[:400],
        at=request.at,
    )
    return render(request, "cases/parts/draft_kept.html", {"kept": kept})
