"""Running macros: the list to choose from, and on to the next case of the list that one came from."""

from collections.abc import Sequence
from itertools import islice

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.auditing import pages
from frontoffice.authority.auditing.knowing import ReasonNeeded
from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases import beside
from frontoffice.cases.actions.running_macros import run_macro
from frontoffice.cases.models import Case, Macro
from frontoffice.cases.queries.macros import macros_for
from frontoffice.cases.views import showing
from frontoffice.cases.views.acting import once
from frontoffice.cases.views.queueing import listed, queue
from frontoffice.cases.views.showing import Context, case_of, company, desk, is_part, matter, member_of
from frontoffice.cases.views.wishes import Wish
from frontoffice.cases.views.wording_macros import KEYS, lines
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.toasts import toast_now

MOST_TRIED = 5


@needs("cases.run_macro")
@require_safe
def choose(request: ActingRequest, reference: str) -> HttpResponse:
    """What can be run here, each with the key that does it."""
    case = case_of(request, reference)
    context = {
        "case": case,
        "lines": lines(macros_for(member_of(request))[: len(KEYS)]),
        "wish": Wish.of(request),
    }
    if is_part(request):
        return render(request, "cases/macros/dialog.html", context)
    return render(request, "cases/macros/choose.html", {**context, **desk(request, "main")})


@needs("cases.run_macro")
@require_POST
def run(request: ActingRequest, reference: str) -> HttpResponse:
    """Do all its steps, then open the next case; where a step is refused, the case as it was, and why."""
    case = case_of(request, reference)
    after = _after(request, case)
    try:
        macro: Macro = find(Macro, request.POST.get("macro", "")[:60], by=request.actor, at=request.at)
        once(run_macro, request.POST.get("idempotency_key", "")[:64])(
            case=case, macro=macro, by=request.actor, at=request.at
        )
    except Refused as refusal:
        fresh = case_of(request, reference)
        return showing.show(request, fresh, status=refusal.status, problem=in_full(refusal))
    name = macro.current.name if macro.current is not None else ""
    said = _("“%(macro)s” is done on %(case)s.") % {"macro": name, "case": case.number}
    return _go_on(request, case, after, said)


def _after(request: ActingRequest, case: Case) -> Sequence[str]:
    """References of the cases that come next in the list, before anything is changed; from its start at its end."""
    found = [line.reference for line in listed(request, Wish.of(request)).cases]
    here = found.index(case.reference) if case.reference in found else -1
    return [*found[here + 1 :], *found[: max(here, 0)]]


def _go_on(request: ActingRequest, done: Case, after: Sequence[str], said: str) -> HttpResponse:
    following = _open_next(request, after)
    wish = Wish.of(request)
    address = reverse("cases:case", args=[following.reference]) if following else reverse("cases:desk")
    if not is_part(request):
        messages.success(request, said)
        return redirect(f"{address}{wish.query}")
    context: Context = {
        **queue(request, wish, current=following),
        "case": following,
        "acted": True,
        **(_shown(request, following) if following is not None else {}),
    }
    answer = toast_now(render(request, "cases/macros/next.html", context), said)
    answer["HX-Push-Url"] = f"{address}{wish.query}"
    return answer


def _shown(request: ActingRequest, case: Case) -> Context:
    return {**matter(request, case), **company(request, case)}


def _open_next(request: ActingRequest, after: Sequence[str]) -> Case | None:
    """The first of them that opens without a reason being asked for."""
    for reference in islice(after, MOST_TRIED):
        try:
            found = case_of(request, reference)
        except (ReasonNeeded, Http404):
            continue
        pages.looked(request, found)
        beside.look(found, member_of(request), at=request.at)
        return found
    return None
