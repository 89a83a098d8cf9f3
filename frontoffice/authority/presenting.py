"""What goes back of an ask through the API and the command line: how it stands, its steps, what was said about it."""

from datetime import datetime

from pydantic import BaseModel, JsonValue

from frontoffice.authority.models import Approval, ApprovalNote, ApprovalStep
from frontoffice.authority.panels import facts_of
from frontoffice.authority.registry import shown, shown_in_lists
from frontoffice.foundation.models import Actor


class StepOut(BaseModel):
    """One of the decisions that it takes. `needs`: "", "unit", "supervisor" or the name of a power."""

    number: int
    needs: str
    decided_by: str | None
    authorized_by: str | None
    decided_at: datetime | None


class NoteOut(BaseModel):
    """What was said or done about it: question, answer, delegated, escalated, agreed or lapsed."""

    kind: str
    by: str
    to: str | None
    text: str
    at: datetime


class ApprovalInList(BaseModel):
    """How an ask stands: waiting, questioned, approved, declined, withdrawn or expired."""

    reference: str
    action: str
    status: str
    asked_by: str
    asked_at: datetime
    amount: str | None
    unit: str | None
    expires_at: datetime
    escalated_at: datetime | None
    delegated_to: str | None
    decided_by: str | None
    decided_at: datetime | None
    reason: str


class ApprovalOut(ApprovalInList):
    """An ask with what is needed to decide it."""

    arguments: dict[str, JsonValue]
    facts: list[tuple[str, str]]
    facts_when_asked: list[tuple[str, str]]
    steps: list[StepOut]
    notes: list[NoteOut]


def _name(actor: Actor | None) -> str | None:
    return actor.name if actor is not None else None


def _step(step: ApprovalStep) -> StepOut:
    return StepOut(
        number=step.number,
        needs=step.needs,
        decided_by=_name(step.decided_by),
        authorized_by=_name(step.authorized_by),
        decided_at=step.decided_at,
    )


def _note(note: ApprovalNote) -> NoteOut:
    return NoteOut(kind=note.kind, by=note.by.name, to=_name(note.to), text=note.text, at=note.at)


@shown_in_lists(Approval)
def approval_in_list(approval: Approval, by: Actor) -> ApprovalInList:
    return ApprovalInList(
        reference=approval.reference,
        action=approval.action,
        status=approval.status,
        asked_by=approval.asked_by.name,
        asked_at=approval.asked_at,
        amount=str(approval.amount) if approval.amount is not None else None,
        unit=approval.unit.code if approval.unit is not None else None,
        expires_at=approval.expires_at,
        escalated_at=approval.escalated_at,
        delegated_to=_name(approval.delegated_to),
        decided_by=_name(approval.decided_by),
        decided_at=approval.decided_at,
        reason=approval.reason,
    )


@shown(Approval)
def approval_out(approval: Approval, by: Actor) -> ApprovalOut:
    return ApprovalOut(
        **approval_in_list(approval, by).model_dump(),
        arguments=approval.arguments,
        facts=[(str(label), str(text)) for label, text in facts_of(approval)],
        facts_when_asked=[(label, text) for label, text in approval.facts],
        steps=[_step(step) for step in approval.steps.select_related("decided_by", "authorized_by")],
        notes=[_note(note) for note in approval.notes.select_related("by", "to")],
    )
