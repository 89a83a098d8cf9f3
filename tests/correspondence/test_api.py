"""What machines see of messages, and how they let them go."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import SHOWN
from frontoffice.correspondence.models import Message, Status
from frontoffice.foundation import clock
from tests.correspondence.letters import RELEASE, content, drafted, parsed, passage, sent_out, work
from tests.factories import staff, visitor

pytestmark = pytest.mark.django_db
SECRET = "a-token-of-these-tests"


def token(member: StaffMember) -> dict[str, str]:
    at = clock.now()
    issue_token(
        secret=SECRET, name="t", scopes=["*"], expires_at=at + dt.timedelta(days=1), by=member.actor, at=at
    )
    return {"HTTP_AUTHORIZATION": f"Bearer {SECRET}"}


def post(action: str, bearer: dict[str, str], **body: Any) -> Any:
    return Client().post(
        f"/api/v1/actions/{action}", json.dumps(body), content_type="application/json", **bearer
    )  # type: ignore[arg-type]


def test_a_message_is_read_with_what_it_rests_on_and_the_hash_of_what_went() -> None:
    bearer = token(staff(grants=["authority.issue_token"]))
    message = sent_out(passages=[passage()], quotes={})
    work()
    read = Client().get(f"/api/v1/correspondence.message/{message.reference}", **bearer).json()  # type: ignore[arg-type]
    message.refresh_from_db()
    assert message.eml is not None
    assert (read["status"], read["message_id"], read["sha256"]) == (
        "sent",
        message.message_id,
        message.eml.sha256,
    )
    assert read["citations"] == [
        {
            "number": 1,
            "title": "Renewing a driver license",
            "citation": "C.A.C. 12-4-3(b)",
            "effective_from": "2026-01-05",
            "quote": "",
        }
    ]


def test_a_list_asks_no_more_questions_for_more_messages(django_assert_max_num_queries: Any) -> None:
    bearer = token(staff(grants=["authority.issue_token"]))

    def queries(most: int) -> int:
        with django_assert_max_num_queries(most) as asked:
            answer = Client().get("/api/v1/correspondence.message", **bearer)  # type: ignore[arg-type]
        assert answer.status_code == 200
        return len(asked)

    sent_out(passages=[passage()])
    few = queries(14)
    for _ in range(3):
        sent_out(passages=[passage()])
    assert queries(14) == few


def test_by_the_api_a_message_is_released_or_waits() -> None:
    bearer = token(staff(grants=["authority.issue_token", RELEASE]))
    message = drafted()
    answer = post(RELEASE, bearer, message=message.reference)
    assert (answer.status_code, answer.json()["result"]["status"]) == (200, "released")
    assert post(RELEASE, bearer, message=message.reference).json()["code"] == "released_before"
    assert parsed(content(Message.objects.get(pk=message.pk)))["Subject"] == message.subject


def test_by_the_api_who_may_only_ask_gets_an_approval_to_wait_for() -> None:
    bearer = token(staff(grants=["authority.issue_token"], asks=[RELEASE]))
    message = drafted()
    answer = post(RELEASE, bearer, message=message.reference)
    assert (answer.status_code, answer.json()["status"]) == (202, "waiting")
    work(clock.now())
    message.refresh_from_db()
    assert message.status == Status.HELD


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"went": "perhaps", "reason": "x"}, "went"),
        ({"went": True, "reason": ""}, "reason"),
        ({"went": True}, "reason"),
    ],
)
def test_what_is_missing_or_wrong_is_named(given: dict[str, Any], field: str) -> None:
    name = "correspondence.resolve_inconclusive"
    answer = post(
        name, token(staff(grants=["authority.issue_token", name])), message=sent_out().reference, **given
    )
    assert answer.status_code == 422
    assert answer.json()["field"].endswith(field)


def test_visitors_see_no_messages_and_nobody_but_staff_reads_what_a_mail_server_said() -> None:
    message = sent_out()
    message.error = "550 no"
    assert SHOWN[Message](message, visitor()).error == ""
    assert SHOWN[Message](message, staff().actor).error == "550 no"
    answer = Client().post("/api/v1/visitors")
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {answer.json()['token']}"}
    read = Client().get(f"/api/v1/correspondence.message/{message.reference}", **bearer)  # type: ignore[arg-type]
    assert read.status_code == 404
