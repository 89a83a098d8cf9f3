"""What waits for approval: what is stored, what the decider is told, and what can happen in between."""

import datetime as dt
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from frontoffice.authority import registry
from frontoffice.authority.actions import approving
from frontoffice.authority.actions.appointing import appoint
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import Approval, Grant, KeyedCall, StaffMember
from frontoffice.authority.queries import staff_visible_to
from frontoffice.authority.registry import ACTIONS, action
from frontoffice.authority.signatures import VISIBLE
from frontoffice.correspondence.models import Message
from frontoffice.foundation import clock
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.money import Money
from frontoffice.foundation.refusals import NotFound, Refused
from tests.correspondence.letters import drafted
from tests.factories import NOW, PASSWORD, agency, staff, visitor

pytestmark = pytest.mark.django_db
DECIDES = ["authority.approve", "authority.decline"]


@pytest.fixture
def stamp() -> Iterator[Any]:
    """`tests.stamp`: a body that changes the message it was given, without reading it anew."""

    @action("tests.stamp", title="Stamp", limit=lambda _call: None)
    def stamp(*, message: Message, by: Actor, at: dt.datetime) -> Message:
        locked = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
        message.version = locked.version + 1
        message.save(update_fields=["version"])
        return message

    yield stamp
    del ACTIONS["tests.stamp"]


def chief(*also: str) -> Actor:
    return staff("Chief", grants=[*DECIDES, "tests.found_unit", "tests.stamp", *also]).actor


def test_the_trial_of_an_ask_leaves_no_trace_in_what_is_stored_of_it(stamp: Any) -> None:
    asker = staff(asks=["tests.stamp"]).actor
    asked = stamp(message=drafted(), by=asker, at=NOW)
    assert asked.subject_version == 1
    assert approving.approve(approval=asked, by=chief(), at=NOW).status == "approved"


def test_an_ask_whose_object_is_out_of_its_askers_sight_can_still_be_declined(found_unit: Any) -> None:
    dana, member, boss = staff(asks=["tests.found_unit"]), staff("Somebody"), chief()
    asked = found_unit(member=member, code="new", amount=Money("5.00"), by=dana.actor, at=NOW)
    VISIBLE[StaffMember] = lambda *, by, at: StaffMember.objects.none()
    try:
        with pytest.raises(NotFound):
            approving.approve(approval=asked, by=boss, at=NOW)
        with pytest.raises(NotAuthorized):
            approving.decline(approval=asked, reason="Gone", by=staff(grants=DECIDES).actor, at=NOW)
        approving.decline(approval=asked, reason="Gone", by=boss, at=NOW)
    finally:
        VISIBLE[StaffMember] = staff_visible_to
    asked.refresh_from_db()
    assert asked.status == "declined"


def test_an_ask_for_an_action_that_is_gone_can_be_declined_and_is_no_crash(found_unit: Any) -> None:
    dana, boss = staff(asks=["tests.found_unit"]), chief()
    asked = found_unit(member=staff("Somebody"), code="new", amount=Money("5.00"), by=dana.actor, at=NOW)
    known = registry.ACTIONS.pop("tests.found_unit")
    try:
        with pytest.raises(Refused):
            approving.approve(approval=asked, by=boss, at=NOW)
        approving.decline(approval=asked, reason="Gone", by=boss, at=NOW)
    finally:
        registry.ACTIONS["tests.found_unit"] = known


def test_a_password_is_never_stored_with_an_ask() -> None:
    agency()
    asker = staff(asks=["authority.appoint"]).actor
    with pytest.raises(NotAuthorized):
        appoint(
            name="New",
            post="Post",
            level="bare",
            office="MAIN",
            unit="front",
            username="new",
            password=PASSWORD,
            by=asker,
            at=NOW,
        )
    assert not Approval.objects.exists()
    waits = appoint(name="New", post="P", level="bare", office="MAIN", unit="front", by=asker, at=NOW)
    assert isinstance(waits, Approval), "without a secret it may wait"


