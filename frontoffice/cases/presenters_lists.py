"""What goes back of the lists that colleagues keep, of work on many cases, and of triggers."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.cases.models import Bulk, SavedView, Trigger, TriggerVersion
from frontoffice.cases.queries.many import progress_of
from frontoffice.foundation.models import Actor


class ViewOut(BaseModel):
    """A list: `whose` is mine, unit or all; `conditions` a tree of tests, `columns` paths of fields."""

    reference: str
    name: str
    whose: str
    conditions: dict[str, Any]
    columns: list[str]
    order: str
    position: int
    ended: bool


@shown(SavedView)
def view_out(view: SavedView, by: Actor) -> ViewOut:
    return ViewOut(
        reference=view.reference,
        name=view.name,
        whose=view.whose,
        conditions=view.conditions,
        columns=view.columns,
        order=view.order,
        position=view.position,
        ended=view.ended_at is not None,
    )


class BulkOut(BaseModel):
    """Work on many cases: `waiting` of `total` are still to do; `refused` were not done, each for a reason."""

    reference: str
    act: str
    total: int
    waiting: int
    done: int
    same: int
    asked: int
    refused: int
    started_at: datetime | None
    stopped_at: datetime | None
    ended_at: datetime | None


class TriggerOut(BaseModel):
    """A trigger: `version` is the number of the one that counts, 0 where none was published."""

    reference: str
    name: str
    version: int
    paused: bool


class TriggerVersionOut(BaseModel):
    """`acts` are {"act", "given"} in the order in which they are done."""

    reference: str
    trigger: str
    number: int
    on: str
    days: int
    unit: str
    conditions: dict[str, Any]
    acts: list[dict[str, Any]]
    published_at: datetime | None


@shown(Bulk)
def bulk_out(bulk: Bulk, by: Actor) -> BulkOut:
    found = progress_of(bulk)
    return BulkOut(
        reference=bulk.reference,
        act=bulk.act,
        total=bulk.total,
        waiting=found.waiting,
        done=found.done,
        same=found.same,
        asked=found.asked,
        refused=found.refused,
        started_at=bulk.started_at,
        stopped_at=bulk.stopped_at,
        ended_at=bulk.ended_at,
    )


@shown(Trigger)
def trigger_out(trigger: Trigger, by: Actor) -> TriggerOut:
    return TriggerOut(
        reference=trigger.reference,
        name=trigger.name,
        version=trigger.current.number if trigger.current is not None else 0,
        paused=trigger.paused_at is not None,
    )


@shown(TriggerVersion)
def trigger_version_out(version: TriggerVersion, by: Actor) -> TriggerVersionOut:
    return TriggerVersionOut(
        reference=version.reference,
        trigger=version.trigger.reference,
        number=version.number,
        on=version.on,
        days=version.days,
        unit=version.unit.code if version.unit is not None else "",
        conditions=version.conditions,
        acts=version.acts,
        published_at=version.published_at,
    )
