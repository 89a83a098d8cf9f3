"""The API under requests made up from its own OpenAPI document: every answer is one that the document declares."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.foundation import clock
from tests.factories import supervisor

SECRET = "schema-" + "s" * 40
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
DOCUMENT = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
OPERATIONS = {found.ok().label: found.ok() for found in DOCUMENT.get_all_operations()}


@pytest.fixture
def token(db: None) -> Iterator[str]:
    """A token of somebody with every shipped power."""
    now = clock.now()
    member = supervisor(at=now)
    issue_token(
        secret=SECRET,
        name="schema",
        scopes=["*"],
        expires_at=now + dt.timedelta(days=1),
        by=member.actor,
        at=now,
    )
    # As Django's own test client does: the end of a request must not end the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield SECRET
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_every_answer_is_a_declared_one(label: str, token: str) -> None:
    @seed(20261122)
    @settings(max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=OPERATIONS[label].as_strategy())
    def holds(case: Any) -> None:
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(answer, checks=CHECKS)

    holds()
