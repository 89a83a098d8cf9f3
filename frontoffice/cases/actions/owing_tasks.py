"""Tasks as work items: on the list of who has to do them."""

from datetime import datetime

from frontoffice.authority import work
from frontoffice.cases.models.tasks import Task
from frontoffice.foundation.models import Actor

KIND = "cases.task"


def owe_task(task: Task, *, by: Actor, at: datetime) -> None:
    """It is on the list of its colleague, of its unit, or of whoever has the case."""
    member = task.member or (task.case.assignee if task.unit is None else None)
    work.owe(
        kind=KIND,
        about=task,
        title=f"{task.title} · {task.case.number}",
        member=member,
        unit=task.unit or (task.case.unit if member is None else None),
        due_at=task.due_at,
        page=task.case.reference,
        by=by,
        at=at,
    )


def settle_task(task: Task, *, by: Actor, at: datetime) -> None:
    """It is on nobody's list any more."""
    work.settle(kind=KIND, about=task, by=by, at=at)
