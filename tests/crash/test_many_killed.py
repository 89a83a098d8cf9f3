"""The worker is killed while it goes on with many cases and acts for triggers: each case has each note once."""

import signal
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.crash.conftest import LEASE_SECONDS, SHORT, WORKER, Office
from tests.crash.ledger import Ledger
from tests.crash.starting import stable
from tests.installations import Installation, copied

CASES = 55
# What was tried before is tried again alone, so that only the first round has several.
KILLS = (
    ("delivery.effect_done", 3),
    ("delivery.before_commit", 1),
    ("delivery.effect_done", 1),
    ("delivery.committed", 1),
    ("delivery.claimed", 1),
)
NOTES = """
    SELECT c.id,
        (SELECT count(*) FROM cases_note n WHERE n.case_id = c.id AND n.text = 'By hand.'),
        (SELECT count(*) FROM cases_note n WHERE n.case_id = c.id AND n.text = 'By the trigger.'),
        (SELECT count(*) FROM cases_firing f WHERE f.case_id = c.id AND f.state = 'done')
    FROM cases_case c
"""
PARTS = "SELECT state, count(*) FROM cases_bulkpart GROUP BY state"
ENDED = "SELECT count(*) FROM foundation_event WHERE name = 'cases.BulkEnded'"
DEAD = "SELECT count(*) FROM foundation_delivery WHERE dead_at IS NOT NULL"


@pytest.fixture
def busy(migrated_installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with many cases to go on with, and a trigger that acts on each of them."""
    with copied(migrated_installation, tmp_path_factory.mktemp("busy")) as made:
        installation = replace(made, extra=SHORT)
        with stable(installation) as processes:
            assert processes.run("owe", "many", str(CASES)) == 0
            yield Office(installation, processes, Ledger(installation))


def test_killed_time_and_again_no_case_is_left_out_and_none_done_twice(busy: Office) -> None:
    for point, reached in KILLS:
        ended = busy.processes.run(*WORKER, "--once", FRONTOFFICE_CRASH_AT=f"{point}:{reached}")
        assert ended == -signal.SIGKILL, "never got there"
        time.sleep(LEASE_SECONDS)
    busy.drain()
    rows = busy.ledger.ask(NOTES)
    assert len(rows) == CASES
    assert [row for row in rows if tuple(row[1:]) != (1, 1, 1)] == []
    assert [tuple(row) for row in busy.ledger.ask(PARTS)] == [("done", CASES)]
    assert busy.ledger.count(ENDED) == 1
    assert busy.ledger.count(DEAD) == 0
