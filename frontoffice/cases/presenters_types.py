"""What goes back of case types, lifecycles and reasons why a clock stands still."""

from typing import Any

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.cases.models import CaseTypeVersion, LifecycleVersion, StopReason
from frontoffice.cases.schemas import strict
from frontoffice.foundation.models import Actor


class LifecycleOut(BaseModel):
    """`state` is draft or published; `moves` says where cases of stages that are gone go."""

    reference: str
    code: str
    name: str
    number: int
    state: str
    definition: dict[str, Any]
    moves: dict[str, str]


class CaseTypeOut(BaseModel):
    """`fields` is plain JSON Schema (2020-12), what any validator checks values by."""

    reference: str
    code: str
    name: str
    number: int
    state: str
    lifecycle: str
    fields: dict[str, Any]
    priority: int
    complexity: int
    confidential: bool


class StopReasonOut(BaseModel):
    reference: str
    code: str
    name: str
    active: bool


@shown(StopReason)
def stop_reason_out(reason: StopReason, by: Actor) -> StopReasonOut:
    return StopReasonOut(reference=reason.reference, code=reason.code, name=reason.name, active=reason.active)


@shown(LifecycleVersion)
def lifecycle_out(version: LifecycleVersion, by: Actor) -> LifecycleOut:
    return LifecycleOut(
        reference=version.reference,
        code=version.lifecycle.code,
        name=version.name,
        number=version.number,
        state="published" if version.published_at is not None else "draft",
        definition=version.definition,
        moves=version.moves,
    )


@shown(CaseTypeVersion)
def case_type_out(version: CaseTypeVersion, by: Actor) -> CaseTypeOut:
    return CaseTypeOut(
        reference=version.reference,
        code=version.type.code,
        name=version.name,
        number=version.number,
        state="published" if version.published_at is not None else "draft",
        lifecycle=version.lifecycle.code,
        fields=strict(version.schema),
        priority=version.priority,
        complexity=version.complexity,
        confidential=version.confidential,
    )
