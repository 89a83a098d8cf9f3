"""The office's books, read from outside: what is owed, and what happened more or less often than once."""

import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import psycopg

from tests.installations import Installation

OWED = "SELECT count(*) FROM foundation_delivery WHERE done_at IS NULL"
LEFT = "SELECT reaction, attempts, last_error FROM foundation_delivery WHERE done_at IS NULL"
DONE = "SELECT count(*) FROM foundation_delivery WHERE done_at IS NOT NULL"
STATUSES = "SELECT id, status FROM correspondence_message WHERE id > {since}"
# Of a message that went: kept once, announced once, one attempt that says so, none left open.
NOT_ONCE_SENT = """
    SELECT m.id, m.status,
        (SELECT count(*) FROM correspondence_outboxitem o WHERE o.message_id = m.message_id) AS kept,
        (SELECT count(*) FROM correspondence_dispatch d WHERE d.message_id = m.id AND d.outcome = 'sent') AS went,
        (SELECT count(*) FROM correspondence_dispatch d WHERE d.message_id = m.id AND d.outcome = '') AS open
    FROM correspondence_message m WHERE m.released_at IS NOT NULL AND m.id > {since}
"""
NOT_ONCE_COUNTED = """
    SELECT m.id, (SELECT count(*) FROM foundation_unit u WHERE u.name = 'counted message ' || m.id) AS counted
    FROM correspondence_message m WHERE m.released_at IS NOT NULL AND m.id > {since}
"""
TOLD = """
    SELECT e.name, s.subject_id, count(*) FROM foundation_event e
    JOIN foundation_eventsubject s ON s.event_id = e.id AND s.kind = 'correspondence.message'
    WHERE e.name LIKE 'correspondence.%%' AND s.subject_id > {since} GROUP BY e.name, s.subject_id
"""
MORE_THAN_ONE_TRY = "SELECT count(*) FROM foundation_delivery WHERE attempts > 1"


class Ledger:
    """Questions to an installation's database, asked over a connection that knows nothing of Django."""

    def __init__(self, installation: Installation) -> None:
        self._url = installation.url
        self._since = 0

    def ask(self, query: str) -> list[Sequence[Any]]:
        """The rows."""
        query = query.replace("{since}", str(self._since))
        if self._url.startswith("postgres"):
            with psycopg.connect(self._url) as connection:
                return connection.execute(query.encode()).fetchall()
        path = self._url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, timeout=20)) as connection:
            return connection.execute(query.replace("%%", "%")).fetchall()

    def count(self, query: str) -> int:
        return int(self.ask(query)[0][0])

    def turn_the_page(self) -> None:
        """From here on only messages drafted later are looked at."""
        self._since = self.count("SELECT coalesce(max(id), 0) FROM correspondence_message")

    def statuses(self) -> dict[str, int]:
        """How many messages there are in each status."""
        return dict(Counter(status for _message, status in self.ask(STATUSES)))

    def until_nothing_is_owed(self, *, seconds: float = 30) -> None:
        """Wait for the workers to be through."""
        deadline = time.monotonic() + seconds
        while (left := self.count(OWED)) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert left == 0, self.ask(LEFT)

    def until_done(self, deliveries: int, *, seconds: float = 30) -> None:
        """Wait until so many deliveries in all are done."""
        deadline = time.monotonic() + seconds
        while self.count(DONE) < deliveries and time.monotonic() < deadline:
            time.sleep(0.005)

    def happened_not_once(self) -> list[Sequence[Any]]:
        """Whatever was lost or doubled; empty when each effect is there once."""
        wrong = [row for row in self.ask(NOT_ONCE_SENT) if row[1:] != ("sent", 1, 1, 0)]
        wrong += [row for row in self.ask(NOT_ONCE_COUNTED) if row[1] != 1]
        told = {(name.partition(".")[2], message): times for name, message, times in self.ask(TOLD)}
        wrong += [(*what, times) for what, times in told.items() if times != 1]
        for message, status in self.ask(STATUSES):
            missing = {"sent": ["MessageReleased", "MessageSent"], "held": ["MessageHeld"], "draft": []}[
                status
            ]
            wrong += [(name, message, 0) for name in missing if (name, message) not in told]
            if status == "draft" and ("MessageHeld", message) in told:
                wrong += [("MessageReturned", message, 0)] if ("MessageReturned", message) not in told else []
        wrong += self.ask("SELECT 'dead', id, last_error FROM foundation_delivery WHERE dead_at IS NOT NULL")
        return wrong
