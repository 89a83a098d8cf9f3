"""Tasks of a case, what gates it, and check lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from frontoffice.authority.registry import visible
from frontoffice.cases.models import Case, Topic
from frontoffice.cases.models.tasks import Checklist, Step, Task, TaskState
from frontoffice.cases.queries.looked_up import has
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.foundation.models import Actor

HIGHEST = 6  # topics above each other
MOST_NAMED = 3


@dataclass(frozen=True)
class Tasks:
    """A case's tasks in the order in which they are done; `next` is the first that can be done now."""

    rows: Sequence[Task]

    @property
    def open(self) -> list[Task]:
        return [task for task in self.rows if task.state == TaskState.OPEN]

    @property
    def closed(self) -> int:
        return len(self.rows) - len(self.open)

    @property
    def gating(self) -> list[Task]:
        return [task for task in self.open if task.mandatory]

    @property
    def next(self) -> Task | None:
        return next((task for task in self.open if not waits(task)), None)


def waits(task: Task) -> bool:
    """Whether the task that it depends on is still to do; that one is loaded with it."""
    return task.after is not None and task.after.state == TaskState.OPEN


@visible(Task)
def tasks_visible_to(*, by: Actor, at: datetime) -> QuerySet[Task]:
    """Those of cases that one sees; nobody outside sees any."""
    rows = Task.objects.select_related("case", "member__actor", "unit", "after", "closed_by")
    return rows.filter(case__in=cases_visible_to(by=by, at=at)) if by.is_staff else rows.none()


@visible(Checklist)
def checklists_visible_to(*, by: Actor, at: datetime) -> QuerySet[Checklist]:
    """Colleagues see those in use."""
    rows = Checklist.objects.filter(active=True).select_related("topic")
    return rows if by.is_staff else rows.none()


@visible(Step)
def steps_visible_to(*, by: Actor, at: datetime) -> QuerySet[Step]:
    rows = Step.objects.filter(ended_at__isnull=True, checklist__active=True)
    return rows.select_related("checklist", "after") if by.is_staff else rows.none()


def tasks_of(case: Case) -> Tasks:
    """One query, none where it is known that there are none."""
    if not has(case, "tasks"):
        return Tasks([])
    rows = case.tasks.select_related("member__actor", "unit", "after", "closed_by")
    return Tasks(list(rows.order_by("pk")))


def gating(case: Case) -> list[Task]:
    """Open tasks that have to be done before the case can be resolved."""
    return list(Task.objects.filter(case=case, state=TaskState.OPEN, mandatory=True).order_by("pk"))


def topics_above(topic: Topic) -> list[int]:
    """Ids of the topic and of those above it."""
    above, found = topic, [topic.pk]
    while above.parent_id is not None and len(found) < HIGHEST:
        found.append(above.parent_id)
        above = Topic.objects.get(pk=above.parent_id)
    return found


def checklists_for(topic: Topic) -> list[Checklist]:
    """Those of the topic, of topics above it, and those for any case; with their steps."""
    rows = Checklist.objects.filter(active=True).filter(
        Q(topic__isnull=True) | Q(topic__in=topics_above(topic))
    )
    return list(rows.prefetch_related(_steps()).order_by("name", "pk"))


def checklists_with_steps(*, by: Actor, at: datetime) -> list[Checklist]:
    """All in use, by name. Two queries."""
    return list(checklists_visible_to(by=by, at=at).prefetch_related(_steps()).order_by("name", "pk"))


def _steps() -> Any:
    standing = Step.objects.filter(ended_at__isnull=True).select_related("after").order_by("position")
    return Prefetch("steps", queryset=standing, to_attr="standing")
