"""The worker is killed at each named point and at twenty random ones: no effect is lost, and none happens twice."""

import pkgutil
import random
import signal
import time
from dataclasses import replace
from importlib import import_module

import pytest

import frontoffice
from frontoffice.foundation import boundaries
from tests.crash.conftest import LEASE_SECONDS, SHORT, WORKER, Office
from tests.crash.ledger import DONE, MORE_THAN_ONE_TRY

for _found, name, _is_package in pkgutil.walk_packages(frontoffice.__path__, "frontoffice."):
    if ".migrations" not in name and not name.endswith("__main__"):
        import_module(name)  # whichever room names a point, it is on the list

# Points that a worker does not pass; tests/crash/test_act_killed.py ends the command line there.
IN_ACTIONS = {"action.before_commit", "action.committed"}
# Points of one room's own reaction; tests/crash/test_representative_killed.py ends the worker there.
OF_A_ROOM = {point for point in boundaries.NAMED if point.startswith("representative.")}
# Points of sealing; tests/crash/test_sealing_killed.py ends the worker there.
SEALING = {point for point in boundaries.NAMED if point.startswith("audit.")}
# Points of taking mail in; tests/crash/test_storm.py ends the worker there.
INTAKE = {point for point in boundaries.NAMED if point.startswith("intake.")}
# Points of telling programs; tests/crash/test_webhooks_killed.py ends the worker there.
WEBHOOKS = {point for point in boundaries.NAMED if point.startswith("webhooks.")}
IN_THE_WORKER = sorted(boundaries.NAMED - IN_ACTIONS - OF_A_ROOM - SEALING - INTAKE - WEBHOOKS)
SEED, KILLS = 20261122, 20
MAILS, HOLDS, RETURNS = 3, 1, 1


def test_the_points_between_all_commits_of_a_delivery_and_of_a_mail_are_named() -> None:
    delivery = {"before_claim", "claimed", "effect_done", "before_commit", "committed", "outside_done"}
    mail = {"ready", "begun", "handed_over", "concluded"}
    named = {f"delivery.{point}" for point in delivery} | {f"mail.{point}" for point in mail}
    assert named <= set(IN_THE_WORKER)
    assert boundaries.NAMED >= IN_ACTIONS


@pytest.mark.parametrize("point", IN_THE_WORKER)
def test_killed_at_this_point_twice_and_followed_by_another(office: Office, point: str) -> None:
    processes, ledger = office.processes, office.ledger
    assert processes.run("owe", "work", str(MAILS), str(HOLDS), str(RETURNS)) == 0
    for time_reached in (2, 1):
        ended = processes.run(*WORKER, "--once", FRONTOFFICE_CRASH_AT=f"{point}:{time_reached}")
        assert ended == -signal.SIGKILL, "never got there"
        time.sleep(LEASE_SECONDS)
    office.drain()
    assert ledger.happened_not_once() == []
    assert ledger.statuses() == {"sent": MAILS, "held": HOLDS, "draft": RETURNS}


def test_killed_at_twenty_random_moments_while_two_workers_share_the_work(office: Office) -> None:
    processes, ledger = office.processes, office.ledger
    chance = random.Random(SEED)
    tries_before = ledger.count(MORE_THAN_ONE_TRY)
    assert processes.run("owe", "work", "30", "10", "10") == 0
    for _ in range(KILLS // 2):
        workers = [processes.start(*WORKER, "--pause", "0.02") for _ in range(2)]
        for worker in workers:
            ledger.until_done(ledger.count(DONE) + chance.randint(0, 4))
            time.sleep(chance.uniform(0.0, 0.02))
            processes.kill(worker)
    office.drain(workers=2)
    assert ledger.happened_not_once() == []
    assert ledger.statuses() == {"sent": 30, "held": 10, "draft": 10}
    assert ledger.count(MORE_THAN_ONE_TRY) - tries_before >= 5, "hardly a kill hit a worker at work"


def test_the_worker_killed_as_it_is_started_at_the_shell(office: Office) -> None:
    """The same once more with nothing of the tests in its process."""
    assert office.processes.run("owe", "work_uncounted", "2", "1", "1") == 0
    doomed = replace(office.installation, extra=SHORT | {"FRONTOFFICE_CRASH_AT": "mail.handed_over"})
    assert doomed.run("worker", "--once").returncode == -signal.SIGKILL
    worker = office.installation.start("worker", "--pause", "0.02")
    try:
        office.ledger.until_nothing_is_owed()
    finally:
        worker.terminate()
        _out, errors = worker.communicate(timeout=30)
    assert (worker.returncode, errors) == (0, "")
    assert office.ledger.statuses() == {"sent": 2, "held": 1, "draft": 1}
