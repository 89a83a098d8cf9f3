"""The desk: the queue, one case beside it, and the files of a case."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from frontoffice.authority.auditing import pages
from frontoffice.authority.auditing.knowing import ReasonNeeded
from frontoffice.authority.guarding import needs, unattended
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases import beside
from frontoffice.cases.models import Attachment, Case
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries.lines import InQueue
from frontoffice.cases.queries.searching import exactly
from frontoffice.cases.queries.ties import family
from frontoffice.cases.views import correcting
from frontoffice.cases.views.queueing import listed, queue, rows_of, tally
from frontoffice.cases.views.showing import (
    case_of,
    company,
    desk,
    is_part,
    matter,
    member_of,
    seen_by,
    show,
)
from frontoffice.cases.views.wishes import Wish
from frontoffice.foundation import files
from frontoffice.foundation.models import EventSubject
from frontoffice.foundation.references import normalize


@needs(*WORKING)
@require_safe
def front(request: ActingRequest) -> HttpResponse:
    """The queue. A number or reference that is searched for opens its case."""
    wish = Wish.of(request)
    if wish.text:
        found = exactly(wish.text, seen=seen_by(request))
        if found is not None:
            pages.searched(request, wish.text, found=1)
            return redirect("cases:case", found.reference)
    page = listed(request, wish)
    pages.searched(request, wish.text, found=len(page.cases))
    if is_part(request):
        return render(request, "cases/parts/rows.html", rows_of(request, wish, page))
    first = _first(request, page.cases) if not wish.after else None
    context = {**queue(request, wish, page, current=first), **desk(request, "queue")}
    if first is not None:
        context |= {**matter(request, first), **company(request, first)}
    return render(request, "cases/desk.html", context)


def _first(request: ActingRequest, lines: Sequence[InQueue]) -> Case | None:
    """The first case stands open beside the list; a phone shows the list. Not one that asks for a reason first."""
    try:
        first = case_of(request, lines[0].reference) if lines else None
    except ReasonNeeded:
        return None
    if first is not None:
        pages.looked(request, first)
    return first


@needs(*WORKING)
@require_safe
def case(request: ActingRequest, reference: str) -> HttpResponse:
    """One case, with the queue beside it."""
    found = case_of(request, reference)
    pages.looked(request, found)
    signs = beside.look(found, member_of(request), at=request.at)
    return show(request, found, signs=signs, **correcting.begun(request, found))


@unattended
@needs(*WORKING)
@require_safe
def news(request: ActingRequest, reference: str) -> HttpResponse:
    """What the page asks every half minute: whether something was added to the case, and how much is in the views."""
    found = case_of(request, reference)
    shown = request.GET.get("seen", "")
    seen = int(shown) if shown.isdecimal() and len(shown) < 19 else 0
    later = EventSubject.objects.filter(kind="cases.case", subject_id__in=family(found), event_id__gt=seen)
    member = member_of(request)
    signs = beside.look(found, member, at=request.at)
    context = {
        "case": found,
        "beside": beside.beside(found, member, at=request.at, signs=signs),
        "new": later.exclude(event__by=request.actor).count(),
        "last": seen,
        **tally(request, Wish.of(request)),
    }
    return render(request, "cases/parts/news_answer.html", context)


@needs(*WORKING)
@require_safe
def file(request: ActingRequest, reference: str, file: str) -> HttpResponseBase:
    """A file of the case; always as a download."""
    found, wanted = case_of(request, reference), normalize(file)
    attached = (
        Attachment.objects.filter(case__in=family(found), file__reference=wanted)
        .select_related("file")
        .first()
        if wanted
        else None
    )
    if attached is None:
        raise Http404
    pages.looked(request, found, at_file=attached.file)
    return files.download(attached.file)
