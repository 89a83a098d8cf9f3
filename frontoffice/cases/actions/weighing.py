"""How urgent and how complex a case is: set by its type and topic, changed with a reason."""

from datetime import datetime
from types import SimpleNamespace
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions import keeping_clocks, owing
from frontoffice.cases.actions.recording import locked_unresolved, note_of, save
from frontoffice.cases.events import CaseWeighed
from frontoffice.cases.models import Case, CaseChange, Complexity, Priority
from frontoffice.cases.permissions import unit_of_case
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput

Reason = Annotated[str, Field(min_length=1, max_length=2_000)]


class ReasonNeeded(BadInput):
    message = _("Say why, in a few words.")
    field = "reason"


class UnknownWeight(BadInput):
    message = _("Choose one of those listed.")


class LessThanTopic(BadInput):
    """A topic's complexity is the least of its cases."""

    message = _("Cases of this topic are at least this complex. Change the topic first.")
    field = "complexity"


@action("cases.set_priority", title=_("Set the priority"), unit=unit_of_case)
def set_priority(
    *, case: Case, priority: Annotated[int, Field(ge=1, le=4)], reason: Reason, by: Actor, at: datetime
) -> Case:
    """1 is urgent, 4 is low. The clocks follow the service standard of the new priority; what was missed stays.

    Raises ReasonNeeded, UnknownWeight, CaseIsResolved.
    """
    if priority not in Priority.values:
        raise UnknownWeight(field="priority")
    case = locked_unresolved(case)
    if case.priority != priority:
        old, case.priority = case.priority, priority
        keeping_clocks.settle_standard(case)
        save(case, "priority", "due_on")
        owing.keep(case, by=by, at=at)
        _record(case, "priority", old, priority, reason, by=by, at=at)
    return case


def _weight(call: SimpleNamespace) -> int:
    """Making a case out to be less complex takes the authority for what it is now; making it more takes none."""
    less = getattr(call, "complexity", call.case.complexity) < call.case.complexity
    return int(call.case.complexity) if less else 1


@action("cases.set_complexity", title=_("Set the complexity"), unit=unit_of_case, complexity=_weight)
def set_complexity(
    *, case: Case, complexity: Annotated[int, Field(ge=1, le=3)], reason: Reason, by: Actor, at: datetime
) -> Case:
    """1 is routine, 3 is hard; never less than the topic's. Raises LessThanTopic, ReasonNeeded, UnknownWeight."""
    if complexity not in Complexity.values:
        raise UnknownWeight(field="complexity")
    case = locked_unresolved(case)
    if complexity < case.topic.complexity:
        raise LessThanTopic
    if case.complexity != complexity:
        old, case.complexity = case.complexity, complexity
        save(case, "complexity")
        _record(case, "complexity", old, complexity, reason, by=by, at=at)
    return case


def keep_weight(case: Case, complexity: int, *, by: Actor, at: datetime) -> None:
    """Another topic asks for more: on record, inside the caller's action, who saves the case."""
    if complexity != case.complexity:
        CaseChange.objects.create(
            case=case, path="complexity", old=case.complexity, new=complexity, by=by, at=at
        )
        case.complexity = complexity


def _record(case: Case, what: str, old: int, new: int, reason: str, *, by: Actor, at: datetime) -> None:
    if not reason.strip():
        raise ReasonNeeded
    note = note_of(case, reason, by=by, at=at)
    CaseChange.objects.create(case=case, path=what, old=old, new=new, note=note, by=by, at=at)
    weighed = CaseWeighed(
        case_id=case.pk, what=what, old=old, new=new, note_id=note.pk if note is not None else None
    )
    announce(weighed, about=case, by=by, at=at)
