"""An act is killed just before or just after its commit, and done again under its key: it happened once."""

import signal

import pytest

from tests.crash.conftest import Office
from tests.crash.owing import TOKEN

DRAFT = "SELECT reference FROM correspondence_message WHERE status = 'draft' ORDER BY id DESC LIMIT 1"
RELEASES = "SELECT count(*) FROM foundation_event WHERE name = 'correspondence.MessageReleased'"
OWED = "SELECT count(*) FROM foundation_delivery WHERE reaction = 'correspondence.send'"
KEYS = "SELECT count(*) FROM authority_keyedcall"


@pytest.mark.parametrize(("point", "done_by_then"), [("action.before_commit", 0), ("action.committed", 1)])
def test_killed_at_this_point_and_done_again(office: Office, point: str, done_by_then: int) -> None:
    processes, ledger = office.processes, office.ledger
    assert processes.run("owe", "drafted", "1") == 0
    (reference,) = ledger.ask(DRAFT)[0]
    before = [ledger.count(query) for query in (RELEASES, OWED, KEYS)]

    def gained() -> list[int]:
        counts = [ledger.count(query) for query in (RELEASES, OWED, KEYS)]
        return [now - then for now, then in zip(counts, before, strict=True)]

    act = ("act", "correspondence.release", f"message={reference}", "--token", TOKEN, "--key", f"key-{point}")
    assert processes.run(*act, FRONTOFFICE_CRASH_AT=point) == -signal.SIGKILL
    assert gained() == [done_by_then] * 3
    assert processes.run(*act, FRONTOFFICE_CRASH_AT=point) in {-signal.SIGKILL, 0}
    assert processes.run(*act) == 0
    assert gained() == [1, 1, 1]
    office.drain()
    assert ledger.happened_not_once() == []
