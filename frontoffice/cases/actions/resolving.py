"""Resolving a case, and going on with it after all."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases import clocks
from frontoffice.cases.actions import owing
from frontoffice.cases.actions.gating import pass_gates
from frontoffice.cases.actions.making_way import make_way
from frontoffice.cases.actions.recording import (
    LONGEST_TEXT,
    TextTooLong,
    locked,
    locked_unresolved,
    note_of,
    save,
)
from frontoffice.cases.events import CaseReopened, CaseResolved
from frontoffice.cases.models import Attention, Case, Resolution, ResolutionCode, Status
from frontoffice.cases.permissions import unit_of_case
from frontoffice.cases.queries import reply_is_held
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused


class ReplyStillHeld(Refused):
    message = _("A reply to the customer still waits for approval. Have it decided or withdraw it first.")


class NotResolved(Refused):
    message = _("This case is not resolved; go on with it.")


class ReopenReasonNeeded(BadInput):
    message = _("Say why the case is taken up again.")
    field = "reason"


@action("cases.resolve", title=_("Resolve a case"), unit=unit_of_case)
def resolve(
    *,
    case: Case,
    resolution: Annotated[str, Field(max_length=LONGEST_TEXT)] = "",
    code: ResolutionCode = ResolutionCode.ANSWERED,
    by: Actor,
    at: datetime,
) -> Case:
    """Say how the matter ended; the customer sees it. Raises CaseIsResolved, ReplyStillHeld, TextTooLong."""
    if len(resolution) > LONGEST_TEXT:
        raise TextTooLong(field="resolution")
    case = locked_unresolved(case)
    make_way(case, by=by, at=at)
    if reply_is_held(case):
        raise ReplyStillHeld
    pass_gates(case, "resolve")
    resolve_now(case, resolution.strip(), code, by=by, at=at)
    return case


def resolve_now(case: Case, text: str, code: ResolutionCode, *, by: Actor, at: datetime) -> None:
    """The rows and the fact of a resolution, inside the caller's action. The assignee stays, and stays accountable."""
    case.status, case.resolved_at, case.resolution_code, case.resolution = Status.RESOLVED, at, code, text
    case.waiting_since, case.attention = None, Attention.NONE
    save(case, "status", "resolved_at", "resolution_code", "resolution", "waiting_since", "attention")
    resolution = Resolution.objects.create(case=case, code=code, text=text, by=by, at=at)
    resolved = CaseResolved(case_id=case.pk, resolution_id=resolution.pk, code=code.value)
    owing.keep(case, by=by, at=at)
    announce(resolved, about=case, by=by, at=at)


@action("cases.reopen", title=_("Reopen a case"), unit=unit_of_case)
def reopen(
    *, case: Case, reason: Annotated[str, Field(min_length=1, max_length=2_000)], by: Actor, at: datetime
) -> Case:
    """Take a resolved case up again, at any time, for a reason. Raises NotResolved, ReopenReasonNeeded."""
    if not reason.strip():
        raise ReopenReasonNeeded
    case = locked(case)
    if case.status != Status.RESOLVED:
        raise NotResolved
    note = note_of(case, reason, by=by, at=at)
    back_to_work(case, by=by, at=at)
    reopened = CaseReopened(case_id=case.pk, post_id=None, note_id=note.pk if note is not None else None)
    announce(reopened, about=case, by=by, at=at)
    return case


def back_to_work(case: Case, *, by: Actor, at: datetime) -> None:
    """A resolved or waiting case is worked on again, inside the caller's action.

    A resolved one is due anew from now; after waiting the due date moves by the business days that were waited. Who
    had it has it again.
    """
    if case.status == Status.RESOLVED:
        case.reopened += 1
        case.due_on = clocks.due_on(case.unit, clocks.today(case.unit, at), case.topic.service_days)
        case.resolved_at, case.resolution_code, case.resolution = None, "", ""
    elif case.waiting_since is not None:
        case.due_on = clocks.moved(case.unit, case.due_on, since=case.waiting_since, at=at)
    case.status = Status.OPEN if case.assignee_id is not None else Status.NEW
    case.waiting_since = None
    save(
        case, "status", "due_on", "reopened", "resolved_at", "resolution_code", "resolution", "waiting_since"
    )
    owing.keep(case, by=by, at=at)
