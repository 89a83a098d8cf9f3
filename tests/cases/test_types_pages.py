"""Case types and lifecycles on their pages: what is asked is written in lines, and published by a second person."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.cases import field_lines
from frontoffice.cases.models import CaseType, CaseTypeVersion, LifecycleVersion, Topic
from frontoffice.cases.schemas import fields_of, problem_with
from tests import factories
from tests.cases import making

LINES = """Amount in dispute *: number
Paid on: date
How: one of Cash, Card
Papers: some of Bill, Receipt
Why: long text"""
TITLES = st.lists(
    st.text(alphabet="abc xyzÁñ1", min_size=1, max_size=12).map(lambda s: " ".join(s.split())).filter(bool),
    max_size=6,
    unique_by=str.casefold,
)


@given(TITLES, st.data())
def test_lines_make_a_schema_and_come_back_from_it(titles: list[str], data: st.DataObject) -> None:
    kinds = st.sampled_from([*field_lines.KINDS, "one of A, B", "some of A, B c"])
    lines = [f"{title}{data.draw(st.sampled_from(['', ' *']))}: {data.draw(kinds)}" for title in titles]
    schema = field_lines.read("\n".join(lines))
    assert problem_with(schema) == ""
    assert field_lines.written(schema).split("\n") == (lines or [""])
    assert field_lines.read(field_lines.written(schema), before=schema)["required"] == schema["required"]


def test_what_lines_can_not_say_is_kept_where_the_title_stays() -> None:
    before = {"type": "object", "properties": {"amt": {"type": "number", "title": "Amount", "minimum": 5}}}
    assert field_lines.read("Amount *: number", before=before)["properties"] == {
        "amt": {"type": "number", "title": "Amount", "minimum": 5}
    }
    assert field_lines.read("Amount: text", before=before)["properties"]["amt"]["type"] == "string"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Amount: money", "nothing that a field can take"),
        ("How: one of", "Name the choices"),
        (": text", "title"),
    ],
)
def test_a_line_that_can_not_be_read_is_named(line: str, why: str) -> None:
    with pytest.raises(field_lines.UnreadableLine) as told:
        field_lines.read(f"Name: text\n{line}")
    assert told.value.number == 2
    assert why in str(told.value.why)


@pytest.fixture
def supervisor(client: Client, topic: Topic) -> Client:
    making.case()
    member = factories.supervisor(username="miriam")
    assert member.user is not None
    for act in ("draft", "publish"):
        for what in ("case_type", "lifecycle"):
            factories.grant(member, f"cases.{act}_{what}")
    client.force_login(member.user)
    return client


def typed(lines: str) -> dict[str, str]:
    given = {"code": "bill", "name": "Bill", "lines": lines, "lifecycle": "standard"}
    return given | {"priority": "3", "complexity": "1"}


@pytest.mark.django_db
def test_a_type_is_drafted_in_lines_and_waits_for_a_second_person(supervisor: Client) -> None:
    assert supervisor.post(reverse("cases:new_type"), typed(LINES)).status_code == 302
    version = CaseTypeVersion.objects.get(type__code="bill")
    assert list(fields_of(version.schema).properties) == [
        "amount_in_dispute",
        "paid_on",
        "how",
        "papers",
        "why",
    ]
    assert version.schema["required"] == ["amount_in_dispute"]
    supervisor.post(reverse("cases:publish_type", args=[version.reference]))
    assert CaseType.objects.get(code="bill").current is None, "who wrote it does not publish it alone"
    assert "is a draft" in supervisor.get(reverse("cases:type", args=["bill"])).content.decode()


@pytest.mark.django_db
def test_a_line_that_is_wrong_is_told_and_what_was_typed_stays(supervisor: Client) -> None:
    answer = supervisor.post(reverse("cases:new_type"), typed("Amount: money"))
    assert answer.status_code == 422
    assert "Line 1:" in answer.content.decode()
    assert "Amount: money" in answer.content.decode()
    assert not CaseType.objects.filter(code="bill").exists()


@pytest.mark.django_db
def test_a_lifecycle_shows_its_ways_and_a_draft_that_no_case_could_go_is_refused(supervisor: Client) -> None:
    page = supervisor.get(reverse("cases:lifecycle", args=["standard"])).content.decode()
    assert "Wait for the customer" in page
    standard = LifecycleVersion.objects.get(lifecycle__code="standard")
    broken = {**standard.definition, "transitions": []}
    answer = supervisor.post(
        reverse("cases:lifecycle", args=["standard"]), {"name": "Standard", "definition": json.dumps(broken)}
    )
    assert answer.status_code in {400, 422}
    assert LifecycleVersion.objects.count() == 1


@pytest.mark.django_db
def test_colleagues_see_the_types_and_can_not_draft_any(desk: Client, topic: Topic) -> None:
    making.case()
    assert desk.get(reverse("cases:types")).status_code == 200
    page = desk.get(reverse("cases:type", args=["general"])).content.decode()
    assert "Keep the draft" not in page
    assert desk.get(reverse("cases:new_type")).status_code == 404
    assert desk.post(reverse("cases:publish_type", args=["none"])).status_code == 403
