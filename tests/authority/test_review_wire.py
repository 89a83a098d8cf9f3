"""Input that has a good shape and yet can't be used is told so, not answered with a failure of ours."""

import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from frontoffice.authority.actions.issuing_tokens import READ, issue_token
from frontoffice.foundation import clock
from tests.factories import staff, supervisor

pytestmark = pytest.mark.django_db
SECRET = "s" * 40
NEW = {"name": "n", "post": "p", "level": "bare", "office": "MAIN", "unit": "front"}
TOKEN = {"secret": "x" * 40, "name": "n", "scopes": ["*"]}


@pytest.fixture
def chief() -> Any:
    now = clock.now()
    member = supervisor(at=now)
    good_until = now + dt.timedelta(days=1)
    issue_token(secret=SECRET, name="t", scopes=["*"], expires_at=good_until, by=member.actor, at=now)
    return member


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("authority.issue_token", TOKEN | {"expires_at": "2027-01-01T00:00:00"}),
        ("authority.issue_token", TOKEN | {"expires_at": "9999-12-31T23:59:59-12:00"}),
        ("authority.issue_token", TOKEN | {"secret": SECRET, "expires_at": "2027-01-01T00:00:00Z"}),
        ("authority.appoint", NEW | {"until": "2020-01-01T00:00:00Z"}),
        ("authority.appoint", NEW | {"until": "2050-01-01T00:00:00"}),
        ("authority.grant", {"action": "cases.note", "limit": {"amount": "-5"}}),
        ("authority.grant", {"action": "cases.note", "limit": {"amount": "5", "currency": "XXQ"}}),
        ("authority.grant", {"action": "cases.note", "limit": {"amount": "5", "currency": "EUR"}}),
        ("authority.grant", {"action": "cases.note", "until": "2050-01-01T00:00:00"}),
        ("authority.close_office", {"first": "9999-12-31", "reason": "x"}),
        ("authority.retry_delivery", {"delivery_id": 10**30}),
    ],
)
def test_it_is_422_with_the_reason(client: Client, chief: Any, action: str, body: dict[str, Any]) -> None:
    if action == "authority.grant":
        body = body | {"staff_member": staff("Somebody").reference}
    if action == "authority.close_office":
        body = body | {"office": chief.office.reference}
    answer = client.post(
        f"/api/v1/actions/{action}",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {SECRET}"},
    )
    assert answer.status_code == 422, answer.content
    assert answer.json()["message"]


def test_a_token_for_some_actions_reads_nothing_unless_it_says_so(client: Client, chief: Any) -> None:
    kind, now = "authority.staffmember", clock.now()
    paths = f"/api/v1/{kind}", f"/api/v1/{kind}/{chief.reference}"
    good_until, by = now + dt.timedelta(days=1), chief.actor
    acting, reading = "a" * 40, "r" * 40
    issue_token(secret=acting, name="t", scopes=["cases.note"], expires_at=good_until, by=by, at=now)
    issue_token(secret=reading, name="t", scopes=["cases.note", READ], expires_at=good_until, by=by, at=now)
    for path in paths:
        answer = client.get(path, headers={"Authorization": f"Bearer {acting}"})
        assert (answer.status_code, answer.json()["code"]) == (403, "outside_scope")
    with pytest.raises(SystemExit):
        call_command("show", kind, token=acting, stderr=StringIO())
    held = {"Authorization": f"Bearer {reading}"}
    assert [client.get(path, headers=held).status_code for path in paths] == [200, 200]
    call_command("show", kind, token=reading, stdout=StringIO())
