"""The machine API: tokens, schemas, references, refusals, keys; the same action as the page's."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from frontoffice.authority import tokens
from frontoffice.authority.actions.issuing_tokens import issue_token, revoke_token
from frontoffice.authority.models import Grant, Token
from frontoffice.foundation import clock
from tests.factories import staff

pytestmark = pytest.mark.django_db
SECRET = "s" * 40
POWERS = ["authority.issue_token", "authority.revoke_token", "authority.grant", "contacts.begin"]


def send(client: Client, action: str, body: Any, *, secret: str = SECRET, **headers: str) -> Any:
    raw = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post(
        f"/api/v1/actions/{action}",
        raw,
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"} | headers,
    )


@pytest.fixture
def dana() -> Any:
    member = staff(grants=POWERS, at=clock.now())
    now = clock.now()
    issue_token(
        secret=SECRET, name="t", scopes=["*"], expires_at=now + dt.timedelta(days=1), by=member.actor, at=now
    )
    return member


def test_an_action_is_done_with_the_tokens_holder_as_actor(client: Client, dana: Any) -> None:
    colleague = staff("Colleague")
    answer = send(
        client, "authority.grant", {"staff_member": colleague.reference, "action": "contacts.begin"}
    )
    assert answer.status_code == 200, answer.content
    assert answer.json()["result"]["action"] == "contacts.begin"
    assert Grant.objects.get(actor=colleague.actor).granted_by == dana.actor


def test_by_and_at_are_never_input(client: Client, dana: Any) -> None:
    answer = send(client, "contacts.begin", {"channel": "phone", "by": 1, "at": "2020-01-01T00:00:00Z"})
    assert answer.status_code == 422
    assert answer.json()["field"].endswith(("by", "at"))


@pytest.mark.parametrize("secret", ["", "wrong", "visitor-nobody", "\u00e9" * 3])
def test_without_a_good_token_it_is_401(client: Client, dana: Any, secret: str) -> None:
    assert send(client, "contacts.begin", {"channel": "phone"}, secret=secret).status_code == 401


def test_an_expired_and_a_revoked_token_are_401(client: Client, dana: Any) -> None:
    now = clock.now()
    token = Token.objects.get()
    revoke_token(token=token, by=dana.actor, at=now)
    answer = send(client, "contacts.begin", {"channel": "phone"})
    assert (answer.status_code, answer.json()["code"]) == (401, "token_not_good")
    secret = "another" * 6
    soon = now + dt.timedelta(seconds=1)
    issue_token(secret=secret, name="t", scopes=["*"], expires_at=soon, by=dana.actor, at=now)
    assert send(client, "contacts.begin", {"channel": "phone"}, secret=secret).status_code == 200
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: soon)
        assert send(client, "contacts.begin", {"channel": "phone"}, secret=secret).status_code == 401


def test_a_token_is_good_for_its_scopes_only(client: Client, dana: Any) -> None:
    now, secret = clock.now(), "narrow" * 6
    issue_token(
        secret=secret,
        name="t",
        scopes=["authority.grant"],
        expires_at=now + dt.timedelta(days=1),
        by=dana.actor,
        at=now,
    )
    answer = send(client, "contacts.begin", {"channel": "phone"}, secret=secret)
    assert (answer.status_code, answer.json()["code"]) == (403, "outside_scope")


def test_absent_and_invisible_are_the_same_404(client: Client, dana: Any) -> None:
    begun = send(client, "contacts.begin", {"channel": "phone"}).json()["result"]["reference"]
    secret, _token = tokens.for_visitor(at=clock.now())
    invisible = send(client, "contacts.end", {"contact": begun, "outcome": "ended"}, secret=secret)
    absent = send(client, "contacts.end", {"contact": "7KM4-59QX-T8", "outcome": "ended"}, secret=secret)
    assert invisible.status_code == absent.status_code == 404
    assert invisible.json() == absent.json()


def test_a_visitor_acts_without_an_account_and_sees_only_their_own(client: Client, dana: Any) -> None:
    secret = client.post("/api/v1/visitors").json()["token"]
    mine = send(client, "contacts.begin", {"channel": "web"}, secret=secret)
    assert mine.status_code == 200, mine.content
    send(client, "contacts.begin", {"channel": "phone"})
    listed = client.get("/api/v1/contacts.contact", headers={"Authorization": f"Bearer {secret}"})
    assert [row["reference"] for row in listed.json()["items"]] == [mine.json()["result"]["reference"]]


def test_the_same_key_gives_the_same_answer_and_another_body_is_422(client: Client, dana: Any) -> None:
    first = send(client, "contacts.begin", {"channel": "phone"}, **{"Idempotency-Key": "k1"})
    again = send(client, "contacts.begin", {"channel": "phone"}, **{"Idempotency-Key": "k1"})
    other = send(client, "contacts.begin", {"channel": "counter"}, **{"Idempotency-Key": "k1"})
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (422, "same_key_other_body")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 422),
        (b'"text"', 422),
        ({"channel": "smoke"}, 422),
        ({"channel": "phone", "language": "en\u0000"}, 422),
        ({"channel": "phone", "purposes": ["a\u0000b"]}, 422),
        ({"channel": "phone", "purposes": ["x" * 61]}, 422),
        ({"channel": "phone", "customer": "'; DROP TABLE x; --"}, 404),
        ({"channel": "phone", "customer": "../../etc/passwd"}, 404),
        ({"channel": "phone", "customer": "\ud800"}, 422),
    ],
)
def test_bad_input_gets_a_clear_problem(client: Client, dana: Any, body: Any, status: int) -> None:
    answer = send(client, "contacts.begin", body)
    assert answer.status_code == status, answer.content
    assert set(answer.json()) == {"code", "message", "field", "part", "who"}


def test_what_waits_for_approval_is_202(client: Client, dana: Any) -> None:
    give(dana, "authority.appoint", needs_approval=True)
    new = {"name": "New", "post": "P", "level": "bare", "office": "MAIN", "unit": "front"}
    answer = send(client, "authority.appoint", new)
    assert (answer.status_code, answer.json()["status"]) == (202, "waiting")


def test_what_can_not_wait_is_refused_to_who_may_only_ask(client: Client, dana: Any) -> None:
    Grant.objects.filter(action="contacts.begin").update(until=clock.now())
    give(dana, "contacts.begin", needs_approval=True)
    assert send(client, "contacts.begin", {"channel": "phone"}).status_code == 403


def give(member: Any, action: str, **limits: Any) -> None:
    giver = staff("Chief").actor
    Grant.objects.create(actor=member.actor, action=action, from_at=clock.now(), granted_by=giver, **limits)


def test_the_document_is_openapi_3_1_and_has_every_action(client: Client) -> None:
    from frontoffice.authority.registry import ACTIONS

    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert {f"/api/v1/actions/{name}" for name in ACTIONS} <= set(document["paths"])
    assert "Idempotency-Key" in json.dumps(document["paths"]["/api/v1/actions/contacts.begin"])
