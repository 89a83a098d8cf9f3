"""Tasks on the page of a case: adding, doing, dropping, giving away, taking back, check lists."""

from datetime import datetime, time
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.authority.signatures import find
from frontoffice.cases import clocks
from frontoffice.cases.actions import tasking
from frontoffice.cases.forms_tasks import DropForm, OwnerForm, TaskForm, UseChecklistForm
from frontoffice.cases.models import Case
from frontoffice.cases.models.tasks import Checklist, Task
from frontoffice.cases.queries.tasks import checklists_for, tasks_of
from frontoffice.cases.views.acting import at_once, once, sent
from frontoffice.cases.views.answering import answered
from frontoffice.cases.views.choices import Choice, colleague_choices
from frontoffice.cases.views.showing import case_of
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation import clock
from frontoffice.foundation.models import Unit
from frontoffice.foundation.references import normalize


def owner_choices(case: Case, *, at: datetime) -> list[tuple[str, list[Choice]]]:
    """Units, then colleagues by unit."""
    units = [(f"unit:{unit.code}", unit.name) for unit in Unit.objects.order_by("name", "pk")]
    people = [
        (name, [(f"member:{reference}", who) for reference, who in listed])
        for name, listed in colleague_choices(case, at=at)
    ]
    return [(_("A unit"), units), *people]


@needs("cases.add_task")
@asked_or_sent
def add(request: ActingRequest, reference: str) -> HttpResponse:
    """A task of one's own wording."""
    case = case_of(request, reference)
    others = [(task.reference, task.title) for task in tasks_of(case).open]
    form = TaskForm(sent(request), owners=owner_choices(case, at=request.at), others=others)

    def act(given: dict[str, Any]) -> None:
        member, unit = _owner(request, given["owner"])
        once(tasking.add_task, given["idempotency_key"])(
            case=case,
            title=given["title"],
            details=given["details"],
            member=member,
            unit=unit,
            due_at=_end_of(case, given["due"]),
            mandatory=given["mandatory"],
            after=_task(case, given["after"]) if given["after"] else None,
            by=request.actor,
            at=request.at,
        )

    return answered(request, case, form, act, kind="task", heading=_("Add a task"), said=_("Added."))


@needs("cases.give_task")
@asked_or_sent
def give(request: ActingRequest, reference: str, task: str) -> HttpResponse:
    """The task to a colleague, a unit, or whoever has the case."""
    case = case_of(request, reference)
    given_away = _task(case, task)
    form = OwnerForm(
        sent(request), owners=owner_choices(case, at=request.at), initial={"owner": _owned(given_away)}
    )

    def act(given: dict[str, Any]) -> None:
        member, unit = _owner(request, given["owner"])
        once(tasking.give_task, given["idempotency_key"])(
            task=given_away, member=member, unit=unit, by=request.actor, at=request.at
        )

    heading = _("Who does “%(title)s”?") % {"title": given_away.title}
    return answered(request, case, form, act, kind="task_give", heading=heading, said=_("Given."))


@needs("cases.drop_task")
@asked_or_sent
def drop(request: ActingRequest, reference: str, task: str) -> HttpResponse:
    """The task is not needed."""
    case = case_of(request, reference)
    dropped, form = _task(case, task), DropForm(sent(request))

    def act(given: dict[str, Any]) -> None:
        once(tasking.drop_task, given["idempotency_key"])(
            task=dropped, reason=given["reason"], by=request.actor, at=request.at
        )

    heading = _("Drop “%(title)s”") % {"title": dropped.title}
    return answered(request, case, form, act, kind="task_drop", heading=heading, said=_("Dropped."))


@needs("cases.finish_task")
@require_POST
def finish(request: ActingRequest, reference: str, task: str) -> HttpResponse:
    """Done, at one stroke."""
    return _do(request, reference, task, tasking.finish_task, _("Done: %(title)s"))


@needs("cases.reopen_task")
@require_POST
def reopen(request: ActingRequest, reference: str, task: str) -> HttpResponse:
    """Taken back."""
    return _do(request, reference, task, tasking.reopen_task, _("To do again: %(title)s"))


@needs("cases.use_checklist")
@asked_or_sent
def use_checklist(request: ActingRequest, reference: str) -> HttpResponse:
    """The steps of a check list as tasks."""
    case = case_of(request, reference)
    offered = checklists_for(case.topic)
    lists = [(one.reference, _listed(one)) for one in offered]
    form = UseChecklistForm(sent(request), lists=lists)

    def act(given: dict[str, Any]) -> None:
        checklist = find(Checklist, given["checklist"], by=request.actor, at=request.at, field="checklist")
        once(tasking.use_checklist, given["idempotency_key"])(
            case=case, checklist=checklist, by=request.actor, at=request.at
        )

    heading = _("Put a check list on the case")
    return answered(
        request, case, form, act, kind="checklist", heading=heading, said=_("Added."), lists=offered
    )


def _listed(checklist: Checklist) -> str:
    titles = [step.title for step in checklist.standing]  # type: ignore[attr-defined]
    return f"{checklist.name}: {'; '.join(titles)}" if titles else checklist.name


def _do(request: ActingRequest, reference: str, task: str, action: Any, said: str) -> HttpResponse:
    case = case_of(request, reference)
    wanted, key = _task(case, task), request.POST.get("idempotency_key", "")[:64]

    def act() -> None:
        once(action, key)(task=wanted, by=request.actor, at=request.at)

    return at_once(request, case, act, said % {"title": wanted.title})


def _task(case: Case, reference: str) -> Task:
    found = case.tasks.select_related("case", "member", "unit").filter(reference=normalize(reference)).first()
    if found is None:
        raise Http404
    return found


def _owned(task: Task) -> str:
    if task.member is not None:
        return f"member:{task.member.reference}"
    return f"unit:{task.unit.code}" if task.unit is not None else ""


def _owner(request: ActingRequest, chosen: str) -> tuple[StaffMember | None, Unit | None]:
    kind, _sign, which = chosen.partition(":")
    if kind == "member":
        return find(StaffMember, which, by=request.actor, at=request.at, field="owner"), None
    return None, Unit.objects.filter(code=which).first() if kind == "unit" else None


def _end_of(case: Case, day: Any) -> datetime | None:
    if day is None:
        return None
    return clock.first_instant(day, time(23, 59), clocks.hours_of(case.unit).zone)
