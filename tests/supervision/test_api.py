"""Supervision through the API: the same acts, the same refusals, and only to whom they are open."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import StaffMember
from frontoffice.correspondence.models import Status
from frontoffice.foundation import clock
from frontoffice.supervision.models import ReviewShare
from tests.cases.making import later
from tests.supervision import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: later(hours=5))


class Program:
    """A program that acts with a colleague's token."""

    def __init__(self, member: StaffMember) -> None:
        secret = f"{member.reference:x>40}"
        at = later(hours=4)
        issue_token(
            secret=secret,
            name="Program",
            scopes=["*"],
            expires_at=at + dt.timedelta(days=1),
            by=member.actor,
            at=at,
        )
        self.head = {"Authorization": f"Bearer {secret}"}
        self.client = Client()

    def act(self, does: str, /, **body: Any) -> Any:
        answer = self.client.post(
            f"/api/v1/actions/supervision.{does}",
            json.dumps(body),
            content_type="application/json",
            headers=self.head,
        )
        return answer.status_code, answer.json()

    def read(self, path: str) -> Any:
        answer = self.client.get(f"/api/v1/supervision.{path}", headers=self.head)
        return answer.status_code, answer.json()


def test_a_held_message_is_returned_and_the_writer_reads_it(noor: StaffMember, ruth: StaffMember) -> None:
    message = making.held(noor)
    status, answer = Program(ruth).act(
        "return_held", message=message.reference, comments="The fee rose.", findings=["wrong-figure"]
    )
    assert status == 200
    assert (answer["result"]["outcome"], answer["result"]["passed"]) == ("returned", False)
    writer = Program(noor)
    status, seen = writer.read(f"review/{answer['result']['reference']}")
    assert (status, seen["comments"], seen["of"]) == (200, "The fee rose.", "Noor Haddad")
    assert writer.act("see", review=seen["reference"])[0] == 200
    message.refresh_from_db()
    assert message.status == Status.DRAFT


def test_an_edit_goes_back_with_what_it_was_before(noor: StaffMember, ruth: StaffMember) -> None:
    message = making.held(noor)
    status, answer = Program(ruth).act(
        "edit_held",
        message=message.reference,
        subject=message.subject,
        body=making.BETTER,
        expected_version=1,
        comments="Say where to pay.",
    )
    assert status == 200
    edit = answer["result"]["edit"]
    assert (edit["body_before"], edit["body_after"]) == (making.WORDS, making.BETTER)


@pytest.mark.parametrize("findings", [["luck"], ["tone", "luck"]])
def test_what_can_not_be_found_is_told_by_field(
    noor: StaffMember, ruth: StaffMember, findings: list[str]
) -> None:
    status, answer = Program(ruth).act(
        "release_held", message=making.held(noor).reference, findings=findings, comments="x"
    )
    assert (status, answer["code"], answer["field"]) == (422, "unknown_finding", "findings")


def test_shares_go_over_the_wire_as_decimal_strings_and_within_bounds(
    dana: StaffMember, miriam: StaffMember
) -> None:
    boss = Program(miriam)
    told = {"staff_member": dana.reference, "kind": "contacts", "reason": "Good."}
    status, answer = boss.act("set_share", **told, share="0.05")
    assert (status, answer["result"]["share"]) == (200, "0.05")
    assert boss.act("set_share", **told, share="1.5")[0] == 422
    assert ReviewShare.objects.count() == 1
    assert Program(dana).act("set_share", **told, share="0")[0] == 403


def test_what_is_drawn_is_listed_for_reviewers_and_hidden_from_the_reviewed(
    noor: StaffMember, ruth: StaffMember, dana: StaffMember
) -> None:
    drawn = making.drawn(noor)
    reviewer = Program(ruth)
    assert [row["reference"] for row in reviewer.read("review")[1]["items"]] == [drawn.reference]
    for program in map(Program, (noor, dana)):
        assert program.read("review")[1]["items"] == []
        assert program.read(f"review/{drawn.reference}")[0] == 404
    assert reviewer.act("review", review=drawn.reference)[1]["result"]["score"] == 100


def test_scorecards_are_read_by_all_staff_and_skills_noted(dana: StaffMember, miriam: StaffMember) -> None:
    boss = Program(miriam)
    status, answer = boss.act("set_item", kind="messages", code="slang", name="Slang", weight=5)
    assert (status, answer["result"]["version"]) == (200, 2)
    listed = Program(dana).read("scorecard")[1]["items"]
    assert {item["code"] for item in listed[0]["items"]} >= {"slang", "tone"}
    noted = boss.act("note_skill", staff_member=dana.reference, kind="language", code="es")[1]["result"]
    assert boss.act("end_skill", skill=noted["reference"])[0] == 200
    assert boss.act("draw", kind="contacts")[0] == 403
