"""Problems: one issue that many report. Opening it, hanging cases on it, finding the cause, closing (nm.09)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases.actions.keeping_topics import topic_of
from frontoffice.cases.actions.recording import locked
from frontoffice.cases.events_problems import (
    CauseFound,
    ProblemClosed,
    ProblemOpened,
    ProblemReopened,
    ReportAttached,
    ReportDetached,
)
from frontoffice.cases.models import AnswerPart, Case, Finding, PartState, Problem, Report
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput, Refused

Text = Annotated[str, Field(max_length=20_000)]


class ProblemTitleNeeded(BadInput):
    message = _("Say in a few words what the problem is.")
    field = "title"


class NoUnitForIt(BadInput):
    message = _("Choose a topic, so that the problem belongs to a unit.")
    field = "topic"


class HangsElsewhere(Refused):
    """A case hangs on one problem at a time; the message names the other."""

    message = _("A case hangs on another problem already.")


class NothingToAttach(BadInput):
    message = _("Choose at least one case.")
    field = "cases"


class NotAttached(Refused):
    message = _("This case does not hang on the problem any more.")


class CauseNeeded(BadInput):
    message = _("Say what the cause is.")
    field = "cause"


class ProblemIsClosed(Refused):
    message = _("This problem is closed. Take it up again first.")


class ProblemNotClosed(Refused):
    message = _("This problem is not closed.")


class AnswerOnItsWay(Refused):
    message = _("An answer is still on its way to some of them. Wait until it is done.")


def unit_of_problem(call: object) -> int:
    """For grants that hold for one unit: the problem's."""
    unit_id: int = call.problem.unit_id  # type: ignore[attr-defined]
    return unit_id


@action("cases.open_problem", title=_("Open a problem that many report"))
def open_problem(
    *,
    title: Annotated[str, Field(min_length=1, max_length=200)],
    details: Text = "",
    topic: Annotated[str, Field(max_length=60)] = "",
    case: Case | None = None,
    by: Actor,
    at: datetime,
) -> Problem:
    """One issue; `case` is its first report. Raises ProblemTitleNeeded, NoUnitForIt, HangsElsewhere."""
    if not title.strip():
        raise ProblemTitleNeeded
    member = StaffMember.objects.filter(actor=by).first()
    about = topic_of(topic) if topic else case.topic if case is not None else None
    unit: Unit | None = about.unit if about is not None else member.unit if member is not None else None
    if unit is None:
        raise NoUnitForIt
    problem = Problem.objects.create(
        title=title.strip(),
        details=details.strip(),
        topic=about,
        unit=unit,
        owner=member,
        made_by=by,
        made_at=at,
    )
    announce(ProblemOpened(problem_id=problem.pk, unit_id=unit.pk), about=problem, by=by, at=at)
    if case is not None:
        _attach(problem, case, by=by, at=at)
    return problem


@action(
    "cases.attach_to_problem", title=_("Hang cases on a problem"), unit=unit_of_problem, subject="problem"
)
def attach_to_problem(*, problem: Problem, cases: list[Case], by: Actor, at: datetime) -> Problem:
    """The cases are reports of it from now on. One that hangs there already changes nothing.

    Raises NothingToAttach, HangsElsewhere, ProblemIsClosed.
    """
    if not cases:
        raise NothingToAttach
    problem = locked_problem(problem)
    if problem.closed_at is not None:
        raise ProblemIsClosed
    for case in sorted(cases, key=lambda one: one.pk):
        _attach(problem, case, by=by, at=at)
    count_change(problem)
    return problem


def _attach(problem: Problem, case: Case, *, by: Actor, at: datetime) -> None:
    case = locked(case)
    there = Report.objects.filter(case=case, ended_at__isnull=True).select_related("problem").first()
    if there is not None and there.problem_id == problem.pk:
        return
    if there is not None:
        words = _("%(number)s hangs on “%(title)s” already. Take it off there first.")
        raise HangsElsewhere(words % {"number": case.number, "title": there.problem.title})
    report = Report.objects.create(problem=problem, case=case, by=by, at=at)
    attached = ReportAttached(case_id=case.pk, problem_id=problem.pk, report_id=report.pk)
    announce(attached, about=[case, problem], by=by, at=at)


@action("cases.detach_from_problem", title=_("Take a case off a problem"), subject="report")
def detach_from_problem(*, report: Report, by: Actor, at: datetime) -> Report:
    """It is another matter after all. Raises NotAttached, AnswerOnItsWay."""
    problem = locked_problem(report.problem)
    case = locked(report.case)
    report = Report.objects.get(pk=report.pk)
    if report.ended_at is not None:
        raise NotAttached
    parts = AnswerPart.objects.filter(case=case, answer__problem=problem, state=PartState.WAITING)
    if parts.exists():
        raise AnswerOnItsWay
    report.ended_at = at
    report.save(update_fields=["ended_at"])
    report.problem, report.case = problem, case
    count_change(problem)
    detached = ReportDetached(case_id=case.pk, problem_id=problem.pk, report_id=report.pk)
    announce(detached, about=[case, problem], by=by, at=at)
    return report


@action("cases.find_cause", title=_("Say what the cause of a problem is"), unit=unit_of_problem)
def find_cause(*, problem: Problem, cause: Text, by: Actor, at: datetime) -> Problem:
    """What was found out; what was said before stays on record. Raises CauseNeeded, ProblemIsClosed."""
    if not cause.strip():
        raise CauseNeeded
    problem = locked_problem(problem)
    if problem.closed_at is not None:
        raise ProblemIsClosed
    finding = Finding.objects.create(problem=problem, text=cause.strip(), by=by, at=at)
    problem.cause = cause.strip()
    count_change(problem, "cause")
    announce(CauseFound(problem_id=problem.pk, finding_id=finding.pk), about=problem, by=by, at=at)
    return problem


@action("cases.close_problem", title=_("Close a problem"), unit=unit_of_problem)
def close_problem(*, problem: Problem, by: Actor, at: datetime) -> Problem:
    """Its cause is found and nothing is on its way. Raises CauseNeeded, AnswerOnItsWay, ProblemIsClosed."""
    problem = locked_problem(problem)
    if problem.closed_at is not None:
        raise ProblemIsClosed
    if not problem.cause:
        raise CauseNeeded
    if AnswerPart.objects.filter(answer__problem=problem, state=PartState.WAITING).exists():
        raise AnswerOnItsWay
    problem.closed_at = at
    count_change(problem, "closed_at")
    announce(ProblemClosed(problem_id=problem.pk), about=problem, by=by, at=at)
    return problem


@action("cases.reopen_problem", title=_("Take a problem up again"), unit=unit_of_problem)
def reopen_problem(*, problem: Problem, by: Actor, at: datetime) -> Problem:
    """It is back. Raises ProblemNotClosed."""
    problem = locked_problem(problem)
    if problem.closed_at is None:
        raise ProblemNotClosed
    problem.closed_at = None
    count_change(problem, "closed_at")
    announce(ProblemReopened(problem_id=problem.pk), about=problem, by=by, at=at)
    return problem


def locked_problem(problem: Problem) -> Problem:
    """The problem as it is now, held until the transaction ends."""
    Problem.objects.select_for_update().values_list("pk").get(pk=problem.pk)
    return Problem.objects.select_related("topic", "unit", "owner__actor").get(pk=problem.pk)


def count_change(problem: Problem, *changed: str) -> None:
    """Write the named fields and count the change."""
    problem.version += 1
    problem.save(update_fields=[*changed, "version"])
