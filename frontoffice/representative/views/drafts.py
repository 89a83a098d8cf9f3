"""Drafts that wait for a person: the list, and one of them with its sources beside it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.correspondence.models import Status
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.queries.days import office_day
from frontoffice.representative.models import Attempt, Decision, Outcome
from frontoffice.representative.permissions import EDIT, REJECT, RELEASE, SEES_DRAFTS
from frontoffice.representative.queries.drafts import compared, waiting
from frontoffice.representative.queries.tried import with_passages
from frontoffice.representative.views.frame import page

MOST = 50


@needs(*SEES_DRAFTS)
@require_safe
def front(request: ActingRequest) -> HttpResponse:
    """The list; the draft that has waited longest stands open beside it."""
    first = waiting(by=request.actor, at=request.at).first()
    return shown(request, first, pane="queue") if first is not None else shown(request, None)


@needs(*SEES_DRAFTS)
@require_safe
def draft(request: ActingRequest, reference: str) -> HttpResponse:
    """One draft, whatever became of it."""
    return shown(request, attempt_of(request, reference))


def attempt_of(request: ActingRequest, reference: str) -> Attempt:
    """The attempt of that reference; absent and invisible are the same 404."""
    try:
        found: Attempt = find(Attempt, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    return found


def shown(
    request: ActingRequest,
    attempt: Attempt | None,
    *,
    pane: str = "main",
    problem: str = "",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page: the list and, where there is one, the draft."""
    listed = list(waiting(by=request.actor, at=request.at)[: MOST + 1])
    context: dict[str, Any] = {
        "waiting": listed[:MOST],
        "more_wait": len(listed) > MOST,
        "attempt": attempt,
        "problem": problem,
        "show_pane": pane,
        "search_url": reverse("cases:desk"),
        **(_matter(request, attempt) if attempt is not None else {}),
        **more,
    }
    return page(request, "drafts", context, tab="drafts", status=status)


def _matter(request: ActingRequest, attempt: Attempt) -> dict[str, Any]:
    message, may = attempt.message, request.powers
    waits = message is not None and message.status == Status.HELD and not attempt.decision
    sources = compared(attempt, on=office_day(request.at))
    usable = waits or attempt.decision == Decision.WITHDRAWN
    return {
        "case": attempt.case,
        "posts": attempt.case.posts.select_related("by").order_by("pk"),
        "sources": sources,
        "warned": any(source.against for source in sources),
        "tried": with_passages(attempt.tried) if attempt.outcome != Outcome.DRAFTED else [],
        "waits": waits,
        "may_release": waits and RELEASE in may,
        "may_edit": usable and EDIT in may and attempt.case.resolved_at is None,
        "may_reject": waits and REJECT in may,
    }
