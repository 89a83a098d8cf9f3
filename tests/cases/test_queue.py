"""The lists of the desk: what is in each, in which order, page by page, counted without reading it all."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.assigning import assign, take
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Case
from frontoffice.cases.permissions import units_seen
from frontoffice.cases.queries import cases_visible_to, counting, queue
from frontoffice.cases.queries.counting import Count
from frontoffice.cases.queries.lines import counts, line_of, page_of_lines
from frontoffice.cases.queries.queue import Sort, View
from tests import factories
from tests.cases import making
from tests.cases.making import later
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def seen(member: StaffMember) -> "QuerySet[Case]":
    return cases_visible_to(by=member.actor, at=NOW)


def listed(view: View, member: StaffMember, sort: Sort = Sort.DUE) -> list[str]:
    """As the desk asks, and as the ORM does."""
    cases = queue.cases_in(view, seen=seen(member), member=member)
    units = units_seen(by=member.actor, at=NOW)
    page = page_of_lines(view, sort, member=member, units=units)
    assert list(page.cases) == [line_of(case) for case in queue.page_of(cases, view=view, sort=sort).cases]
    return [line.subject for line in page.cases]


@pytest.fixture
def some(topic: object, dana: StaffMember, tomas: StaffMember) -> dict[str, Case]:
    """One case of each kind, in the unit `front` unless its name says otherwise."""
    making.topic("taxes", unit="tax", days=5)
    made = {name: making.case(subject=name) for name in ("nobody", "dana", "tomas", "waiting", "resolved")}
    made["elsewhere"] = making.case(subject="elsewhere", topic="taxes")
    take(case=made["dana"], by=dana.actor, at=NOW)
    assign(case=made["tomas"], assignee=tomas, by=dana.actor, at=NOW)
    reply(case=made["waiting"], text="Which one?", by=tomas.actor, at=NOW)
    resolve(case=made["resolved"], by=dana.actor, at=NOW)
    return made


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (View.MINE, ["dana"]),
        (View.UNIT, ["nobody", "dana", "tomas", "waiting"]),
        (View.UNASSIGNED, ["nobody", "elsewhere"]),
        (View.WAITING, ["waiting"]),
        (View.RESOLVED, ["resolved"]),
        (View.ALL, ["nobody", "dana", "tomas", "waiting", "resolved", "elsewhere"]),
    ],
)
def test_each_view_holds_its_cases(some: object, dana: StaffMember, view: View, expected: list[str]) -> None:
    assert listed(view, dana) == expected


def test_newest_first_turns_them_round(some: object, dana: StaffMember) -> None:
    assert listed(View.UNIT, dana, Sort.NEWEST) == ["waiting", "tomas", "dana", "nobody"]


def test_due_first_goes_by_the_due_date(topic: object, dana: StaffMember) -> None:
    making.topic("slow", days=9)
    making.case(subject="slow", topic="slow")
    making.case(subject="quick")
    making.case(subject="late", by=dana.actor, received_on=dt.date(2026, 11, 9))
    assert listed(View.UNIT, dana) == ["late", "quick", "slow"]


def test_counts_say_how_many_and_how_many_are_late(some: dict[str, Case], dana: StaffMember) -> None:
    # The one that waits for the customer is not late, however long it takes.
    numbers, late = counts(member=dana, units=None, late=View.UNIT, today=dt.date(2026, 12, 24))
    assert late is not None
    assert late.number == 3
    assert {view.value: str(count) for view, count in numbers.items()} == {
        "mine": "1",
        "unit": "4",
        "unassigned": "2",
        "waiting": "1",
    }
    assert counts(member=dana, units=None, late=View.UNIT, today=dt.date(2026, 1, 1))[1] == Count(0, False)
    elsewhere = frozenset({some["elsewhere"].unit_id})
    few, none = counts(member=dana, units=elsewhere)
    assert (none, str(few[View.UNASSIGNED]), str(few[View.MINE])) == (None, "1", "0")


def test_counting_stops_at_a_thousand(
    topic: object, dana: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST_COUNTED", 2)
    for _case in range(3):
        making.case()
    assert str(counts(member=dana, units=None)[0][View.UNIT]) == "2+"


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("sort", list(Sort))
def test_pages_go_on_where_the_last_one_ended(
    topic: object, dana: StaffMember, monkeypatch: pytest.MonkeyPatch, view: View, sort: Sort
) -> None:
    monkeypatch.setattr(queue, "ON_A_PAGE", 2)
    for number in range(5):
        case = making.case(subject=str(number), at=later(hours=number // 2))
        if view == View.MINE:
            take(case=case, by=dana.actor, at=later(hours=number))
        elif view == View.WAITING:
            reply(case=case, text="And?", by=dana.actor, at=later(hours=number))
        elif view == View.RESOLVED:
            resolve(case=case, by=dana.actor, at=later(hours=number // 3))
    found, after = [], ""
    for _page in range(3):
        page = page_of_lines(view, sort, member=dana, units=None, after=after)
        found += [case.subject for case in page.cases]
        after = page.after
    assert after == ""
    assert found == (list("01234") if sort == Sort.DUE else list("43210"))


@pytest.mark.parametrize(
    "after", ["x", "2026-11-17", "2026-11-17_x", "_", "9" * 40, "2026-11-17_-1", "1_2_3"]
)
def test_a_key_that_cant_be_read_starts_at_the_beginning(some: object, dana: StaffMember, after: str) -> None:
    for sort in Sort:
        assert page_of_lines(View.UNIT, sort, member=dana, units=None, after=after).cases


def test_staff_see_the_units_of_their_grants(some: dict[str, Case]) -> None:
    member = making.of_one_unit("cases.reply", unit=some["elsewhere"].unit)
    assert cases_visible_to(by=member.actor, at=NOW).get() == some["elsewhere"]
    assert listed(View.ALL, member) == ["elsewhere"]
    assert listed(View.ALL, factories.staff("Idle")) == []
    assert not cases_visible_to(by=factories.staff("Nobody").actor, at=NOW).exists()
    assert not cases_visible_to(by=making.nobody_yet(), at=NOW).exists()


def test_expired_grants_show_nothing(some: object, dana: StaffMember) -> None:
    dana.actor.grants.update(revoked_at=NOW, revoked_by=factories.staff("Chief").actor)
    assert not cases_visible_to(by=dana.actor, at=NOW).exists()


@pytest.mark.parametrize("view", list(View))
def test_a_page_is_entered_through_an_index(some: object, dana: StaffMember, view: View) -> None:
    """With many cases each list must read only what it shows."""
    cases = queue.cases_in(view, seen=seen(dana), member=dana)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queue.page_of(cases, view=view, sort=Sort.DUE)
    sql = asked.captured_queries[-1]["sql"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "case_" in plan, plan
