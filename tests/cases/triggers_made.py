"""Triggers, their writer and their publisher, for the tests of triggers."""

import json
from typing import Any

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions import keeping_triggers
from frontoffice.cases.models import TriggerOn, TriggerVersion
from tests import factories
from tests.factories import NOW

WRITES = ("cases.draft_trigger",)
PUBLISHES = ("cases.draft_trigger", "cases.publish_trigger", "cases.pause_trigger", "cases.resume_trigger")
CARD = {"tests": [{"field": "subject", "op": "contains", "values": ["card"]}]}
URGENT = {"act": "priority", "given": {"priority": "1", "reason": "By the rule."}}


@pytest.fixture
def writer(db: None) -> StaffMember:
    return factories.staff("Writer", grants=WRITES, username="writer")


@pytest.fixture
def miriam(db: None) -> StaffMember:
    """May publish triggers, and set priorities, move, note and assign."""
    powers = [
        *PUBLISHES,
        "cases.set_priority",
        "cases.note",
        "cases.assign",
        "cases.reply",
        "cases.change_topic",
    ]
    return factories.staff("Miriam Castellanos", grants=powers, username="miriam")


def drafted(by: StaffMember, name: str = "Cards first", **given: Any) -> TriggerVersion:
    words: dict[str, Any] = {
        "on": TriggerOn.OPENED,
        "conditions": json.dumps(CARD),
        "acts": json.dumps([URGENT]),
    }
    return keeping_triggers.draft_trigger(name=name, **(words | given), by=by.actor, at=NOW)


def published(
    writer: StaffMember, by: StaffMember, name: str = "Cards first", **given: Any
) -> TriggerVersion:
    made = keeping_triggers.publish_trigger(version=drafted(writer, name, **given), by=by.actor, at=NOW)
    assert isinstance(made, TriggerVersion)
    return made
