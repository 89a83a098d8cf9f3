"""Tasks as work items: on the list of who has to do them, as long as they are open and the case is not resolved."""

from collections.abc import Iterator
from datetime import datetime

from frontoffice.authority import work
from frontoffice.authority.models import StaffMember
from frontoffice.authority.work import Owed
from frontoffice.cases.models import Case
from frontoffice.cases.models.tasks import Task, TaskState
from frontoffice.cases.queries.looked_up import has
from frontoffice.foundation.models import Actor

KIND = "cases.task"


def owe_task(task: Task, *, by: Actor, at: datetime) -> None:
    """It is on the list of its colleague, of its unit, or of whoever has the case; its case is loaded with it."""
    due = task.state == TaskState.OPEN and task.case.resolved_at is None
    work.owe_or_settle(KIND, task, owed_on(task) if due else None, by=by, at=at)


def settle_task(task: Task, *, by: Actor, at: datetime) -> None:
    """It is on nobody's list any more."""
    work.settle(kind=KIND, about=task, by=by, at=at)


def keep_tasks(case: Case, *, by: Actor, at: datetime) -> None:
    """Open tasks follow the case: to whoever has it now, off the lists when it is resolved, back when it is reopened.

    What was left open stays open on the case's record. One query where nothing is open, none where
    the case is marked so.
    """
    if not has(case, "open_tasks"):
        return
    for task in case.tasks.filter(state=TaskState.OPEN).select_related("member", "unit").order_by("pk"):
        task.case = case
        owe_task(task, by=by, at=at)


def owed_on(task: Task) -> Owed:
    member = task.member or (task.case.assignee if task.unit is None else None)
    return Owed(
        about=task,
        title=f"{task.title} · {task.case.number}",
        member=member,
        unit=task.unit or (task.case.unit if member is None else None),
        due_at=task.due_at,
        page=task.case.reference,
    )


def every_task(at: datetime) -> Iterator[Owed]:
    """All open tasks of cases that are not resolved, by the tasks themselves."""
    rows = Task.objects.filter(state=TaskState.OPEN, case__resolved_at__isnull=True)
    rows = rows.select_related("member", "unit", "case__assignee", "case__unit").order_by("pk")
    for task in rows.iterator(chunk_size=2000):
        yield owed_on(task)


def reassign(*, about_id: int, to: StaffMember | None, reason: str, by: Actor, at: datetime) -> None:
    """Give the task to a colleague by the action that does so, or back to the unit of its case."""
    from frontoffice.cases.actions.tasking import give_task

    task = Task.objects.select_related("case__unit").get(pk=about_id)
    give_task(task=task, member=to, unit=task.case.unit if to is None else None, by=by, at=at)
