"""The lists that colleagues work by, and two triggers: one that acts, one that waits for its reader."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.keeping_triggers import draft_trigger, publish_trigger
from frontoffice.cases.actions.keeping_views import keep_view, share_view
from frontoffice.cases.models import TriggerOn
from frontoffice.cases.models.saved_views import Order, Whose

Test = tuple[str, str, list[str]]
OPEN: Test = ("status", "is_not", ["resolved"])
SHARED: tuple[tuple[str, Order, list[Test], list[str]], ...] = (
    (
        "Due within two days",
        Order.DUE,
        [OPEN, ("due_on", "next", ["2"])],
        ["status", "due_on", "topic", "assignee"],
    ),
    (
        "Nobody’s, most urgent first",
        Order.PRIORITY,
        [OPEN, ("assignee", "empty", [])],
        ["priority", "due_on", "topic"],
    ),
)
OWN: tuple[tuple[str, str, list[Test]], ...] = (
    ("dana", "Mine, waiting for the customer", [("assignee", "me", []), ("status", "is", ["waiting"])]),
    ("lucia", "In Spanish", [OPEN, ("language", "is", ["es"])]),
)


def keep_lists(staff: Mapping[str, StaffMember], *, at: datetime) -> None:
    """What everybody finds beside their work, and what two colleagues keep for themselves."""
    for name, order, tests, columns in SHARED:
        share_view(
            name=name,
            whose=Whose.ALL,
            order=order,
            conditions=_tree(tests),
            columns=columns,
            by=staff["gordon"].actor,
            at=at,
        )
    for key, name, tests in OWN:
        keep_view(
            name=name,
            conditions=_tree(tests),
            columns=["status", "due_on", "topic"],
            by=staff[key].actor,
            at=at,
        )


def set_triggers(staff: Mapping[str, StaffMember], *, at: datetime) -> None:
    """Mei writes, Gordon reads and publishes; he has not read the second yet."""
    waits = draft_trigger(
        name="Waiting for a week",
        on=TriggerOn.WAITING,
        days=7,
        conditions=_tree([]),
        acts=_acts("note", text="Nothing came back for a week. Call, or resolve it."),
        by=staff["mei"].actor,
        at=at,
    )
    publish_trigger(version=waits, by=staff["gordon"].actor, at=at)
    draft_trigger(
        name="Suspensions come first",
        on=TriggerOn.OPENED,
        conditions=_tree([("subject", "contains", ["suspen"])]),
        acts=_acts("priority", priority="2", reason="Somebody may not drive meanwhile."),
        by=staff["mei"].actor,
        at=at,
    )


def _tree(tests: list[Test]) -> str:
    return json.dumps(
        {"tests": [{"field": field, "op": op, "values": values} for field, op, values in tests]}
    )


def _acts(act: str, **given: Any) -> str:
    return json.dumps([{"act": act, "given": given}])
