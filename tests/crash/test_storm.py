"""A storm of mails while workers, their connections to the database, and themselves are killed at random: each mail is
in the ledger once, ends in one disposition, and becomes one post; none is lost, and none is there twice.

One whose every attempt was killed may be held instead: then a person sees why, and nothing came of it.

STORM_MAILS=1000 brings the whole storm (`make storm`); otherwise a share of it, by the same seed.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest

from tests.crash.conftest import SHORT, WORKER, Office
from tests.crash.ledger import LEFT, Ledger
from tests.crash.starting import stable
from tests.crash.storming import USER
from tests.installations import Installation, copied
from tests.intake.real_mail import DOMAIN, PASSWORD, MailHouse, mail
from tests.mail_house import house

__all__ = ["house"]

SEED = 20261130
MAILS = int(os.environ.get("STORM_MAILS", "40"))
AGAIN = max(MAILS // 20, 1)  # so many of them are delivered twice
MOST_HELD = MAILS // 20  # more would be no storm, but a fault
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
HELD = "SELECT message_id, reason, case_id, post_id FROM intake_incoming WHERE state = 'held'"
OPENED = "SELECT message_id, case_id FROM intake_incoming WHERE disposition = 'opened'"
TWICE = """
    SELECT message_id FROM intake_incoming WHERE disposition <> 'duplicate'
    GROUP BY message_id HAVING count(*) > 1
"""
HANDLED_TWICE = """
    SELECT s.subject_id, count(*) FROM foundation_event e JOIN foundation_eventsubject s ON s.event_id = e.id
    WHERE e.name = 'intake.MailHandled' AND s.kind = 'intake.incoming' GROUP BY s.subject_id HAVING count(*) <> 1
"""
POSTS = "SELECT text FROM cases_post"
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
            text=f"This is matter number {number}.",
            message_id=f"<storm-{number}@example.org>",
        ).as_bytes()
        for number in range(MAILS)
    ]
    told = [*written, *chance.sample(written, AGAIN)]
    chance.shuffle(told)
    return told


def connections_cut(installation: Installation) -> None:
    """The database hangs up on everybody, as it does when it is killed and started again."""
    if not installation.url.startswith("postgres"):
        return
    name = installation.url.rpartition("/")[2].partition("?")[0]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )


def test_a_storm_with_workers_and_database_killed_loses_nothing_and_doubles_nothing(
    stormy: Office, house: MailHouse
) -> None:
    processes, ledger, chance = stormy.processes, stormy.ledger, random.Random(SEED)
    told, kills, cuts, started = letters(chance), 0, 0, time.monotonic()
    for point in POINTS:
        house.deliver(told.pop(), told.pop(), to=f"{USER}@{DOMAIN}", by="smtp")
        ended = processes.run(*WORKER, "--pause", "0.02", FRONTOFFICE_CRASH_AT=f"intake.{point}")
        assert ended == -signal.SIGKILL, f"never got to {point}"
        kills += 1
        time.sleep(2)  # until the leases of the dead have run out
    while told:
        some = [told.pop() for _ in range(min(len(told), max(MAILS // 12, 4)))]
        house.deliver(*some, to=f"{USER}@{DOMAIN}", by="smtp")
        workers = [processes.start(*WORKER, "--pause", "0.02") for _ in range(WORKERS)]
        for worker in workers:
            time.sleep(chance.uniform(0.1, 1.2))
            if chance.random() < 0.5:
                connections_cut(stormy.installation)
                cuts += 1
            processes.kill(worker)
            kills += 1
        time.sleep(chance.uniform(0.0, 0.5))
    workers = [processes.start(*WORKER, "--pause", "0.02") for _ in range(2)]
    until_all_is_handled(ledger, MAILS + AGAIN)
    for worker in workers:
        os.kill(worker, signal.SIGTERM)
    assert [processes.wait(worker) for worker in workers] == [0, 0]
    report = (
        f"{MAILS} mails and {AGAIN} twice, {kills} kills, {cuts} cuts, {time.monotonic() - started:.0f} s"
    )
    sys.stdout.write(f"\nstorm: {report}; {ledger.ask(STATES)}\n")
    assert_each_once(ledger)
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


def assert_each_once(ledger: Ledger) -> None:
    """In the ledger once, with one end; what was opened is one case with one post, what is held is none."""
    assert ledger.ask(DEAD) == []
    held = ledger.ask(HELD)
    assert all(reason and (case, post) == (None, None) for _message, reason, case, post in held), held
    assert len(held) <= MOST_HELD, held
    assert ledger.ask(TWICE) == []
    assert ledger.ask(HANDLED_TWICE) == []
    ends = {disposition: number for _state, disposition, number in ledger.ask(STATES)}
    assert ends.keys() <= {"opened", "duplicate", ""}
    assert ends.get("duplicate", 0) <= AGAIN
    assert sum(ends.values()) == MAILS + AGAIN
    opened = [message for message, _case in ledger.ask(OPENED)]
    missing = {f"storm-{number}@example.org" for number in range(MAILS)} - set(opened)
    unread = [message for message, *_rest in held if not message]
    assert len(missing - {message for message, *_rest in held}) <= len(unread), "lost, and held by nobody"
    said = Counter(text for (text,) in ledger.ask(POSTS))
    assert said == Counter(words_in(message) for message in opened)
    assert ledger.count(CASES) == len({case for _message, case in ledger.ask(OPENED)}) == len(opened)
    assert ledger.count(ACKNOWLEDGED) == len(opened)


def words_in(message: str) -> str:
    """What the mail of this Message-ID says."""
    number = message.removeprefix("storm-").partition("@")[0]
    return f"This is matter number {number}."
