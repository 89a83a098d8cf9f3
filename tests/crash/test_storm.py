"""A storm of mails while workers, the database and their connections to it are killed at random: each mail is in the
ledger once, ends in one disposition, and becomes one post; none is lost, and none is there twice.

One whose every attempt was killed may be held instead: then a person sees why, and nothing came of it.

`make storm` brings the whole storm (STORM_MAILS=…), by itself on a database server of its own, and writes what came of
it into benchmarks/storm.md; otherwise it is a share of it, by the same seed, and the server is left alive.
"""

import contextlib
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tests.crash.conftest import SHORT, WORKER, Office
from tests.crash.ledger import LEFT, Ledger
from tests.crash.starting import stable
from tests.crash.storm_report import HELD, OPENED, Left, Storm, left_behind, write
from tests.crash.storming import USER
from tests.installations import Installation, copied
from tests.intake.real_mail import DOMAIN, PASSWORD, MailHouse, mail
from tests.mail_house import house

__all__ = ["house"]

SEED = 20261130
WHOLE = "STORM_MAILS" in os.environ
MAILS = int(os.environ.get("STORM_MAILS", "30"))
AGAIN = max(MAILS // 20, 1)  # so many of them are delivered twice
MOST_HELD = MAILS // 20  # more would be no storm, but a fault
AT_A_TIME = 12
MOST_ROUNDS = MAILS // 10 + 4
WORKERS = 3
POINTS = ("leased", "fetched", "kept", "put_away", "read", "parsed")
STORM = SHORT | {
    "FRONTOFFICE_MAILBOX_STORM": PASSWORD,
    "FRONTOFFICE_DELIVERY_LEASE_SECONDS": "4",
    "FRONTOFFICE_MAIL_POLL_SECONDS": "0.1",
    "FRONTOFFICE_MAIL_POLL_LEASE_SECONDS": "2",
    "FRONTOFFICE_SCHEDULE_LEASE_SECONDS": "1",
}
KEPT = "SELECT count(*) FROM intake_incoming"
STATES = "SELECT state, disposition, count(*) FROM intake_incoming GROUP BY state, disposition"
UNHANDLED = "SELECT count(*) FROM intake_incoming WHERE state NOT IN ('handled', 'held')"
CASES = "SELECT count(*) FROM cases_case"
ACKNOWLEDGED = "SELECT count(*) FROM correspondence_message WHERE thread LIKE 'case:%%'"
OWED = "SELECT count(*) FROM foundation_delivery WHERE done_at IS NULL AND dead_at IS NULL"
# Whatever was set aside has to be the reading or handling of a mail that a person sees.
DEAD = """
    SELECT d.id, d.reaction, d.last_error FROM foundation_delivery d WHERE d.dead_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM foundation_eventsubject s JOIN intake_incoming i ON i.id = s.subject_id
        WHERE s.event_id = d.event_id AND s.kind = 'intake.incoming' AND i.state = 'held'
        AND d.reaction IN ('intake.parse', 'intake.handle')
    )
"""


@pytest.fixture
def stormy(
    migrated_installation: Installation, tmp_path_factory: pytest.TempPathFactory, house: MailHouse
) -> Iterator[Office]:
    """An office of its own with a mailbox on a real mail server."""
    with copied(migrated_installation, tmp_path_factory.mktemp("storm")) as made:
        installation = replace(made, extra=STORM)
        with stable(installation) as processes:
            assert processes.run("owe", "mailboxes", str(house.imap)) == 0
            yield Office(installation, processes, Ledger(installation))


def letters(chance: random.Random) -> list[bytes]:
    """Each with words of its own, a twentieth of them twice, in any order; one sender writes ten."""
    written = [
        mail(
            sender=f"Person {number // 10} <person{number // 10}@example.org>",
            to=f"{USER}@{DOMAIN}",
            subject=f"Matter {number}",
            text=words_in(number),
            message_id=f"<storm-{number}@example.org>",
        ).as_bytes()
        for number in range(MAILS)
    ]
    told = [*written, *chance.sample(written, AGAIN)]
    chance.shuffle(told)
    return told


class Blows:
    """What is done to the office, counted: workers killed, connections cut, the database killed."""

    def __init__(self, office: Office, chance: random.Random) -> None:
        self._office, self._chance = office, chance
        self.kills = self.cuts = self.crashes = 0

    def at_each_point(self, house: MailHouse, told: list[bytes]) -> None:
        """A worker is killed once between any two steps of taking a mail in."""
        for point in POINTS:
            house.deliver(told.pop(), told.pop(), to=f"{USER}@{DOMAIN}", by="smtp")
            crash = {"FRONTOFFICE_CRASH_AT": f"intake.{point}"}
            ended = self._office.processes.run(*WORKER, "--pause", "0.02", **crash)
            assert ended == -signal.SIGKILL, f"never got to {point}"
            self.kills += 1
            time.sleep(2)  # until the leases of the dead have run out

    def a_round(self) -> None:
        """Workers go to work; each is killed after a while, and sometimes the database before it."""
        processes, chance = self._office.processes, self._chance
        workers = [processes.start(*WORKER, "--pause", "0.02") for _ in range(WORKERS)]
        for worker in workers:
            time.sleep(chance.uniform(0.1, 1.2))
            self._at_the_database(chance.random())
            processes.kill(worker)
            self.kills += 1
        time.sleep(chance.uniform(0.0, 0.5))

    def _at_the_database(self, drawn: float) -> None:
        if not self._office.installation.url.startswith("postgres"):
            return
        if WHOLE and drawn < 0.03:
            self.crashes += database_killed()
        elif drawn < 0.25:
            connections_cut(self._office.installation)
            self.cuts += 1


def connections_cut(installation: Installation) -> None:
    """The database hangs up on everybody, as it does when it is stopped and started again."""
    name = installation.url.rpartition("/")[2].partition("?")[0]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )


