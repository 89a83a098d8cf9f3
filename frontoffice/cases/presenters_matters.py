"""What goes back of tasks and check lists, and of ties between cases."""

from datetime import datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.cases.models import CaseLink, Merge, Problem, ProblemAnswer, Report, Split, Watch
from frontoffice.cases.models.tasks import Checklist, Step, Task
from frontoffice.foundation.models import Actor


class TaskOut(BaseModel):
    """`state` is open, done or dropped; `member` a colleague's reference, `unit` a code; neither: the case's owner."""

    reference: str
    case: str
    title: str
    details: str
    member: str | None
    unit: str | None
    due_at: datetime | None
    mandatory: bool
    after: str | None
    state: str
    closed_at: datetime | None
    reason: str


class ChecklistOut(BaseModel):
    reference: str
    name: str
    topic: str | None
    on_opening: bool
    active: bool


class StepOut(BaseModel):
    reference: str
    checklist: str
    position: int
    title: str
    details: str
    mandatory: bool
    days: int | None
    after: str | None


@shown(Task)
def task_out(task: Task, by: Actor) -> TaskOut:
    return TaskOut(
        reference=task.reference,
        case=task.case.reference,
        title=task.title,
        details=task.details,
        member=task.member.reference if task.member is not None else None,
        unit=task.unit.code if task.unit is not None else None,
        due_at=task.due_at,
        mandatory=task.mandatory,
        after=task.after.reference if task.after is not None else None,
        state=task.state,
        closed_at=task.closed_at,
        reason=task.reason,
    )


@shown(Checklist)
def checklist_out(checklist: Checklist, by: Actor) -> ChecklistOut:
    return ChecklistOut(
        reference=checklist.reference,
        name=checklist.name,
        topic=checklist.topic.code if checklist.topic is not None else None,
        on_opening=checklist.on_opening,
        active=checklist.active,
    )


@shown(Step)
def step_out(step: Step, by: Actor) -> StepOut:
    return StepOut(
        reference=step.reference,
        checklist=step.checklist.reference,
        position=step.position,
        title=step.title,
        details=step.details,
        mandatory=step.mandatory,
        days=step.days,
        after=step.after.reference if step.after is not None else None,
    )


class CaseLinkOut(BaseModel):
    """`kind`: related, caused_by, duplicate, follows; it reads from `case` to `to`."""

    reference: str
    case: str
    to: str
    kind: str
    ended: bool


class MergeOut(BaseModel):
    """`merged` goes on as part of `survivor`, until it is undone."""

    reference: str
    merged: str
    survivor: str
    undone: bool


class SplitOut(BaseModel):
    reference: str
    case: str
    new_case: str


@shown(CaseLink)
def case_link_out(link: CaseLink, by: Actor) -> CaseLinkOut:
    return CaseLinkOut(
        reference=link.reference,
        case=link.case.reference,
        to=link.to.reference,
        kind=link.kind,
        ended=link.ended_at is not None,
    )


@shown(Merge)
def merge_out(merge: Merge, by: Actor) -> MergeOut:
    return MergeOut(
        reference=merge.reference,
        merged=merge.merged.reference,
        survivor=merge.survivor.reference,
        undone=merge.undone_at is not None,
    )


@shown(Split)
def split_out(split: Split, by: Actor) -> SplitOut:
    return SplitOut(reference=split.reference, case=split.case.reference, new_case=split.new_case.reference)


class ProblemOut(BaseModel):
    """`reports` is how many cases hang on it; the problem is one issue (CMP-12)."""

    reference: str
    title: str
    details: str
    topic: str | None
    unit: str
    owner: str | None
    cause: str
    reports: int
    closed_at: datetime | None


class ReportOut(BaseModel):
    reference: str
    problem: str
    case: str
    ended: bool


class ProblemAnswerOut(BaseModel):
    """How far it is: `parts` by state (waiting, sent, held, left_out)."""

    reference: str
    problem: str
    parts: dict[str, int]


@shown(Problem)
def problem_out(problem: Problem, by: Actor) -> ProblemOut:
    return ProblemOut(
        reference=problem.reference,
        title=problem.title,
        details=problem.details,
        topic=problem.topic.code if problem.topic is not None else None,
        unit=problem.unit.code,
        owner=problem.owner.reference if problem.owner is not None else None,
        cause=problem.cause,
        reports=problem.reports.filter(ended_at__isnull=True).count(),
        closed_at=problem.closed_at,
    )


@shown(Report)
def report_out(report: Report, by: Actor) -> ReportOut:
    return ReportOut(
        reference=report.reference,
        problem=report.problem.reference,
        case=report.case.reference,
        ended=report.ended_at is not None,
    )


@shown(ProblemAnswer)
def problem_answer_out(answer: ProblemAnswer, by: Actor) -> ProblemAnswerOut:
    parts: dict[str, int] = {}
    for state in answer.parts.values_list("state", flat=True):
        parts[state] = parts.get(state, 0) + 1
    return ProblemAnswerOut(reference=answer.reference, problem=answer.problem.reference, parts=parts)


class WatchOut(BaseModel):
    reference: str
    case: str | None
    topic: str | None
    why: str
    ended: bool


@shown(Watch)
def watch_out(watch: Watch, by: Actor) -> WatchOut:
    return WatchOut(
        reference=watch.reference,
        case=watch.case.reference if watch.case is not None else None,
        topic=watch.topic.code if watch.topic is not None else None,
        why=watch.why,
        ended=watch.until is not None,
    )
