"""The worker is killed while it tells programs: nothing is lost, and what comes twice comes under one id."""

import signal
import time

import pytest

from tests.crash.conftest import WORKER, Office
from tests.webhooks.receiving import receiver

POINTS = ("webhooks.claimed", "webhooks.handed_over")
LEFT = "select count(*) from webhooks_notification where state <> 'delivered'"
MADE = "select count(*) from webhooks_notification"


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_this_point_and_followed_by_another(office: Office, point: str) -> None:
    processes = office.processes
    with receiver() as program:
        allowed = {"WEBHOOK_HOSTS": [program.host], "WEBHOOK_SECONDS": 2.0}
        assert processes.run("owe", "subscription", str(program.port), settings=allowed) == 0
        assert processes.run("owe", "units_of_news", "5", settings=allowed) == 0
        before = office.ledger.ask(MADE)[0][0]
        killed = processes.run("owe", "tell_programs", "0", settings=allowed, FRONTOFFICE_CRASH_AT=point)
        assert killed == -signal.SIGKILL, "never got there"
        assert office.ledger.ask(MADE)[0][0] - before == 5, "made before anything is sent"
        sent_before = len(program.arrived)
        # Leases of the killed one have run out by then.
        assert processes.run("owe", "tell_programs", "600", settings=allowed) == 0
        ids = [one.id for one in program.arrived]
        assert len(set(ids)) == 5, "each arrived"
        assert len(ids) == 5 + sent_before, "again, under the same id, exactly what was handed over before"
        assert office.ledger.ask(LEFT)[0][0] == 0
        assert processes.run("owe", "end_subscription", settings=allowed) == 0


def test_the_worker_tells_programs_by_itself(office: Office) -> None:
    processes = office.processes
    with receiver() as program:
        allowed = {"WEBHOOK_HOSTS": [program.host], "WEBHOOK_SECONDS": 2.0}
        assert processes.run("owe", "subscription", str(program.port), settings=allowed) == 0
        assert processes.run("owe", "units_of_news", "2", settings=allowed) == 0
        until = time.monotonic() + 60
        while len(program.arrived) < 2 and time.monotonic() < until:
            assert processes.run(*WORKER, "--once", settings=allowed) == 0
            time.sleep(0.5)
        assert {one.said["type"] for one in program.arrived} == {"authority.TokenIssued"}
        assert len({one.id for one in program.arrived}) == 2
        assert processes.run("owe", "end_subscription", settings=allowed) == 0
