"""Asking by HTTP: one connection a client, kept open, signed in as a colleague or with the token of their program."""

import http.client
import json
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

from frontoffice.cases.benchmarking.agency import Colleague

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SIGN_IN = "/accounts/login/"


class NotAnswered(Exception):
    """The server said something else than what was asked for; the message says what."""


class Asks(Protocol):
    """Who can be told what to ask."""

    colleague: Colleague

    def part(self, address: str) -> bytes: ...
    def read(self, address: str) -> Any: ...
    def act(self, action: str, body: dict[str, Any], key: str) -> Any: ...


Asking = Callable[[Asks, int], None]


class Client:
    """A colleague at work."""

    def __init__(self, host: str, port: int, colleague: Colleague) -> None:
        self.colleague = colleague
        self._place = (host, port)
        self._connection = http.client.HTTPConnection(host, port, timeout=60)
        self._cookies: dict[str, str] = {}

    def sign_in(self) -> None:
        """By the page, as people do. Raises NotAnswered."""
        page = self._send("GET", SIGN_IN, None, {})
        found = TOKEN.search(page.decode())
        if found is None:
            raise NotAnswered("the page to sign in has no form")
        said = {"login": self.colleague.username, "password": self.colleague.password}
        body = urlencode(said | {"csrfmiddlewaretoken": found[1]})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self._send("POST", SIGN_IN, body, kind, expected=(302,))
        if "sessionid" not in self._cookies:
            raise NotAnswered("signing in gave no session")

    def part(self, address: str) -> bytes:
        """A part of a page, as the page's script asks for it."""
        return self._send("GET", address, None, {"HX-Request": "true", "HX-Current-URL": "/desk/"})

    def read(self, address: str) -> Any:
        """What the API gives back."""
        return json.loads(self._send("GET", address, None, self._bearer()))

    def act(self, action: str, body: dict[str, Any], key: str) -> Any:
        """Do an action by the API, under an idempotency key."""
        headers = self._bearer() | {"Content-Type": "application/json", "Idempotency-Key": key}
        answer = self._send(
            "POST", f"/api/v1/actions/{action}", json.dumps(body), headers, expected=(200, 202)
        )
        return json.loads(answer)

    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.colleague.token}"}

    def _send(
        self,
        method: str,
        address: str,
        body: str | None,
        headers: dict[str, str],
        *,
        expected: Sequence[int] = (200,),
    ) -> bytes:
        sent = dict(headers)
        if self._cookies and "Authorization" not in headers:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        try:
            self._connection.request(method, address, body, sent)
            answer = self._connection.getresponse()
        except (http.client.HTTPException, ConnectionError):
            self._connection = http.client.HTTPConnection(*self._place, timeout=60)
            raise
        read = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _equals, rest = value.partition("=")
                self._cookies[cookie] = rest.partition(";")[0]
        if answer.status not in expected:
            raise NotAnswered(f"{method} {address}: {answer.status} {read[:300]!r}")
        return read


@dataclass
class Round:
    """What came of asking for a while: seconds of each request, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lasted: float = 0.0


def go_round(clients: Sequence[Client], asking: Asking, *, seconds: float) -> Round:
    """All clients ask at once, one request after the other, for so long."""
    found, lock = Round(), threading.Lock()
    begin = threading.Barrier(len(clients) + 1)

    def work(place: int, client: Client) -> None:
        spent: list[float] = []
        wrong: list[str] = []
        begin.wait()
        until, number = time.perf_counter() + seconds, 0
        while (started := time.perf_counter()) < until:
            try:
                asking(client, place + number * len(clients))
                spent.append(time.perf_counter() - started)
            except (NotAnswered, OSError, http.client.HTTPException) as problem:
                wrong.append(str(problem))
            number += 1
        with lock:
            found.seconds += spent
            found.wrong += wrong

    threads = [threading.Thread(target=work, args=one) for one in enumerate(clients)]
    for thread in threads:
        thread.start()
    begin.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    found.lasted = time.perf_counter() - started
    return found
