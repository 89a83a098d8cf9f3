"""What the worker goes on with: many cases, some at a time; and triggers, when something happened to a case."""

from datetime import datetime
from typing import Any

from frontoffice.cases import events
from frontoffice.cases.actions.doing_many import next_round
from frontoffice.cases.actions.firing_triggers import fire
from frontoffice.cases.events_bulk import BulkGoesOn
from frontoffice.cases.models import TriggerOn
from frontoffice.foundation.events import Told, reacts_to
from frontoffice.foundation.models import Actor


@reacts_to(BulkGoesOn)
def do_next_cases(event: BulkGoesOn, *, by: Actor, at: datetime, told: Told) -> None:
    """What is done and what is still owed commit together, so a killed worker neither loses nor doubles a case."""
    next_round(event.bulk_id, event.round, at=at)


@reacts_to(events.CaseOpened)
def fire_on_opened(event: Any, *, by: Actor, at: datetime, told: Told) -> None:
    fire(TriggerOn.OPENED, event.case_id, told.event, at=at)


@reacts_to(events.PostAdded)
def fire_on_written(event: Any, *, by: Actor, at: datetime, told: Told) -> None:
    fire(TriggerOn.WRITTEN, event.case_id, told.event, at=at)


@reacts_to(events.ReplyWentOut)
def fire_on_answered(event: Any, *, by: Actor, at: datetime, told: Told) -> None:
    fire(TriggerOn.ANSWERED, event.case_id, told.event, at=at)


@reacts_to(events.StageChanged)
def fire_on_moved(event: Any, *, by: Actor, at: datetime, told: Told) -> None:
    fire(TriggerOn.MOVED, event.case_id, told.event, at=at)


@reacts_to(events.CaseResolved)
def fire_on_resolved(event: Any, *, by: Actor, at: datetime, told: Told) -> None:
    fire(TriggerOn.MOVED, event.case_id, told.event, at=at)


@reacts_to(events.CaseReopened)
def fire_on_reopened(event: Any, *, by: Actor, at: datetime, told: Told) -> None:
    fire(TriggerOn.MOVED, event.case_id, told.event, at=at)


@reacts_to(events.CaseAssigned)
def fire_on_assigned(event: Any, *, by: Actor, at: datetime, told: Told) -> None:
    fire(TriggerOn.ASSIGNED, event.case_id, told.event, at=at)


@reacts_to(events.CaseTaken)
def fire_on_taken(event: Any, *, by: Actor, at: datetime, told: Told) -> None:
    fire(TriggerOn.ASSIGNED, event.case_id, told.event, at=at)


@reacts_to(events.TopicChanged)
def fire_on_sorted(event: Any, *, by: Actor, at: datetime, told: Told) -> None:
    fire(TriggerOn.SORTED, event.case_id, told.event, at=at)


@reacts_to(events.CaseWeighed)
def fire_on_weighed(event: Any, *, by: Actor, at: datetime, told: Told) -> None:
    fire(TriggerOn.WEIGHED, event.case_id, told.event, at=at)
