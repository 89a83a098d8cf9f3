"""The worker is killed while the automated representative answers: each inquiry has one draft, or one referral."""

import signal
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from frontoffice.representative.actions import answering
from tests.crash.conftest import LEASE_SECONDS, SHORT, WORKER, Office
from tests.crash.ledger import Ledger
from tests.crash.starting import stable
from tests.installations import Installation, copied

INQUIRIES = 4
POINTS = [
    answering.SOUGHT,
    answering.ACTED,
    answering.KEPT,
    "action.before_commit",
    "action.committed",
    "delivery.claimed",
    "delivery.effect_done",
    "delivery.before_commit",
    "delivery.committed",
]
ATTEMPTS = """
    SELECT c.id,
        (SELECT count(*) FROM representative_attempt a WHERE a.case_id = c.id) AS attempts,
        (SELECT count(*) FROM cases_casemessage m WHERE m.case_id = c.id)
            + (SELECT count(*) FROM cases_note n WHERE n.case_id = c.id) AS drafts_and_notes
    FROM cases_case c
"""
HELD = "SELECT count(*) FROM correspondence_message WHERE status = 'held'"
WAITING = "SELECT count(*) FROM authority_approval WHERE status = 'waiting'"
GAPS = "SELECT count(*) FROM knowledge_knowledgegap"
SENTENCES = """
    SELECT a.id FROM representative_attempt a WHERE a.message_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM representative_sentence s WHERE s.attempt_id = a.id)
"""
DEAD = "SELECT count(*) FROM foundation_delivery WHERE dead_at IS NOT NULL"


@pytest.fixture(scope="module")
def staffed(
    migrated_installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """An office of its own, with texts and an automated colleague."""
    with copied(migrated_installation, tmp_path_factory.mktemp("staffed")) as made:
        installation = replace(made, extra=SHORT)
        with stable(installation) as processes:
            assert processes.run("owe", "representative") == 0
            yield Office(installation, processes, Ledger(installation))


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_this_point_there_is_one_draft_or_one_referral(staffed: Office, point: str) -> None:
    processes, ledger = staffed.processes, staffed.ledger
    held, gaps = ledger.count(HELD), ledger.count(GAPS)
    assert processes.run("owe", "inquiries", str(INQUIRIES)) == 0
    for time_reached in (2, 1):
        ended = processes.run(*WORKER, "--once", FRONTOFFICE_CRASH_AT=f"{point}:{time_reached}")
        assert ended == -signal.SIGKILL, "never got there"
        time.sleep(LEASE_SECONDS)
    staffed.drain()
    assert [row for row in ledger.ask(ATTEMPTS) if tuple(row[1:]) != (1, 1)] == []
    assert ledger.count(HELD) - held == ledger.count(GAPS) - gaps == INQUIRIES // 2
    assert ledger.count(WAITING) == ledger.count(HELD)
    assert ledger.ask(SENTENCES) == []
    assert ledger.count(DEAD) == 0
