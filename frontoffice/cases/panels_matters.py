"""What stands on the page of a case about its tasks and ties."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from frontoffice.authority import notices, work
from frontoffice.cases.actions import owing_tasks
from frontoffice.cases.actions.telling import IN_TROUBLE, WATCHED
from frontoffice.cases.models import Case
from frontoffice.cases.models.problems import Report
from frontoffice.cases.models.tasks import TaskState
from frontoffice.cases.queries.looked_up import has
from frontoffice.cases.queries.tasks import tasks_of
from frontoffice.cases.queries.ties import merged_into, ties_of
from frontoffice.cases.queries.watching import watchers_of
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


def ties(request: HttpRequest, case: Case) -> dict[str, Any] | None:
    """Six queries, none where it is known that there is nothing."""
    live = Report.objects.filter(case=case, ended_at__isnull=True).select_related("problem")
    report = live.first() if has(case, "report") else None
    return {
        "case": case,
        "ties": ties_of(case),
        "problem": report.problem if report is not None else None,
    }


def merged(request: HttpRequest, case: Case) -> dict[str, Any] | None:
    """Where a merged case goes on; one query where the case is resolved, none else."""
    merge = merged_into(case) if case.resolved_at is not None else None
    return {"case": case, "merge": merge} if merge is not None else None


def watching(request: HttpRequest, case: Case) -> dict[str, Any] | None:
    """Who watches. A query for each topic above, and one more."""
    watches = watchers_of(case)
    actor = request.actor  # type: ignore[attr-defined]
    own = next((one for one in watches if one.member.actor_id == actor.pk), None)
    return {"case": case, "watches": watches, "own": own}


def register() -> None:
    """Called once, when the app is ready."""
    work.add_kind(
        work.Kind(
            owing_tasks.KIND,
            gettext_lazy("Task"),
            "check_circle",
            "cases:case",
            power="cases.finish_task",
            owed=owing_tasks.every_task,
            reassign=owing_tasks.reassign,
        )
    )
    notices.add_kind(notices.Kind(WATCHED, gettext_lazy("Cases you watch"), "visibility", "cases:case"))
    notices.add_kind(
        notices.Kind(IN_TROUBLE, gettext_lazy("Replies of yours in trouble"), "error", "cases:case")
    )
    add_part(ASIDE, Part("watching", 30, "cases/parts/watching.html", watching))
    add_part("case", Part("merged", 5, "cases/parts/merged_banner.html", merged))
    add_part(ASIDE, Part("ties", 20, "cases/parts/ties.html", ties))
    add_part(ASIDE, Part("tasks", 10, "cases/parts/tasks.html", tasks))
