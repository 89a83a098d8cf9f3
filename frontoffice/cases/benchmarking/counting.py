"""How many queries each of the things asked takes: counted in this process, through the whole of the product."""

from typing import Any

from django.db import connection
from django.test import Client as Inside

from frontoffice.authority.models import User
from frontoffice.cases.benchmarking.agency import Colleague
from frontoffice.cases.benchmarking.driving import Asking

WARM, COUNTED = 3, 12


class Counter:
    """Asks as a client does, without a network between."""

    def __init__(self, colleague: Colleague) -> None:
        self.colleague = colleague
        self._page = Inside(SERVER_NAME="localhost")
        self._page.force_login(User.objects.get(username=colleague.username))
        self._program = Inside(SERVER_NAME="localhost")

    def part(self, address: str) -> bytes:
        return bytes(self._page.get(address, HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="/desk/").content)

    def read(self, address: str) -> Any:
        return self._program.get(address, HTTP_AUTHORIZATION=f"Bearer {self.colleague.token}").json()

    def act(self, action: str, body: dict[str, Any], key: str) -> Any:
        return self._program.post(
            f"/api/v1/actions/{action}",
            body,
            content_type="application/json",
            HTTP_AUTHORIZATION=f"Bearer {self.colleague.token}",
            HTTP_IDEMPOTENCY_KEY=key,
        ).json()


def queries(asking: Asking, colleague: Colleague) -> int:
    """The most that one of a dozen requests takes, once what is kept in memory is there: cases differ."""
    counted = 0

    def count(execute: Any, *given: Any) -> Any:
        nonlocal counted
        counted += 1
        return execute(*given)

    client, most = Counter(colleague), 0
    for number in range(WARM + COUNTED):
        counted = 0
        with connection.execute_wrapper(count):
            asking(client, 5_000_000 + number)
        most = max(most, counted if number >= WARM else 0)
    return most
