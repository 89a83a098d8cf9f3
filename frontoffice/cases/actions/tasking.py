"""Tasks on a case: adding them by hand or from a check list, giving them away, doing, dropping, taking back."""

from datetime import datetime, time
from types import SimpleNamespace
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases import clocks
from frontoffice.cases.actions.gating import gate
from frontoffice.cases.actions.keeping_checklists import TitleNeeded
from frontoffice.cases.actions.owing_tasks import owe_task, settle_task
from frontoffice.cases.actions.recording import locked, locked_unresolved, note_of
from frontoffice.cases.events_tasks import (
    ChecklistCopied,
    TaskAdded,
    TaskDone,
    TaskDropped,
    TaskGiven,
    TaskReopened,
)
from frontoffice.cases.models import Case
from frontoffice.cases.models.tasks import Checklist, Step, Task, TaskState
from frontoffice.cases.permissions import unit_of_case
from frontoffice.cases.queries.tasks import MOST_NAMED, checklists_for, gating, topics_above
from frontoffice.foundation import clock
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.foundation.statements import Statement

MOST_TASKS = 100
LAST_MINUTE = time(23, 59)
Reason = Annotated[str, Field(max_length=1_000)]


class TaskNotOpen(Refused):
    message = _("This task is not open any more. Look at the case again.")


class TaskIsOpen(Refused):
    message = _("This task is open already.")


class WaitsForAnother(Refused):
    """It depends on a task that is still to do."""

    message = _("Another task has to be done before this one.")


class DropReasonNeeded(BadInput):
    message = _("Say why it is not needed.")
    field = "reason"


class ColleagueOrUnit(BadInput):
    message = _("Give it to one colleague or to one unit, not to both.")
    field = "member"


class OfAnotherCase(BadInput):
    message = _("A task can only come after another of the same case.")
    field = "after"


class TooManyTasks(Refused):
    message = _("A case has 100 tasks at most.")


class NotForThisCase(Refused):
    message = _("This check list is for other topics.")


class CopiedBefore(Refused):
    message = _("All of its steps are on the case already.")


class OpenTasks(Refused):
    """Mandatory tasks are still to do; the message names them."""

    message = _("Tasks are still to do.")


def _unit_of_task(call: SimpleNamespace) -> int:
    unit_id: int = call.task.case.unit_id
    return unit_id


@action("cases.add_task", title=_("Add a task to a case"), unit=unit_of_case)
def add_task(
    *,
    case: Case,
    title: Annotated[str, Field(min_length=1, max_length=200)],
    details: Annotated[str, Field(max_length=2_000)] = "",
    member: StaffMember | None = None,
    unit: Unit | None = None,
    due_at: datetime | None = None,
    mandatory: bool = False,
    after: Task | None = None,
    by: Actor,
    at: datetime,
) -> Task:
    """Something to be done on the case; a mandatory one gates its resolution.

    Raises TitleNeeded, ColleagueOrUnit, OfAnotherCase, TooManyTasks, CaseIsResolved.
    """
    case = locked_unresolved(case)
    _check_new(case, title, member, unit, after)
    task = Task.objects.create(
        case=case,
        title=title.strip(),
        details=details.strip(),
        member=member,
        unit=unit,
        due_at=due_at,
        mandatory=mandatory,
        after=after,
        made_by=by,
        made_at=at,
    )
    owe_task(task, by=by, at=at)
    about = [case, *([member] if member is not None else [])]
    announce(TaskAdded(case_id=case.pk, task_id=task.pk, mandatory=mandatory), about=about, by=by, at=at)
    return task


def _check_new(
    case: Case, title: str, member: StaffMember | None, unit: Unit | None, after: Task | None
) -> None:
    if not title.strip():
        raise TitleNeeded
    if member is not None and unit is not None:
        raise ColleagueOrUnit
    if after is not None and after.case_id != case.pk:
        raise OfAnotherCase
    if case.tasks.count() >= MOST_TASKS:
        raise TooManyTasks


@action("cases.use_checklist", title=_("Put a check list on a case"), unit=unit_of_case, subject="case")
def use_checklist(*, case: Case, checklist: Checklist, by: Actor, at: datetime) -> Case:
    """Copy the steps that the case has not yet. Raises NotForThisCase, CopiedBefore, TooManyTasks, CaseIsResolved."""
    case = locked_unresolved(case)
    if checklist.topic_id is not None and checklist.topic_id not in topics_above(case.topic):
        raise NotForThisCase
    steps = checklist.steps.filter(ended_at__isnull=True).order_by("position")
    if not _copied(case, checklist, list(steps), by=by, at=at):
        raise CopiedBefore
    return case


_ON_OPENING: Statement[int] = Statement(
    lambda: Checklist.objects.filter(active=True, on_opening=True).values_list("pk", flat=True)[:1]
)


def copy_on_opening(case: Case, *, by: Actor, at: datetime) -> None:
    """The check lists of a new case's topic, inside the action that opens it. One query where there is none."""
    if not _ON_OPENING.rows():
        return
    for checklist in checklists_for(case.topic):
        if checklist.on_opening:
            _copied(case, checklist, checklist.standing, by=by, at=at)  # type: ignore[attr-defined]


