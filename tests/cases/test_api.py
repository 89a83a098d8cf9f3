"""Cases over HTTP: the customer's whole story by a visitor's token, and lists that do not ask row by row."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import Grant, StaffMember
from frontoffice.cases.models import Case
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from tests import factories
from tests.cases import making
from tests.cases.making import CODE

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def post(client: Client, token: str, path: str, **body: Any) -> Any:
    answer = client.post(
        f"/api/v1/{path}",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    return answer.status_code, answer.json()


def get(client: Client, token: str, path: str) -> Any:
    answer = client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code, answer.json()


@pytest.fixture
def danas(dana: StaffMember) -> str:
    """Dana's token."""
    at = clock.now()
    secret = "s" * 40
    issue_token(secret=secret, name="desk", scopes=["*"], expires_at=at + DAY, by=dana.actor, at=at)
    return secret


def visitor(client: Client) -> str:
    return str(client.post("/api/v1/visitors").json()["token"])


def test_from_the_question_to_the_reopened_case(client: Client, topic: object, danas: str) -> None:
    asker = visitor(client)
    words = {"text": "What does a new card cost?", "topic": "cards", "access_code": CODE}
    status, opened = post(client, asker, "actions/cases.open_case", **words)
    assert (status, opened["result"]["view"], opened["result"]["status"]) == (200, "customer", "new")
    reference = opened["result"]["reference"]
    passage = making.passage()
    assert post(client, danas, "actions/cases.take", case=reference)[0] == 200
    reply = {"case": reference, "text": "$18.00. [1]", "passages": [passage.reference], "resolve": True}
    status, replied = post(client, danas, "actions/cases.reply", **reply)
    assert (status, replied["result"]["view"], replied["result"]["status"]) == (200, "staff", "resolved")
    seen = get(client, asker, f"cases.case/{reference}")[1]
    assert [entry["kind"] for entry in seen["entries"]] == ["post", "reply", "resolved"]
    assert seen["entries"][1]["citations"][0]["passage"] == passage.reference
    assert "Dana" not in json.dumps(seen)
    added = post(client, asker, "actions/cases.add", case=reference, text="And a second one?")[1]
    assert added["result"]["status"] == "open"


def test_somebody_else_sees_nothing_until_they_have_the_code(
    client: Client, case: Case, topic: object
) -> None:
    other = visitor(client)
    assert get(client, other, f"cases.case/{case.reference}")[0] == 404
    assert post(client, other, "actions/cases.add", case=case.reference, text="Hello")[0] == 404
    wrong = {"reference": case.reference, "access_code": "wrong"}
    assert post(client, other, "actions/cases.follow", **wrong)[0] == 404
    assert post(client, other, "actions/cases.follow", reference=case.reference, access_code=CODE)[0] == 200
    assert get(client, other, f"cases.case/{case.reference}")[0] == 200
    assert post(client, other, "actions/cases.note", case=case.reference, text="Hello")[0] == 403


def test_a_list_asks_the_same_for_one_row_and_for_three(client: Client, case: Case, danas: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert get(client, danas, "cases.case")[0] == 200
        return len(asked)

    before = queries()
    for name in ("Abdi", "Huong"):
        making.case(name=name)
    assert queries() == before
    rows = get(client, danas, "cases.case?limit=2")[1]["items"]
    assert [row["number"] for row in rows] == ["C-2026-000003", "C-2026-000002"]
    assert "entries" not in rows[0]


def test_a_grant_for_one_unit_lists_that_unit(client: Client, case: Case) -> None:
    making.topic("taxes", unit="tax")
    taxes = making.case(topic="taxes")
    member = making.of_one_unit("cases.reply", unit=taxes.unit)
    grant = Grant.objects.create(
        actor=member.actor, action="authority.issue_token", from_at=factories.NOW, granted_by=service("tests")
    )
    at = max(clock.now(), grant.from_at)
    secret = "t" * 40
    issue_token(secret=secret, name="x", scopes=["*"], expires_at=at + DAY, by=member.actor, at=at)
    assert [row["number"] for row in get(client, secret, "cases.case")[1]["items"]] == [taxes.number]
