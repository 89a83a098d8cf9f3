"""Conditions: the database and Python give the same answer; what is gone says so; each list begins at an index."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.authority.models import StaffMember
from frontoffice.cases.conditions import judging, trees
from frontoffice.cases.conditions.asking import asked
from frontoffice.cases.conditions.standing import of_member, of_nobody
from frontoffice.cases.conditions.trees import Group, Test, Tree
from frontoffice.cases.models import Case, CaseType, Topic
from frontoffice.cases.queries import cases_visible_to, counting
from frontoffice.cases.queries.conditions import fields_now
from frontoffice.cases.queries.counting import counts_of
from frontoffice.cases.queries.lanes import lane_of, narrowed
from tests import factories
from tests.cases import conditions_made
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def some(topic: Topic, dana: StaffMember, tomas: StaffMember) -> list[Case]:
    return conditions_made.cases(dana, tomas)


def loaded() -> list[Case]:
    return list(Case.objects.select_related(*judging.WITH).order_by("pk"))


def tree(*tests: tuple[str, str, list[str]], match: Any = "all") -> Tree:
    return Tree(match=match, tests=tuple(Test(field=f, op=op, values=tuple(v)) for f, op, v in tests))


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_and_python_give_the_same_answer(
    some: list[Case], dana: StaffMember, tomas: StaffMember, data: st.DataObject
) -> None:
    # A statement that fails spoils this question alone, so that the smallest one is found.
    with transaction.atomic():
        fields, stand = fields_now(), of_member(dana, NOW)
        drawn = data.draw(conditions_made.trees(fields, conditions_made.choices_of([dana, tomas])))
        by_database = set(Case.objects.filter(asked(drawn, fields, stand)).values_list("pk", flat=True))
        by_python = {case.pk for case in loaded() if judging.holds(drawn, fields, case, stand)}
        assert by_database == by_python
        lane = lane_of(
            drawn, fields, stand, seen=Case.objects.all(), units=None, codes={"front": dana.unit_id, "tax": 0}
        )
        if not any(test.field == "unit" for test in drawn.every_test()):
            assert set(lane.found.values_list("pk", flat=True)) == by_database
            assert set(narrowed(lane).values_list("pk", flat=True)) == by_database
            assert counts_of([lane])[0].number == len(by_database)


def test_not_somebodys_holds_of_nobodys_beside_any_other_question(
    some: list[Case], dana: StaffMember, tomas: StaffMember
) -> None:
    mine = Group(tests=(Test(field="due_on", op="next", values=("0",)), Test(field="assignee", op="me")))
    others = Group(tests=(Test(field="assignee", op="is_not", values=(tomas.reference,)),))
    asks, fields, stand = Tree(match="any", groups=(mine, others)), fields_now(), of_member(dana, NOW)
    found = set(Case.objects.filter(asked(asks, fields, stand)))
    assert found == {case for case in loaded() if judging.holds(asks, fields, case, stand)}
    assert any(case.assignee is None for case in found)


@pytest.mark.parametrize(
    ("asks", "number"), [(("reopened", "at_most", ["-1"]), 0), (("reopened", "at_least", ["-1"]), 11)]
)
def test_a_list_that_can_hold_nothing_or_everything_is_counted(
    some: list[Case], dana: StaffMember, asks: tuple[str, str, list[str]], number: int
) -> None:
    lane = lane_of(
        tree(asks), fields_now(), of_member(dana, NOW), seen=Case.objects.all(), units=None, codes={}
    )
    assert counts_of([lane])[0].number == len(lane.found) == number


def test_judging_asks_the_database_nothing(some: list[Case], dana: StaffMember) -> None:
    fields, stand, cases = fields_now(), of_member(dana, NOW), loaded()
    every = [
        Test(field=f.path, op=f.operators[-1].code, values=("2026-11-17",) if f.kind == "date" else ("1",))
        for f in fields.values()
    ]
    with CaptureQueriesContext(connection) as asks:
        for case in cases:
            judging.holds(Tree(tests=tuple(every[:30])), fields, case, stand)
    assert len(asks) == 0


@pytest.mark.parametrize(
    ("asks", "finds"),
    [
        ([("due_on", "next", ["2"])], {0, 1, 2}),
        ([("due_on", "past", [])], set()),
        ([("due_on", "today", [])], {0}),
        ([("due_on", "after", ["2026-11-19"])], {3, 4, 5, 6}),
    ],
)
def test_relative_dates_count_from_the_day_at_the_office(
    some: list[Case], dana: StaffMember, asks: Any, finds: set[int]
) -> None:
    found = Case.objects.filter(asked(tree(*asks), fields_now(), of_member(dana, NOW)))
    assert {(case.due_on - conditions_made.TODAY).days for case in found} == finds


def test_me_and_my_unit_are_whoever_asks(some: list[Case], dana: StaffMember, tomas: StaffMember) -> None:
    mine = tree(("assignee", "me", []))
    fields = fields_now()
    of_dana = set(Case.objects.filter(asked(mine, fields, of_member(dana, NOW))))
    of_tomas = set(Case.objects.filter(asked(mine, fields, of_member(tomas, NOW))))
    assert of_dana
    assert of_tomas
    assert not of_dana & of_tomas
    assert not Case.objects.filter(asked(mine, fields, of_nobody(dana.unit, NOW))).exists()
    assert trees.problems(mine, fields, stands=False)


@pytest.mark.parametrize(
    "kept",
    [
        [],
        {"match": "none"},
        {"tests": [{"field": "status"}]},
        {"tests": [{"field": "status", "op": "is", "values": ["new"], "sql": "1=1"}]},
        {"groups": [{"groups": [{"tests": []}]}]},
        {"tests": [{"field": "status", "op": "is", "values": [["new"]]}]},
    ],
)
def test_what_has_not_the_form_of_conditions_is_no_tree(kept: Any) -> None:
    assert trees.read(kept) is None


@pytest.mark.parametrize(
    ("field", "op", "values"),
    [
        ("password", "is", ["x"]),
        ("assignee__user__password", "is", ["x"]),
        ("status", "contains", ["x"]),
        ("status", "is", []),
        ("status", "is", ["closed"]),
        ("due_on", "on", ["tomorrow"]),
        ("due_on", "on", ["20261117"]),
        ("due_on", "next", ["-1"]),
        ("due_on", "next", ["99999"]),
        ("reopened", "at_least", ["nan"]),
        ("reopened", "at_least", ["1.5"]),
        ("subject", "contains", [" "]),
        ("fields.fee.amount", "at_least", ["much"]),
        ("fields.fee.nothing", "empty", []),
    ],
)
def test_what_cant_be_asked_says_why(topic: Topic, field: str, op: str, values: list[str]) -> None:
    conditions_made.fee_type()
    asks = tree((field, op, values))
    assert trees.problems(asks, fields_now())
    assert json.loads(json.dumps(trees.kept(asks)))["tests"]


def test_a_field_that_is_gone_is_left_out_and_named(some: list[Case], dana: StaffMember) -> None:
    asks = tree(("fields.fee.amount", "at_least", ["100"]), ("status", "is", ["new"]))
    CaseType.objects.filter(code="fee").update(active=False)
    fields, stand = fields_now(), of_member(dana, NOW)
    assert [test.field for test, _why in trees.problems(asks, fields)] == ["fields.fee.amount"]
    found = set(Case.objects.filter(asked(asks, fields, stand)))
    assert found == set(Case.objects.filter(status="new"))
    assert found == {case for case in loaded() if judging.holds(asks, fields, case, stand)}


def test_groups_without_a_question_hold_of_nothing_and_everything_alike(
    some: list[Case], dana: StaffMember
) -> None:
    empty = Tree(match="any", groups=(Group(match="any"),))
    assert Case.objects.filter(asked(empty, fields_now(), of_member(dana, NOW))).count() == len(some)


def test_all_counts_come_in_one_statement(some: list[Case], dana: StaffMember) -> None:
    fields, stand = fields_now(), of_member(dana, NOW)
    asks = [
        tree(("status", "is_not", ["resolved"])),
        tree(("status", "is_not", ["resolved"]), ("subject", "contains", ["card"])),
        tree(("topic", "is", ["taxes"])),
        tree(("assignee", "me", []), ("status", "is", ["open"])),
    ]
    seen = cases_visible_to(by=dana.actor, at=NOW)
    lanes = [lane_of(one, fields, stand, seen=seen, units=None, codes={}) for one in asks]
    with CaptureQueriesContext(connection) as statements:
        counted = counts_of(lanes)
    assert len(statements) == 1
    assert [count.number for count in counted] == [lane.found.count() for lane in lanes]
    assert not any(count.more for count in counted)


def test_counting_stops_at_a_thousand_and_at_ten_thousand_looks(
    some: list[Case], dana: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields, stand = fields_now(), of_member(dana, NOW)

    def count(*tests: Any) -> str:
        lane = lane_of(tree(*tests), fields, stand, seen=Case.objects.all(), units=None, codes={})
        return str(counts_of([lane])[0])

    monkeypatch.setattr(counting, "MOST_COUNTED", 2)
    assert count(("status", "is_not", ["resolved"])) == "2+"
    assert count(("subject", "contains", ["card"])) == "2+"
    monkeypatch.setattr(counting, "MOST_LOOKED", 3)
    assert count(("subject", "contains", ["Straße"])) == "0+"


def test_who_sees_no_case_counts_none(some: list[Case], dana: StaffMember) -> None:
    clerk = factories.staff("Clerk")
    lane = lane_of(
        tree(("subject", "contains", ["card"])),
        fields_now(),
        of_member(clerk, NOW),
        seen=cases_visible_to(by=clerk.actor, at=NOW),
        units=frozenset(),
        codes={},
    )
    assert str(counts_of([lane])[0]) == "0"


@pytest.mark.only_on("postgresql", reason="SQLite does not say how many rows it read")
@pytest.mark.parametrize(
    "tests",
    [
        [("status", "is_not", ["resolved"])],
        [("status", "is_not", ["resolved"]), ("topic", "is", ["cards"])],
        [("assignee", "me", []), ("status", "is", ["new", "open"])],
        [("unit", "mine", []), ("status", "is_not", ["resolved"]), ("due_on", "next", ["2"])],
        [("unit", "mine", []), ("status", "is", ["resolved"])],
        [("unit", "mine", []), ("subject", "contains", ["card"])],
    ],
)
def test_a_count_reads_no_more_of_a_large_table_than_it_may(
    some: list[Case], dana: StaffMember, monkeypatch: pytest.MonkeyPatch, tests: Any
) -> None:
    """On PostgreSQL, by what it says that it did: with 20,000 cases none of these reads more than the bound."""
    monkeypatch.setattr(counting, "MOST_LOOKED", 300)
    _many(some[0], 20_000)
    lane = lane_of(
        tree(*tests), fields_now(), of_member(dana, NOW), seen=Case.objects.all(), units=None, codes={}
    )
    with CaptureQueriesContext(connection) as statements:
        counts_of([lane])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statements.captured_queries[0]['sql']}")
        plan = cursor.fetchone()[0]
    scans = list(_scans(plan[0]["Plan"]))
    assert scans
    for scan in scans:
        read = (scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0)) * scan["Actual Loops"]
        assert read <= 1_100, scan
        assert "Index" in scan["Node Type"]


def _many(case: Case, count: int) -> None:
    """The same case many times over, due on other days; the planner is told."""
    kept = {f.attname: getattr(case, f.attname) for f in Case._meta.concrete_fields}
    for name in ("id", "reference", "number", "client_uuid", "due_on"):
        del kept[name]
    Case.objects.bulk_create(
        (
            Case(**kept, number=f"X-{number}", due_on=case.received_on + dt.timedelta(days=number % 90))
            for number in range(count)
        ),
        batch_size=2_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case")


def _scans(plan: dict[str, Any]) -> Any:
    if plan.get("Relation Name") == "cases_case":
        yield plan
    for part in plan.get("Plans", []):
        yield from _scans(part)
