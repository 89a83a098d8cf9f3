"""Problems that many report: the list, the page of one, hanging cases on it, the cause, closing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import keeping_problems
from frontoffice.cases.forms_problems import CauseForm, OnProblemForm, ProblemForm
from frontoffice.cases.models import Case, Problem, Report
from frontoffice.cases.models.cases import UNRESOLVED
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries import problems as asking
from frontoffice.cases.queries.searching import exactly
from frontoffice.cases.views.acting import once, sent, wrong
from frontoffice.cases.views.answering import answered
from frontoffice.cases.views.choices import topic_choices
from frontoffice.cases.views.showing import case_of, desk, seen_by
from frontoffice.cases.views.wording import TONES
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused


def problem_of(request: ActingRequest, reference: str) -> Problem:
    found: Problem = find(Problem, reference, by=request.actor, at=request.at)
    return found


@needs(*WORKING)
@asked_or_sent
def problems(request: ActingRequest) -> HttpResponse:
    """Those that are open, or closed, with how many report each; and the form for a new one."""
    may = "cases.open_problem" in request.powers
    form, status = (ProblemForm(sent(request), topics=topic_choices()) if may else None), 200
    if request.method == "POST" and form is not None:
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                made = once(keeping_problems.open_problem, given["idempotency_key"])(
                    title=given["title"],
                    details=given["details"],
                    topic=given["topic"],
                    by=request.actor,
                    at=request.at,
                )
                return redirect("cases:problem", made.reference)
            except Refused as refusal:
                status = wrong(form, refusal)
    return render(request, "cases/problems.html", {**_listed(request), "form": form}, status=status)


def _listed(request: ActingRequest) -> dict[str, Any]:
    closed, before = "closed" in request.GET, request.GET.get("before", "")
    after = int(before) if before.isdecimal() and len(before) < 19 else 0
    rows = asking.listed(by=request.actor, at=request.at, closed=closed, before=after)
    more = len(rows) > asking.ON_A_PAGE
    rows = rows[: asking.ON_A_PAGE]
    return {
        "rows": rows,
        "closed": closed,
        "older": f"?{'closed&' if closed else ''}before={rows[-1].pk}" if more else "",
        "counted": asking.counted(seen_by(request).filter(UNRESOLVED)),
        **desk(request, "main"),
    }


@needs(*WORKING)
@asked_or_sent
def problem(request: ActingRequest, reference: str) -> HttpResponse:
    """One problem: what hangs on it, what else may, its cause, and how far its answer is."""
    return page(request, problem_of(request, reference))


def page(request: ActingRequest, shown: Problem, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a problem, also with what was wrong."""
    reports = asking.reports_of(shown)
    answer = asking.newest_answer(shown)
    offers = shown.closed_at is None and "cases.attach_to_problem" in request.powers
    context = {
        "problem": shown,
        "reports": [(report, TONES[report.case.status]) for report in reports],
        "to_answer": sum(report.case.resolved_at is None for report in reports),
        "candidates": asking.candidates(shown, seen=seen_by(request)) if offers else [],
        "progress": asking.progress_of(answer) if answer is not None else None,
        "cause_form": CauseForm(initial={"cause": shown.cause}),
        **desk(request, "main"),
    }
    return render(request, "cases/problem.html", context | more, status=status)


@needs("cases.attach_to_problem")
@require_POST
def attach(request: ActingRequest, reference: str) -> HttpResponse:
    """The chosen cases, and the one whose number was typed."""
    shown = problem_of(request, reference)
    chosen = set(request.POST.getlist("cases")[:200])
    cases = list(seen_by(request).filter(reference__in=chosen))
    number = request.POST.get("number", "").strip()[:60]
    typed = exactly(number, seen=seen_by(request)) if number else None
    if number and typed is None:
        told = _("There is no case with this number that you can see.")
        return page(request, shown, status=422, problem_said=told, number=number, chosen=chosen)
    act = once(keeping_problems.attach_to_problem, request.POST.get("idempotency_key", "")[:64])
    try:
        act(
            problem=shown,
            cases=[*cases, *([typed] if typed is not None else [])],
            by=request.actor,
            at=request.at,
        )
    except Refused as refusal:
        said = in_full(refusal)
        return page(request, shown, status=refusal.status, problem_said=said, number=number, chosen=chosen)
    messages.success(request, _("They hang on it now."))
    return redirect("cases:problem", shown.reference)


@needs("cases.detach_from_problem")
@require_POST
def detach(request: ActingRequest, reference: str) -> HttpResponse:
    """Another matter after all."""
    shown = problem_of(request, reference)

    def act() -> None:
        report = find(Report, request.POST.get("report", ""), by=request.actor, at=request.at)
        keeping_problems.detach_from_problem(report=report, by=request.actor, at=request.at)

    return _do(request, shown, act, _("Taken off."))


@needs("cases.find_cause")
@require_POST
def cause(request: ActingRequest, reference: str) -> HttpResponse:
    """What was found out."""
    shown, form, status = problem_of(request, reference), CauseForm(request.POST), 422
    if form.is_valid():
        try:
            once(keeping_problems.find_cause, form.cleaned_data["idempotency_key"])(
                problem=shown, cause=form.cleaned_data["cause"], by=request.actor, at=request.at
            )
            messages.success(request, _("On record."))
            return redirect("cases:problem", shown.reference)
        except Refused as refusal:
            status = wrong(form, refusal)
    return page(request, shown, status=status, cause_form=form)


@needs("cases.close_problem")
@require_POST
def close(request: ActingRequest, reference: str) -> HttpResponse:
    shown = problem_of(request, reference)

    def act() -> None:
        keeping_problems.close_problem(problem=shown, by=request.actor, at=request.at)

    return _do(request, shown, act, _("Closed."))


@needs("cases.reopen_problem")
@require_POST
def reopen(request: ActingRequest, reference: str) -> HttpResponse:
    shown = problem_of(request, reference)

    def act() -> None:
        keeping_problems.reopen_problem(problem=shown, by=request.actor, at=request.at)

    return _do(request, shown, act, _("Taken up again."))


def _do(request: ActingRequest, shown: Problem, act: Callable[[], Any], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        return page(request, shown, status=refusal.status, problem_said=in_full(refusal))
    messages.success(request, said)
    return redirect("cases:problem", shown.reference)


@needs("cases.attach_to_problem")
@asked_or_sent
def on_problem(request: ActingRequest, reference: str) -> HttpResponse:
    """From the page of a case: onto an open problem, or onto a new one."""
    case = case_of(request, reference)
    rows = asking.listed(by=request.actor, at=request.at, closed=False)
    form = OnProblemForm(sent(request), problems=[(one.reference, one.title) for one in rows])

    def act(given: dict[str, Any]) -> None:
        _hang(request, case, given)

    heading = _("Which problem does it report?")
    return answered(
        request, case, form, act, kind="on_problem", heading=heading, said=_("It hangs on it now.")
    )


def _hang(request: ActingRequest, case: Case, given: dict[str, Any]) -> None:
    key = given["idempotency_key"]
    if given["title"]:
        once(keeping_problems.open_problem, key)(
            title=given["title"], case=case, by=request.actor, at=request.at
        )
        return
    if not given["problem"]:
        raise keeping_problems.ProblemTitleNeeded
    once(keeping_problems.attach_to_problem, key)(
        problem=problem_of(request, given["problem"]), cases=[case], by=request.actor, at=request.at
    )
