"""Lists of cases for programs: narrowed by what the desk sorts its work by, as far as the holder may read."""

import datetime as dt
from typing import Any

import pytest

from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.models import Case, Topic
from frontoffice.foundation import clock
from tests.authority.test_reads import Program
from tests.cases import making

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SECRET = "c" * 40


@pytest.fixture
def program(dana: StaffMember, topic: Topic) -> Program:
    at = clock.now()
    issue_token(secret=SECRET, name="t", scopes=["*"], expires_at=at + DAY, by=dana.actor, at=at)
    return Program(SECRET)


@pytest.fixture
def three(program: Program, dana: StaffMember) -> list[Case]:
    """One that Dana has, one of another topic and unit, and one that waits longer than its time."""
    making.topic("taxes", unit="tax", days=5)
    mine = take(case=making.case(), by=dana.actor, at=making.later(minutes=5))
    return [mine, making.case(topic="taxes"), making.case(at=making.later(days=-7))]


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ("status=new", [2, 1]),
        ("status=open", [0]),
        ("open=true", [2, 1, 0]),
        ("open=false", []),
        ("assignee=me", [0]),
        ("assignee=nobody", [2, 1]),
        ("topic=taxes", [1]),
        ("unit=tax", [1]),
        ("unit=front&status=new", [2]),
        ("priority=3", [2, 1, 0]),
        ("priority=1", []),
        ("channel=web", [2, 1, 0]),
        ("received_until=2026-11-12", [2]),
        ("received_from=2026-11-13", [1, 0]),
        ("due_until=2026-11-18", [2]),
        ("sort=due", [2, 0, 1]),
        ("sort=oldest", [0, 1, 2]),
        ("customer=7km4 59qx t8", []),
    ],
)
def test_cases_are_found_by_what_is_asked(
    program: Program, three: list[Case], asked: str, which: list[int]
) -> None:
    numbers = [row["number"] for row in program.items(f"cases.case?{asked}")]
    assert numbers == [three[one].number for one in which]


def test_by_the_reference_of_who_has_it(program: Program, three: list[Case], dana: StaffMember) -> None:
    rows = program.items(f"cases.case?assignee={dana.reference.lower()}&fields=number,status")
    assert rows == [{"reference": three[0].reference, "number": three[0].number, "status": "open"}]


def test_a_case_comes_with_its_timeline(program: Program, three: list[Case]) -> None:
    found = program.get(f"cases.case/{three[0].reference}").json()
    assert [entry["kind"] for entry in found["entries"]] == ["CaseOpened", "CaseTaken"]


@pytest.mark.parametrize(
    "asked", ["status=lost", "priority=9", "due_until=tomorrow", "received_from=0001-01-01"]
)
def test_values_out_of_bounds_are_refused_in_words(program: Program, asked: str) -> None:
    answer = program.get(f"cases.case?{asked}")
    assert (answer.status_code, bool(answer.json()["message"])) == (422, True)


def test_pages_of_due_cases_lose_none_with_the_same_day(program: Program, topic: Topic) -> None:
    made = [making.case(name=f"Asker {number}").reference for number in range(5)]
    assert program.all_pages("cases.case", sort="due", limit=2, open="true") == made


def test_who_follows_reads_their_own_alone(three: list[Case], client: Any) -> None:
    stranger = Program(client.post("/api/v1/visitors").json()["token"])
    assert stranger.items("cases.case?open=true") == []
