"""Putting a case under another topic, and so before another unit."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions import keeping_clocks, owing
from frontoffice.cases.actions.keeping_topics import topic_of
from frontoffice.cases.actions.moving import MOVED, go_if_listed
from frontoffice.cases.actions.recording import locked_unresolved, note_of, save
from frontoffice.cases.actions.weighing import keep_weight
from frontoffice.cases.events import TopicChanged
from frontoffice.cases.lifecycles import Act
from frontoffice.cases.models import Case
from frontoffice.cases.permissions import unit_of_case
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor


@action("cases.change_topic", title=_("Change the topic"), unit=unit_of_case)
def change_topic(
    *,
    case: Case,
    topic: Annotated[str, Field(max_length=60)],
    reason: Annotated[str, Field(max_length=2_000)] = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Sort the case anew. In another unit nobody has it yet; the date received stays (CMP-6), the due date follows it.

    A case is never less complex than its topic.     Raises UnknownTopic, CaseIsResolved.
    """
    new, case = topic_of(topic), locked_unresolved(case)
    before, unit_before = case.topic, case.unit_id
    if new.pk == before.pk:
        return case
    case.topic, case.unit = new, new.unit
    keep_weight(case, max(case.complexity, new.complexity), by=by, at=at)
    keeping_clocks.settle_standard(case)
    if new.unit_id != unit_before:
        case.assignee = None
        go_if_listed(case, Act.RELEASE, note=reason or new.name, by=by, at=at)
    save(case, "topic", "unit", "assignee", "complexity", *MOVED)
    note = note_of(case, reason, by=by, at=at)
    changed = TopicChanged(
        case_id=case.pk,
        from_topic_id=before.pk,
        to_topic_id=new.pk,
        from_unit_id=unit_before,
        to_unit_id=new.unit_id,
        note_id=note.pk if note is not None else None,
    )
    owing.keep(case, by=by, at=at)
    announce(changed, about=case, by=by, at=at)
    return case
