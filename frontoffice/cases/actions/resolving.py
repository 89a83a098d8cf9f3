"""Resolving a case, and going on with it after all."""

from datetime import datetime
from types import SimpleNamespace
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions import keeping_clocks, owing
from frontoffice.cases.actions.gating import pass_gates
from frontoffice.cases.actions.making_way import make_way
from frontoffice.cases.actions.moving import MOVED, as_it_is, check, enter, go, way_of
from frontoffice.cases.actions.recording import (
    LONGEST_TEXT,
    TextTooLong,
    locked,
    locked_unresolved,
    note_of,
    save,
)
from frontoffice.cases.events import CaseReopened, CaseResolved
from frontoffice.cases.lifecycles import Act, Transition, lifecycle_of, stage_of
from frontoffice.cases.models import (
    FIRST_ANSWER,
    RESOLUTION,
    Attention,
    Case,
    Resolution,
    ResolutionCode,
    Status,
)
from frontoffice.cases.permissions import unit_of_case
from frontoffice.cases.placeholders import refuse_blanks
from frontoffice.cases.queries import reply_is_held
from frontoffice.cases.queries.ties import merged_into
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused


class ReplyStillHeld(Refused):
    message = _("A reply to the customer still waits for approval. Have it decided or withdraw it first.")


class NotResolved(Refused):
    message = _("This case is not resolved; go on with it.")


class GoesOnElsewhere(Refused):
    message = _("This case was merged into another. Split it off there, or go on with that one.")


class ReopenReasonNeeded(BadInput):
    message = _("Say why the case is taken up again.")
    field = "reason"


def _weight(call: SimpleNamespace) -> int:
    """What it weighs to end this case: as much as the case, or the way that it ends by, where that is more."""
    case = as_it_is(call.case)
    ways = lifecycle_of(case).ways(stage_of(case).code, Act.RESOLVE)
    to = getattr(call, "to", "")
    heaviest = next((way.complexity for way in ways if not to or way.to == to), 1)
    return max(int(case.complexity), heaviest)


@action("cases.resolve", title=_("Resolve a case"), unit=unit_of_case, complexity=_weight)
def resolve(
    *,
    case: Case,
    resolution: Annotated[str, Field(max_length=LONGEST_TEXT)] = "",
    code: ResolutionCode = ResolutionCode.ANSWERED,
    to: Annotated[str, Field(max_length=40)] = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Say how the matter ended; the customer sees it. `to` is the stage, where the lifecycle has several ends.

    Whoever holds less than the case is complex asks. Raises CaseIsResolved, ReplyStillHeld, TextTooLong, NoSuchWay,
    NoteNeeded, FieldsMissing, WayTakesMore, BlanksLeft.
    """
    if len(resolution) > LONGEST_TEXT:
        raise TextTooLong(field="resolution")
    refuse_blanks(resolution, field="resolution")
    case = locked_unresolved(case)
    make_way(case, by=by, at=at)
    if reply_is_held(case):
        raise ReplyStillHeld
    pass_gates(case, "resolve")
    way = way_of(case, Act.RESOLVE, to=to)
    check(way, case, note=resolution, by=by, at=at)
    resolve_now(case, resolution.strip(), code, way=way, by=by, at=at)
    return case


def resolve_now(
    case: Case, text: str, code: ResolutionCode, *, way: Transition, by: Actor, at: datetime
) -> None:
    """The rows and the fact of a resolution, inside the caller's action. The assignee stays, and stays accountable.

    `way` leads to the end; what it demands was checked.
    """
    enter(case, lifecycle_of(case).by_code[way.to], by=by, at=at)
    keeping_clocks.finish(case, FIRST_ANSWER, RESOLUTION, by=by, at=at)
    case.resolved_at, case.resolution_code, case.resolution = at, code, text
    case.attention = Attention.NONE
    save(case, "resolved_at", "resolution_code", "resolution", "attention", *MOVED)
    resolution = Resolution.objects.create(case=case, code=code, text=text, by=by, at=at)
    resolved = CaseResolved(case_id=case.pk, resolution_id=resolution.pk, code=code.value)
    owing.keep(case, by=by, at=at)
    announce(resolved, about=case, by=by, at=at)


@action("cases.reopen", title=_("Reopen a case"), unit=unit_of_case)
def reopen(
    *,
    case: Case,
    reason: Annotated[str, Field(min_length=1, max_length=2_000)],
    to: Annotated[str, Field(max_length=40)] = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Take a resolved case up again, at any time, for a reason. Raises NotResolved, ReopenReasonNeeded, NoSuchWay."""
    if not reason.strip():
        raise ReopenReasonNeeded
    case = locked(case)
    if case.status != Status.RESOLVED:
        raise NotResolved
    if merged_into(case) is not None:
        raise GoesOnElsewhere
    note = note_of(case, reason, by=by, at=at)
    back_to_work(case, Act.REOPEN, to=to, note=reason, by=by, at=at)
    reopened = CaseReopened(case_id=case.pk, post_id=None, note_id=note.pk if note is not None else None)
    announce(reopened, about=case, by=by, at=at)
    return case


def back_to_work(
    case: Case, act: Act = Act.CUSTOMER, *, to: str = "", note: str = "", by: Actor, at: datetime
) -> None:
    """A resolved or waiting case is worked on again, inside the caller's action.

    A resolved one is due anew from now; after waiting the due date moves by the days that the clock stood still. Who
    had it has it again.
    """
    was_resolved = case.status == Status.RESOLVED
    go(case, act, to=to, note=note, by=by, at=at)
    if was_resolved:
        case.reopened += 1
        keeping_clocks.begin_again(case, at=at)
        case.resolved_at, case.resolution_code, case.resolution = None, "", ""
    save(case, "reopened", "resolved_at", "resolution_code", "resolution", *MOVED)
    owing.keep(case, by=by, at=at)
