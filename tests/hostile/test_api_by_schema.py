"""The API under requests made up from its own OpenAPI document: every answer is one that the document declares."""

import datetime as dt
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
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
schema = schemathesis.pytest.from_fixture("document")


@pytest.fixture
def document(db: None) -> Any:
    """The document, and somebody with every shipped power to ask in whose name."""
    now = clock.now()
    member = supervisor(at=now)
    issue_token(
        secret=SECRET, name="schema", scopes=["*"], expires_at=now + dt.timedelta(days=1), by=member.actor, at=now
    )
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@schema.parametrize()
@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_a_declared_one(case: Any) -> None:
    response = case.call(headers={"Authorization": f"Bearer {SECRET}"})
    case.validate_response(response, checks=CHECKS)
