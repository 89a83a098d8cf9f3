"""What goes back of tasks and check lists."""

from datetime import datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
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
