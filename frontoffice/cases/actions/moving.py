"""Along a way of the lifecycle: the one place where a case's stage changes (APP-4)."""

import datetime as dt
from datetime import datetime
from types import SimpleNamespace
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import deciding
from frontoffice.authority.models import StaffMember
from frontoffice.authority.performing import under_way
from frontoffice.authority.registry import ACTIONS, action
from frontoffice.cases import clocks
from frontoffice.cases.actions import keeping_clocks, owing
from frontoffice.cases.actions.gating import pass_gates
from frontoffice.cases.actions.recording import locked_unresolved, note_of, save
from frontoffice.cases.events import StageChanged
from frontoffice.cases.lifecycles import Act, Stage, Transition, lifecycle_of, stage_of
from frontoffice.cases.models import Case, CaseChange, Note, Status
from frontoffice.cases.permissions import unit_of_case
from frontoffice.foundation.events import announce
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.refusals import BadInput, Refused

# What `enter` changes; whoever calls it saves these with what they change themselves.
MOVED = ("stage", "status", "waiting_since", "due_on")
OUTSIDE = frozenset({ActorKind.ANONYMOUS, ActorKind.CUSTOMER, ActorKind.SERVICE})
# Acts that ask what a way demands. Taking, answering and what the customer says are never held up.
CHOSEN = frozenset({Act.MOVE, Act.RESOLVE, Act.REOPEN, Act.RELEASE})


class NoSuchWay(Refused):
    """Only listed transitions (APP-4)."""

    message = _("From where this case stands there is no way there.")


class NoteNeeded(BadInput):
    message = _("Say why, in a few words.")
    field = "note"


class FieldsMissing(Refused):
    message = _("Some of the case's fields have to be filled in first.")
    status = 422


class WayTakesMore(Refused):
    message = _("This way takes more authority than you hold.")
    status = 403
    part = "grant"


def as_it_is(case: Case) -> Case:
    """The case as it is on record now: what an act weighs is not read from what a page loaded before.

    Asking who may do it, which looks at each who might, takes the case as the page has it.
    """
    if not under_way():
        return case
    return Case.objects.select_related("type__lifecycle__current").get(pk=case.pk)


def _weight(call: SimpleNamespace) -> int:
    """What the way weighs, for grants that are limited by complexity."""
    case = as_it_is(call.case)
    way = lifecycle_of(case).way(
        stage_of(case).code,
        Act.MOVE,
        assigned=case.assignee_id is not None,
        to=getattr(call, "to", ""),
    )
    return way.complexity if way is not None else 1


@action("cases.move", title=_("Move a case to another stage"), unit=unit_of_case, complexity=_weight)
def move(
    *,
    case: Case,
    to: Annotated[str, Field(max_length=40)],
    note: Annotated[str, Field(max_length=2_000)] = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Take a case along a listed way that is no act of its own, to the stage of that code (APP-4).

    One that nobody has becomes the mover's. Raises NoSuchWay, NoteNeeded, FieldsMissing, WayTakesMore,
    CaseIsResolved; what a gate refuses with.
    """
    case = locked_unresolved(case)
    before = stage_of(case)
    way = way_of(case, Act.MOVE, to=to)
    check(way, case, note=note, by=by, at=at)
    said = note_of(case, note, by=by, at=at)
    stage = lifecycle_of(case).by_code[way.to]
    member = StaffMember.objects.filter(actor=by).first()
    if before.category == Status.NEW and stage.category != Status.NEW and by.kind == ActorKind.STAFF:
        case.assignee = member
    enter(case, stage, note=said, by=by, at=at)
    save(case, *MOVED, "assignee")
    owing.keep(case, by=by, at=at)
    changed = StageChanged(
        case_id=case.pk, old=before.code, new=stage.code, note_id=said.pk if said is not None else None
    )
    announce(changed, about=case, by=by, at=at)
    return case


def way_of(case: Case, act: Act, *, to: str = "") -> Transition:
    """The way that the act goes from where the case stands. Raises NoSuchWay."""
    way = lifecycle_of(case).way(stage_of(case).code, act, assigned=case.assignee_id is not None, to=to)
    if way is None:
        raise NoSuchWay
    return way


def check(way: Transition, case: Case, *, note: str = "", by: Actor, at: dt.datetime) -> None:
    """That whoever acts may go this way now. The customer, and the office's own clockwork, bring work back freely.

    Raises WayTakesMore, NotAuthorized, NoteNeeded, FieldsMissing; what a gate refuses with.
    """
    if by.kind in OUTSIDE:
        return
    if way.power:
        decided = deciding.decide(ACTIONS[way.power], {"case": case}, by=by, at=at)
        if not decided.outright:
            raise WayTakesMore
    if way.note and not note.strip():
        raise NoteNeeded
    empty = [name for name in way.fields if case.fields.get(name) in (None, "", [])]
    if empty:
        raise FieldsMissing(
            _("Fill in first: %(names)s.") % {"names": ", ".join(_title(case, name) for name in empty)}
        )
    if way.gate:
        pass_gates(case, "resolve")


def go(case: Case, act: Act, *, to: str = "", note: str = "", by: Actor, at: dt.datetime) -> Transition:
    """Go the act's way: checked, and entered. What it changes is the caller's to save. Raises as `way_of`, `check`."""
    way = way_of(case, act, to=to)
    if act in CHOSEN:
        check(way, case, note=note, by=by, at=at)
    enter(case, lifecycle_of(case).by_code[way.to], by=by, at=at)
    return way


def go_if_listed(case: Case, act: Act, *, note: str = "", by: Actor, at: dt.datetime) -> bool:
    """The same where the lifecycle has a way for the act from here; otherwise the case stays where it is."""
    if lifecycle_of(case).way(stage_of(case).code, act, assigned=case.assignee_id is not None) is None:
        return False
    go(case, act, note=note, by=by, at=at)
    return True


def enter(case: Case, stage: Stage, *, note: Note | None = None, by: Actor, at: dt.datetime) -> None:
    """The case stands in this stage from now on: its category, its clocks, and the change on record follow.

    MOVED is what the caller saves.
    """
    old = stage_of(case)
    if case.stage != stage.code:
        insert(CaseChange(case=case, path="stage", old=case.stage, new=stage.code, note=note, by=by, at=at))
    case.stage, case.status = stage.code, stage.category
    if old.stops and not stage.stops:
        keeping_clocks.go_on(case, by=by, at=at)
    elif stage.stops:
        if old.stops and old.stops != stage.stops:
            keeping_clocks.go_on(case, by=by, at=at)
        keeping_clocks.stop(case, stage.stops, by=by, at=at)
    if stage.category != Status.WAITING:
        case.waiting_since = None
    elif old.category != Status.WAITING:
        case.waiting_since = clocks.today(case.unit, at)


def _title(case: Case, name: str) -> str:
    known = case.type.schema.get("properties", {}).get(name, {})
    return str(known.get("title", name))
