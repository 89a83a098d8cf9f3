"""Cases of every kind and random conditions on them, for the tests of conditions."""

import datetime as dt
import json
from typing import Any

from hypothesis import strategies as st

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions import keeping_types
from frontoffice.cases.actions.assigning import assign, take
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.conditions.fields import Field, Fields
from frontoffice.cases.conditions.kinds import Operator, Takes
from frontoffice.cases.conditions.trees import Group, Test, Tree
from frontoffice.cases.models import Case
from frontoffice.foundation.actors import service
from tests.cases import making
from tests.cases.making import later
from tests.factories import NOW

TODAY = dt.date(2026, 11, 17)
# `contains` and `isnull` are names that the ORM would take for lookups.
FEE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "amount": {"type": "number", "title": "Amount"},
        "count": {"type": "integer", "title": "Count"},
        "paid_on": {"type": "string", "format": "date", "title": "Paid on"},
        "contains": {"type": "string", "title": "What it contains"},
        "isnull": {"type": "boolean", "title": "Urgent for them"},
        "office": {"type": "string", "enum": ["north", "harbor"], "title": "Office"},
        "papers": {
            "type": "array",
            "items": {"enum": ["title", "Führerschein", 'a "quoted" one']},
            "title": "Papers",
        },
    },
}
FIELDS = [
    {"amount": 120.5, "count": 3, "paid_on": "2026-11-16", "contains": "A card", "isnull": True},
    {"amount": 18, "office": "north", "papers": ["title"], "paid_on": "2026-11-19", "isnull": False},
    {"office": "harbor", "papers": ["Führerschein", 'a "quoted" one'], "contains": "ÉCLAIR (10%)"},
    {},
]
SUBJECTS = ["Lost card", "lost CARDS", "Éclair [x] ^$ \\ fee", "Straße 10%", "title"]
TEXTS = ["card", "LOST", "éclair", "(10%)", "[x] ^$ \\", "ß", "zebra", "title", "."]


def fee_type() -> None:
    making.case()
    drafted = keeping_types.draft_case_type(
        code="fee", name="Fee dispute", fields=json.dumps(FEE), by=service("demo"), at=NOW
    )
    keeping_types.publish_case_type(version=drafted, by=service("demo"), at=NOW)


def cases(dana: StaffMember, tomas: StaffMember) -> list[Case]:
    """Ten cases: nobody's, taken, given, waiting, resolved, elsewhere, and of a type with fields."""
    making.topic("taxes", unit="tax", days=5)
    fee_type()
    made = [making.case(subject=subject) for subject in SUBJECTS]
    made.append(making.case(subject="Elsewhere", topic="taxes", name="", email=""))
    made += [making.case(type="fee", fields=json.dumps(given)) for given in FIELDS]
    take(case=made[1], by=dana.actor, at=NOW)
    assign(case=made[2], assignee=tomas, by=dana.actor, at=NOW)
    reply(case=made[3], text="Which one?", by=tomas.actor, at=NOW)
    resolve(case=made[4], by=dana.actor, at=later(hours=2))
    for place, case in enumerate(made):
        due = max(TODAY + dt.timedelta(days=place - 3), case.received_on)
        Case.objects.filter(pk=case.pk).update(due_on=due, priority=1 + place % 4, reopened=place % 3)
    return list(Case.objects.order_by("pk"))


def tests_of(field: Field, choices: list[str]) -> st.SearchStrategy[Test]:
    """Every question that can be asked of the field, with values that may fit."""

    def values(operator: Operator) -> st.SearchStrategy[tuple[str, ...]]:
        return {
            Takes.NOTHING: st.just(()),
            Takes.CHOICES: st.lists(st.sampled_from(choices), min_size=1, max_size=3, unique=True).map(tuple),
            Takes.TEXT: st.sampled_from(TEXTS).map(lambda text: (text,)),
            Takes.NUMBER: st.sampled_from(["0", "1", "3", "18", "120.5", "-1"]).map(lambda n: (n,)),
            Takes.DATE: st.integers(-5, 5).map(lambda days: ((TODAY + dt.timedelta(days=days)).isoformat(),)),
            Takes.DAYS: st.integers(0, 4).map(lambda days: (str(days),)),
        }[operator.takes]

    return st.sampled_from(field.operators).flatmap(
        lambda op: values(op).map(lambda given: Test(field=field.path, op=op.code, values=given))
    )


def trees(fields: Fields, choices: dict[str, list[str]]) -> st.SearchStrategy[Tree]:
    """Random trees, two deep, over all fields."""
    test = st.sampled_from(list(fields.values())).flatmap(
        lambda field: tests_of(field, [v for v, _label in field.choices] or choices.get(field.offered, ["x"]))
    )
    match = st.sampled_from(["all", "any"])
    tests = st.lists(test, max_size=4).map(tuple)
    group = st.builds(Group, match=match, tests=tests)
    return st.builds(Tree, match=match, tests=tests, groups=st.lists(group, max_size=2).map(tuple))


def choices_of(people: list[StaffMember]) -> dict[str, list[str]]:
    return {
        "topics": ["cards", "taxes", "gone"],
        "units": ["front", "tax"],
        "people": [one.reference for one in people],
        "types": ["general", "fee"],
        "stages": ["new", "open", "waiting", "resolved"],
        "languages": ["en", "es"],
    }