def test_what_a_key_was_used_for_can_not_be_guessed_from_its_hash(open_unit: Any) -> None:
    import hashlib

    open_unit.once("key-1")(code="new", by=visitor(), at=NOW)
    body = json.dumps({"code": "new"}, sort_keys=True).encode()
    assert KeyedCall.objects.get().body_hash != hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize("decision", ["approve", "decline"])
def test_the_same_key_after_the_decision_does_not_say_that_it_was_done(client: Client, decision: str) -> None:
    from frontoffice.authority.actions.issuing_tokens import issue_token

    now, secret = clock.now(), "s" * 40
    dana = staff(grants=["authority.issue_token"], asks=["authority.appoint"], at=now).actor
    issue_token(secret=secret, name="t", scopes=["*"], expires_at=now + dt.timedelta(days=1), by=dana, at=now)

    def send() -> Any:
        return client.post(
            "/api/v1/actions/authority.appoint",
            {"name": "New", "post": "P", "level": "bare", "office": "MAIN", "unit": "front"},
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}", "Idempotency-Key": "one"},
        )

    first = send()
    boss, asked = staff("Chief", grants=[*DECIDES, "authority.appoint"]).actor, Approval.objects.get()
    if decision == "approve":
        approving.approve(approval=asked, by=boss, at=clock.now())
    else:
        approving.decline(approval=asked, reason="No", by=boss, at=clock.now())
    again = send()
    assert (again.status_code, again.json()["status"]) == (202, "waiting")
    assert again.json()["approval"] == first.json()["approval"]


def test_an_approval_that_itself_waits_is_not_called_approved(found_unit: Any) -> None:
    now = clock.now()
    dana = staff(asks=["tests.found_unit"], at=now)
    asked = found_unit(member=staff("Other"), code="new", amount=Money("5.00"), by=dana.actor, at=now)
    staff("Ruth", grants=["tests.found_unit"], asks=["authority.approve"], username="ruth", at=now)
    client = Client()
    assert client.login(username="ruth", password=PASSWORD)
    page = client.post(f"/authority/approvals/{asked.reference}/", {"decision": "approve"}, follow=True)
    asked.refresh_from_db()
    assert asked.status == "waiting"
    assert "It has gone through" not in page.content.decode()


def test_the_refusal_of_an_action_within_another_leaves_nothing_of_it(open_unit: Any) -> None:
    inner = open_unit.function

    def half(**given: Any) -> Unit:
        inner(**given)
        raise Refused

    def outer(*, code: str, by: Actor, at: dt.datetime) -> None:
        with pytest.raises(Refused):
            open_unit(code=code, by=by, at=at)

    made = action("tests.outer", title="Outer", open_to=["anonymous"])(outer)
    open_unit.function = half
    try:
        made(code="new", by=visitor(), at=NOW)
    finally:
        del ACTIONS["tests.outer"]
    assert not Unit.objects.filter(code="new").exists()


def test_a_key_counts_within_another_action_too(open_unit: Any) -> None:
    def outer(*, by: Actor, at: dt.datetime) -> list[Unit]:
        return [open_unit.once("inner")(code="new", by=by, at=at) for _ in range(2)]

    made = action("tests.outer", title="Outer", open_to=["anonymous"])(outer)
    try:
        first, second = made(by=visitor(), at=NOW)
    finally:
        del ACTIONS["tests.outer"]
    assert first == second


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql", reason="SQLite has one writer at a time")
def test_what_changes_while_it_is_being_approved_is_not_approved(stamp: Any) -> None:
    """Between the look at the version and the body's lock nobody gets in."""
    message, boss, asker = drafted(), chief(), staff(asks=["tests.stamp"]).actor
    asked = stamp(message=message, by=asker, at=NOW)
    changed = threading.Event()

    def approve() -> str:
        try:
            changed.wait(timeout=10)
            return str(approving.approve(approval=asked, by=boss, at=NOW).status)
        except approving.ChangedSinceAsked:
            return "changed"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Message.objects.filter(pk=message.pk).update(version=2, subject="Something else")
            outcome = pool.submit(approve)
            changed.set()
            _until_somebody_waits()
        assert outcome.result(timeout=20) == "changed"
    assert Grant.objects.exists()


def _until_somebody_waits() -> None:
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        threading.Event().wait(0.05)
    raise AssertionError("nobody waited for the row")
