"""The ways in: a call, a keyed call, a call within another act, the API, the command line."""

import datetime as dt
import io
import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import RequestFactory

from frontoffice.authority import tokens, wire
from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.management.commands.act import WAITING
from frontoffice.authority.models import Approval, Grant
from frontoffice.authority.registry import ACTIONS, action
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from tests.authority.oracle.seating import DAY, WAIVE
from tests.factories import NOW

_count = itertools.count(1)


def directly(waive: Any, actor: Actor, given: dict[str, Any], at: dt.datetime) -> Any:
    return waive(**given, by=actor, at=at)


def under_a_key(waive: Any, actor: Actor, given: dict[str, Any], at: dt.datetime) -> Any:
    return waive.once(f"key-{next(_count)}")(**given, by=actor, at=at)


def within_another(waive: Any, actor: Actor, given: dict[str, Any], at: dt.datetime) -> Any:
    """As a bulk act or a reaction does: from inside another action that is open to the actor."""

    @action("tests.bulk", title="Bulk", open_to=["staff", "automated"])
    def bulk(*, by: Actor, at: dt.datetime) -> list[str]:
        return [type(waive(**given, by=by, at=at)).__name__]

    try:
        (made,) = bulk(by=actor, at=at)
    finally:
        del ACTIONS["tests.bulk"]
    return Approval() if made == "Approval" else None


def _token(actor: Actor, at: dt.datetime) -> str:
    Grant.objects.create(
        actor=actor, action="authority.issue_token", from_at=NOW - DAY, granted_by=service("tests")
    )
    secret = f"{next(_count):x>40}"
    issue_token(secret=secret, name="t", scopes=["*"], expires_at=at + DAY, by=actor, at=at)
    return secret


def over_the_wire(waive: Any, actor: Actor, given: dict[str, Any], at: dt.datetime) -> Any:
    """Through the endpoint of the API, with a token of one's own."""
    secret = _token(actor, at)
    request = RequestFactory().post("/", json.dumps({}), content_type="application/json")
    request.auth = tokens.holder(secret, at=at)  # type: ignore[attr-defined]
    body = waive.signature.body.model_validate(waive.signature.write(given))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: at)
        answered = wire._endpoint(waive)(request, body, None)
    return Approval() if answered.status_code == 202 else None


def by_command(waive: Any, actor: Actor, given: dict[str, Any], at: dt.datetime) -> Any:
    """On the command line."""
    secret = _token(actor, at)
    values = [f"{name}:={json.dumps(value)}" for name, value in waive.signature.write(given).items()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: at)
        try:
            call_command("act", WAIVE, *values, token=secret, stdout=io.StringIO(), stderr=io.StringIO())
        except SystemExit as ended:
            if ended.code == WAITING:
                return Approval()
            raise Refused(str(ended.code)) from None
    return None


WAYS: list[Callable[..., Any]] = [directly, under_a_key, within_another, over_the_wire, by_command]
