"""What the tests of the pages have in common: the day, and forms filled in as they stand."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frontoffice.correspondence.models import Message
from frontoffice.foundation import clock
from tests.cases.making import later
from tests.portal.making import hidden_fields


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages take the instant from the clock; the tests' day is a Tuesday."""
    monkeypatch.setattr(clock, "now", lambda: later(hours=5))


def fill(client: Client, page: str, action: str = "", **typed: Any) -> Any:
    """Open the page and send its form that goes to `action`, with what is typed."""
    answer = client.get(page)
    return client.post(action or page, hidden_fields(answer.content.decode(), action) | typed)


def page_of(message: Message) -> str:
    return reverse("supervision:message", args=[message.reference])
