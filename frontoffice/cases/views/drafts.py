"""Help while writing on a case: it is kept as it is typed, and colleagues are found by the beginning of a name."""

from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.cases import beside
from frontoffice.cases.views.showing import case_of, member_of
from frontoffice.foundation.models import ActorKind


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


MOST_OFFERED = 8


@needs("cases.note")
@require_safe
def colleagues(request: ActingRequest) -> HttpResponse:
    """Names of colleagues with a post of which a word begins with what was typed behind the @."""
    typed = " ".join(request.GET.get("q", "").split())[:80]
    in_post = Q(until__isnull=True) | Q(until__gt=request.at)
    begins = Q(actor__name__istartswith=typed) | Q(actor__name__icontains=f" {typed}")
    rows = StaffMember.objects.filter(in_post, begins, actor__kind=ActorKind.STAFF)
    found = rows.order_by("actor__name", "pk").values_list("actor__name", "post")[:MOST_OFFERED]
    return JsonResponse({"items": [{"label": name, "detail": post} for name, post in found]})
