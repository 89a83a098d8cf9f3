"""One answer to all who reported a problem: written, looked at for each of them, sent, and watched as it goes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import needs, unattended
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.cases.actions.answering_problems import answer_problem
from frontoffice.cases.forms import LANGUAGES
from frontoffice.cases.forms_problems import AnswerAllForm
from frontoffice.cases.models import Case, Problem, ResolutionCode
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries import problems as asking
from frontoffice.cases.views.acting import once, sent, wrong
from frontoffice.cases.views.problems import problem_of
from frontoffice.cases.views.showing import desk
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.toasts import toast


@needs("cases.answer_problem")
@asked_or_sent
def answer(request: ActingRequest, reference: str) -> HttpResponse:
    """Write it, look at what each gets, and send it."""
    problem = problem_of(request, reference)
    cases = [report.case for report in asking.reports_of(problem) if report.case.resolved_at is None]
    languages = sorted({case.language.split("-")[0] for case in cases} - {"en"})
    form = AnswerAllForm(sent(request), languages=languages)
    if request.method != "POST":
        return _page(request, problem, cases, form)
    if not form.is_valid():
        return _page(request, problem, cases, form, status=422)
    if request.POST.get("step") != "send":
        return _page(request, problem, cases, form, seen=asking.last_event())
    try:
        return _send(request, problem, form)
    except Refused as refusal:
        return _page(request, problem, cases, form, status=wrong(form, refusal))


def _send(request: ActingRequest, problem: Problem, form: AnswerAllForm) -> HttpResponse:
    given, texts = form.cleaned_data, form.texts()
    outcome = once(answer_problem, given["idempotency_key"])(
        problem=problem,
        text=given["text"],
        languages=list(texts),
        texts=list(texts.values()),
        code=ResolutionCode(given["code"]),
        seen=given["seen"] or 0,
        by=request.actor,
        at=request.at,
    )
    waits = isinstance(outcome, Approval)
    toast(request, _("A colleague reads it first; then it goes to all.") if waits else _("On its way."))
    return redirect("cases:problem", problem.reference)


def _page(
    request: ActingRequest,
    problem: Problem,
    cases: list[Case],
    form: AnswerAllForm,
    *,
    seen: int | None = None,
    status: int = 200,
) -> HttpResponse:
    names = dict(LANGUAGES)
    context: dict[str, Any] = {
        "problem": problem,
        "form": form,
        "cases": cases,
        "others": [form[name] for name in form.fields if name.startswith("text_")],
        "seen": seen,
        **desk(request, "main"),
    }
    if seen is not None:
        texts = {"": form.cleaned_data["text"], **form.texts()}
        context["previews"] = [
            (
                case,
                names.get(case.language.split("-")[0], case.language),
                case.language.split("-")[0] in {"en", *texts},
                asking.text_for(case, texts),
            )
            for case in cases
        ]
    return render(request, "cases/answer_problem.html", context, status=status)


@unattended
@needs(*WORKING)
@require_safe
def progress(request: ActingRequest, reference: str) -> HttpResponse:
    """How far the newest answer is, as a part; once nothing is on its way, the page is shown anew as it is now."""
    problem = problem_of(request, reference)
    newest = asking.newest_answer(problem)
    far = asking.progress_of(newest) if newest is not None else None
    response = render(request, "cases/parts/answer_progress.html", {"problem": problem, "progress": far})
    if far is not None and not far.waiting:
        response["HX-Refresh"] = "true"
    return response
