"""A program that is told: a real HTTP server on this machine, which checks signatures as the specification says."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOLERANCE = 5 * 60


@dataclass(frozen=True)
class Arrived:
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def said(self) -> Any:
        return json.loads(self.body)


def verified(arrived: Arrived, secret: str, *, now: float) -> Any:
    """The payload, if one of the signatures is right and the timestamp recent: the reference algorithm by the letter.

    Raises ValueError.
    """
    told = arrived.headers["webhook-timestamp"]
    if abs(now - int(told)) > TOLERANCE:
        raise ValueError("too old or too new")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = b".".join([arrived.id.encode(), told.encode(), arrived.body])
    expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    for versioned in arrived.headers["webhook-signature"].split(" "):
        version, _comma, signature = versioned.partition(",")
        if version == "v1" and hmac.compare_digest(signature, expected):
            return arrived.said
    raise ValueError("no signature is right")


Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Receiver:
    """What came in, and what is answered: by `answers` in order, then 204."""

    port: int = 0
    arrived: list[Arrived] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/told?key=k"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def answer(self, *statuses: int, **headers: str) -> None:
        """What the next ones get."""
        self.answers = [
            (status, {name.replace("_", "-"): value for name, value in headers.items()}, b"said")
            for status in statuses
        ]


@contextmanager
def receiver() -> Iterator[Receiver]:
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            state.arrived.append(Arrived({k.lower(): v for k, v in self.headers.items()}, body))
            state.before()
            status, headers, said = state.answers.pop(0) if state.answers else (204, {}, b"")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