def database_killed() -> bool:
    """Kill a process of the server outright: it ends all others and recovers. Only one of our own, in a folder for the
    time being; of any other False.
    """
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("SELECT current_setting('data_directory'), pg_backend_pid()").fetchone()
        assert row is not None
        if not Path(row[0]).is_relative_to(tempfile.gettempdir()):
            return False
        os.kill(row[1], signal.SIGKILL)
        with contextlib.suppress(psycopg.Error):
            connection.execute("SELECT 1")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=5):
            return True
        time.sleep(0.05)
    raise AssertionError("the database did not come back")


def test_a_storm_with_workers_and_database_killed_loses_nothing_and_doubles_nothing(
    stormy: Office, house: MailHouse
) -> None:
    processes, ledger, chance = stormy.processes, stormy.ledger, random.Random(SEED)
    told, blows, started = letters(chance), Blows(stormy, chance), time.monotonic()
    blows.at_each_point(house, told)
    for _round in range(MOST_ROUNDS):
        some = [told.pop() for _ in range(min(len(told), AT_A_TIME))]
        house.deliver(*some, to=f"{USER}@{DOMAIN}", by="smtp")
        blows.a_round()
        if not told and ledger.count(KEPT) - ledger.count(UNHANDLED) > MAILS * 0.8:
            break
    assert not told
    workers = [processes.start(*WORKER, "--pause", "0.02") for _ in range(2)]
    until_all_is_handled(ledger, MAILS + AGAIN)
    seconds = time.monotonic() - started
    for worker in workers:
        os.kill(worker, signal.SIGTERM)
    assert [processes.wait(worker) for worker in workers] == [0, 0]
    words = {f"storm-{number}@example.org": words_in(number) for number in range(MAILS)}
    storm = Storm(MAILS, AGAIN, blows.kills, blows.cuts, blows.crashes, seconds)
    left = left_behind(ledger, words, words)
    if WHOLE:
        write(storm, left, stormy.installation)
    sys.stdout.write(f"\nstorm: {storm}; {left}\n")
    assert_each_once(ledger, left)
    assert (house.lies_in(USER), house.lies_in(USER, "Taken in")) == (0, MAILS + AGAIN)


def until_all_is_handled(ledger: Ledger, number: int) -> None:
    """Wait until each mail is handled or held, and nothing is owed that will still be tried."""
    deadline = time.monotonic() + 300 + MAILS  # one that was killed often waits for minutes
    while time.monotonic() < deadline:
        if ledger.count(KEPT) >= number and not ledger.count(UNHANDLED) and not ledger.count(OWED):
            break
        time.sleep(0.2)
    assert (ledger.count(KEPT), ledger.count(UNHANDLED), ledger.count(OWED)) == (number, 0, 0), ledger.ask(
        LEFT
    )


def assert_each_once(ledger: Ledger, left: Left) -> None:
    """In the ledger once, with one end; what was opened is one case with one post, what is held is none."""
    assert (left.lost, left.doubled) == ([], [])
    assert ledger.ask(DEAD) == []
    held = ledger.ask(HELD)
    assert all(reason and (case, post) == (None, None) for _message, reason, case, post in held), held
    assert len(held) <= MOST_HELD, held
    ends = {disposition: number for _state, disposition, number in ledger.ask(STATES)}
    assert ends.keys() <= {"opened", "duplicate", ""}
    assert ends.get("duplicate", 0) <= AGAIN
    assert sum(ends.values()) == MAILS + AGAIN
    cases = {case for _message, case in ledger.ask(OPENED)}
    assert ledger.count(CASES) == len(cases) == left.opened == ledger.count(ACKNOWLEDGED)


def words_in(number: int) -> str:
    """What the mail of this number says."""
    return f"This is matter number {number}."
