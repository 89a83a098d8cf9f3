"""The API and the command line do with asks all that the page does, by the same actions (X3, X4)."""

import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from frontoffice.foundation.models import Unit
from tests.authority.approvals.asks import FOUND, OWN, asked, chief
from tests.factories import staff

pytestmark = pytest.mark.django_db
ISSUE = "authority.issue_token"


class Program:
    """Speaks for a staff member, over HTTP or at the command line."""

    def __init__(self, member: StaffMember) -> None:
        self.secret = f"{member.actor_id:0>40}"
        at = clock.now()
        until = at + dt.timedelta(days=1)
        issue_token(secret=self.secret, name="t", scopes=["*"], expires_at=until, by=member.actor, at=at)

    def posts(self, action: str, status: int = 200, **given: Any) -> Any:
        """By the API; the result, or the problem."""
        answer = Client().post(
            f"/api/v1/actions/authority.{action}",
            given,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.secret}"},
        )
        assert answer.status_code == status, answer.content
        return answer.json()["result"] if status == 200 else answer.json()

    def reads(self, address: str) -> Any:
        answer = Client().get(f"/api/v1/{address}", headers={"Authorization": f"Bearer {self.secret}"})
        assert answer.status_code == 200, answer.content
        return answer.json()

    def acts(self, action: str, *values: str, code: int = 0) -> Any:
        """By the command line; the result, or the problem."""
        out, err, left = StringIO(), StringIO(), 0
        try:
            call_command("act", f"authority.{action}", *values, token=self.secret, stdout=out, stderr=err)
        except SystemExit as leaving:
            left = int(str(leaving.code))
        assert left == code, err.getvalue()
        return json.loads(err.getvalue()) if code else json.loads(out.getvalue())["result"]


@pytest.fixture
def now() -> dt.datetime:
    return clock.now()


@pytest.fixture
def noor(now: dt.datetime) -> StaffMember:
    return staff("Noor Haddad", asks=[FOUND], grants=[*OWN, ISSUE], at=now)


@pytest.fixture
def ruth(now: dt.datetime) -> StaffMember:
    return chief("Ruth Okafor", ISSUE, at=now)


def test_the_api_asks_back_answers_hands_on_and_approves(
    found_unit: Any, noor: StaffMember, ruth: StaffMember, now: dt.datetime
) -> None:
    ask = asked(found_unit, noor.actor, code="new", at=now)
    vera = chief("Vera", at=now)
    of_noor, of_ruth, which = Program(noor), Program(ruth), {"approval": ask.reference}
    assert of_ruth.posts("question", text="For which counter?", **which)["status"] == "questioned"
    problem = of_ruth.posts("approve", status=409, **which)
    assert (problem["code"], "not answered yet" in problem["message"]) == ("asked_back", True)
    assert of_noor.posts("answer", text="The one by the door.", **which)["status"] == "waiting"
    handed = of_ruth.posts("delegate", to=vera.reference, **which)
    assert handed["delegated_to"] == "Vera"
    assert [note["kind"] for note in handed["notes"]] == ["question", "answer", "delegated"]
    seen = of_ruth.reads(f"authority.approval/{ask.reference}")
    assert seen["facts"][1] == ["Code", "new"]
    assert seen["steps"] == [
        {"number": 1, "needs": "", "decided_by": None, "authorized_by": None, "decided_at": None}
    ]
    decided = of_ruth.posts("approve", **which)
    assert (decided["status"], decided["decided_by"]) == ("approved", "Ruth Okafor")
    assert Unit.objects.filter(code="new").exists()
    assert of_noor.posts("acknowledge", **which)["status"] == "approved"
    assert "notes" not in of_noor.reads("authority.approval")["items"][0], "lists are short"


def test_the_command_line_does_too(
    found_unit: Any, noor: StaffMember, ruth: StaffMember, now: dt.datetime
) -> None:
    first, second = (asked(found_unit, noor.actor, at=now) for _ in range(2))
    of_noor, of_ruth = Program(noor), Program(ruth)
    which = f"approval={first.reference}"
    assert of_ruth.acts("question", which, "text=Why?")["status"] == "questioned"
    assert of_noor.acts("answer", which, "text=So.")["status"] == "waiting"
    assert (
        of_ruth.acts("decline", which, "reason=The counter is closed.")["reason"] == "The counter is closed."
    )
    assert of_noor.acts("acknowledge", which)["status"] == "declined"
    assert of_ruth.acts("decline", which, "reason=Again", code=1)["code"] == "already_decided"
    which = f"approval={second.reference}"
    assert of_noor.acts("approve", which, code=1)["code"] in {"not_authorized", "in_conflict"}
    assert of_noor.acts("withdraw", which)["status"] == "withdrawn"


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    found_unit: Any, noor: StaffMember, now: dt.datetime, django_assert_max_num_queries: Any
) -> None:
    of_noor, took = Program(noor), []
    for more in (1, 2):
        for _ in range(more):
            asked(found_unit, noor.actor, at=now)
        with django_assert_max_num_queries(12) as queries:
            assert len(of_noor.reads("authority.approval")["items"]) in {1, 3}
        took.append(len(queries))
    assert took[0] == took[1]
