"""What stands on the page of a case about its tasks and ties."""

from typing import Any

from django.http import HttpRequest

from frontoffice.cases.models import Case
from frontoffice.cases.models.tasks import TaskState
from frontoffice.cases.queries.tasks import tasks_of
from frontoffice.foundation.ui.slots import Part, add_part

ASIDE = "case.aside"


def tasks(request: HttpRequest, case: Case) -> dict[str, Any] | None:
    """One query."""
    found = tasks_of(case)
    closed = [task for task in found.rows if task.state != TaskState.OPEN]
    return {
        "case": case,
        "tasks": found,
        "resolved": case.resolved_at is not None,
        "last_closed": max(closed, key=lambda task: (task.closed_at, task.pk), default=None),
    }


def register() -> None:
    """Called once, when the app is ready."""
    add_part(ASIDE, Part("tasks", 10, "cases/parts/tasks.html", tasks))