def _copied(case: Case, checklist: Checklist, steps: list[Step], *, by: Actor, at: datetime) -> int:
    """How many steps became tasks."""
    made = {task.step_id: task for task in case.tasks.all()}
    if len(made) + len(steps) > MOST_TASKS:
        raise TooManyTasks
    new = [step for step in steps if step.pk not in made]
    for step in new:
        task = Task.objects.create(
            case=case,
            title=step.title,
            details=step.details,
            mandatory=step.mandatory,
            due_at=_due(case, step, at=at),
            after=made.get(step.after_id) if step.after_id is not None else None,
            step=step,
            made_by=by,
            made_at=at,
        )
        made[step.pk] = task
        owe_task(task, by=by, at=at)
    if new:
        copied = ChecklistCopied(case_id=case.pk, checklist_id=checklist.pk, tasks=len(new))
        announce(copied, about=[case, checklist], by=by, at=at)
    return len(new)


def _due(case: Case, step: Step, *, at: datetime) -> datetime | None:
    """The end of the business day so many days on."""
    if step.days is None:
        return None
    hours = clocks.hours_of(case.unit)
    day = hours.add_business_days(hours.date_of(at), step.days)
    return clock.first_instant(day, LAST_MINUTE, hours.zone)


@action("cases.give_task", title=_("Give a task to somebody"), unit=_unit_of_task)
def give_task(
    *, task: Task, member: StaffMember | None = None, unit: Unit | None = None, by: Actor, at: datetime
) -> Task:
    """To a colleague, to a unit, or (neither) to whoever has the case. Raises ColleagueOrUnit, TaskNotOpen."""
    if member is not None and unit is not None:
        raise ColleagueOrUnit
    task = _open_task(task)
    task.member, task.unit = member, unit
    task.save(update_fields=["member", "unit"])
    owe_task(task, by=by, at=at)
    given = TaskGiven(
        case_id=task.case_id,
        task_id=task.pk,
        staff_member_id=member.pk if member is not None else None,
        unit_id=unit.pk if unit is not None else None,
    )
    announce(given, about=[task.case, *([member] if member is not None else [])], by=by, at=at)
    return task


@action("cases.finish_task", title=_("Mark a task as done"), unit=_unit_of_task)
def finish_task(*, task: Task, by: Actor, at: datetime) -> Task:
    """It is done. Raises TaskNotOpen, WaitsForAnother."""
    task = _open_task(task)
    if task.after is not None and task.after.state == TaskState.OPEN:
        raise WaitsForAnother(_("“%(title)s” has to be done before this.") % {"title": task.after.title})
    _close(task, TaskState.DONE, "", by=by, at=at)
    announce(TaskDone(case_id=task.case_id, task_id=task.pk), about=task.case, by=by, at=at)
    return task


@action("cases.drop_task", title=_("Drop a task"), unit=_unit_of_task)
def drop_task(*, task: Task, reason: Reason, by: Actor, at: datetime) -> Task:
    """It is not needed, for a reason that stays on record. Raises TaskNotOpen, DropReasonNeeded."""
    if not reason.strip():
        raise DropReasonNeeded
    task = _open_task(task)
    _close(task, TaskState.DROPPED, reason.strip(), by=by, at=at)
    note = note_of(task.case, reason, by=by, at=at)
    dropped = TaskDropped(
        case_id=task.case_id, task_id=task.pk, note_id=note.pk if note is not None else None
    )
    announce(dropped, about=task.case, by=by, at=at)
    return task


@action("cases.reopen_task", title=_("Take a task up again"), unit=_unit_of_task)
def reopen_task(*, task: Task, by: Actor, at: datetime) -> Task:
    """It is to do after all: also how a slip of the hand is undone. Raises TaskIsOpen, CaseIsResolved."""
    task = _locked_task(task, resolved=False)
    if task.state == TaskState.OPEN:
        raise TaskIsOpen
    task.state, task.closed_by, task.closed_at, task.reason = TaskState.OPEN, None, None, ""
    task.save(update_fields=["state", "closed_by", "closed_at", "reason"])
    owe_task(task, by=by, at=at)
    announce(TaskReopened(case_id=task.case_id, task_id=task.pk), about=task.case, by=by, at=at)
    return task


@gate("resolve")
def refuse_open_tasks(case: Case) -> None:
    """Raises OpenTasks, which names what is open."""
    still = gating(case)
    if not still:
        return
    names = "; ".join(f"“{task.title}”" for task in still[:MOST_NAMED])
    if len(still) > MOST_NAMED:
        names = _("%(names)s and %(more)s more") % {"names": names, "more": len(still) - MOST_NAMED}
    raise OpenTasks(_("Still to do before this case can be resolved: %(names)s.") % {"names": names})


def _locked_task(task: Task, *, resolved: bool = True) -> Task:
    """The task as it is now; its case is held, so nothing closes or gates it meanwhile."""
    case = locked(task.case) if resolved else locked_unresolved(task.case)
    task = Task.objects.select_related("after", "member__actor", "unit", "closed_by").get(pk=task.pk)
    task.case = case
    return task


def _open_task(task: Task) -> Task:
    task = _locked_task(task)
    if task.state != TaskState.OPEN:
        raise TaskNotOpen
    return task


def _close(task: Task, state: TaskState, reason: str, *, by: Actor, at: datetime) -> None:
    task.state, task.closed_by, task.closed_at, task.reason = state, by, at, reason
    task.save(update_fields=["state", "closed_by", "closed_at", "reason"])
    settle_task(task, by=by, at=at)
