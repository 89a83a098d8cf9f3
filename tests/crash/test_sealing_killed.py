"""Killed while the audit trail is sealed: nothing is sealed twice or left out, and verifying finds no fault."""

import json
import signal

import pytest

from tests.crash.conftest import WORKER, Office

POINTS = ("audit.ready_to_seal", "audit.sealed", "audit.head_kept")
SEALED = "select count(*), coalesce(max(number), 0), coalesce(max(total), 0) from authority_seal"
NOT_YET = "select name from foundation_scheduledrun where name = 'authority.seal_the_audit_trail'"


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_this_point_and_done_again(office: Office, point: str) -> None:
    processes, ledger = office.processes, office.ledger
    assert processes.run("owe", "work", "2", "1", "1") == 0
    assert processes.run("audit", "seal", FRONTOFFICE_CRASH_AT=point) == -signal.SIGKILL, "never got there"
    office.drain()
    assert processes.run("audit", "seal") == 0
    assert processes.run("audit", "verify") == 0
    seals, highest, rows = ledger.ask(SEALED)[0]
    assert seals == highest > 0
    heads = office.installation.folder / "audit" / "heads.jsonl"
    newest = json.loads(heads.read_text().splitlines()[-1])
    assert (newest["number"], newest["rows"]) == (highest, rows)


def test_the_worker_seals_by_itself(office: Office) -> None:
    assert office.processes.run(*WORKER, "--once") == 0
    assert len(office.ledger.ask(NOT_YET)) == 1
